"""What a page was made from. The front door keeps a page only if it says so, and lets it go when one of these changes."""

from django.http import HttpResponse

HEADER = "Firsthand-Keys"


def made_from(response: HttpResponse, *keys: str) -> HttpResponse:
    """Say on ``response`` which keys of the change log it was made from; the place is always one of them."""
    response[HEADER] = " ".join(["place", *keys])
    response["Cache-Control"] = "no-cache"
    return response
