"""Adding a picture to a story."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from firsthand.people.models import User
from firsthand.stories.pictures import BadPicture, take_in

from ..mine import my_story


@never_cache
@require_POST
def add_picture(request: HttpRequest, public_id: str) -> JsonResponse:
    """Take a picture in and return its id. Without a description it is not looked at."""
    if not isinstance(request.user, User):
        return JsonResponse({"reason": _("You are signed out. Sign in again in another window.")}, status=403)
    story = my_story(request, public_id)
    upload = request.FILES.get("file")
    if not request.POST.get("alt", "").strip():
        return JsonResponse(
            {"reason": _("Say what is in the picture, for those who do not see it.")}, status=422
        )
    if upload is None:
        return JsonResponse({"reason": _("Choose a picture.")}, status=422)
    try:
        picture = take_in(story, upload, by=request.user, at=timezone.now())
    except BadPicture as refused:
        return JsonResponse({"reason": str(refused)}, status=422)
    return JsonResponse({"picture": picture.public_id, "width": picture.width, "height": picture.height})
