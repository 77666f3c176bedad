"""Coming in by a link that works once, and going out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.people.models import User
from firsthand.people.signin import owner_of, use_link

from ..answer import page

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """Say how one comes in. Whoever is in already is led to the desk."""
    if not request.reader.is_stranger:  # type: ignore[attr-defined]
        return redirect("desk")
    return page(request, "people/sign_in.html", {}, keys=())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def with_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Show whom the link lets in, and a button. Only pressing it uses the link up: programs that look at mail press none."""
    now = timezone.now()
    if request.method == "POST":
        user = use_link(secret, at=now)
        if user is not None:
            login(request, user, backend=BACKEND)
            return HttpResponseRedirect(desk_of(user))
    owner = owner_of(secret, at=now) if request.method != "POST" else None
    needs: dict[str, Any] = {"owner": owner, "other_languages": []}
    return render(request, "people/sign_in_with.html", needs, status=200 if owner else 410)


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and let the browser forget what any of its windows kept on the device."""
    logout(request)
    answer = redirect("home")
    answer["Clear-Site-Data"] = '"storage"'
    return answer


def desk_of(user: User) -> str:
    with override(user.language):
        return reverse("desk")
