"""Every address of the place. Language stands in the path; only ``/`` negotiates."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("firsthand.front.plain_urls")),
    *i18n_patterns(
        path("", include("firsthand.dialogue.urls")),
        path("", include("firsthand.desk.urls")),
        path("", include("firsthand.front.urls")),
    ),
]

handler400 = "firsthand.front.views.errors.bad_request"
handler403 = "firsthand.front.views.errors.refused"
handler404 = "firsthand.front.views.errors.not_found"
handler500 = "firsthand.front.views.errors.failed"
