"""Addresses without a language: for machines, for coming in, and the one that negotiates."""

from django.urls import path

from .views import accent, health, pictures, root, signing_in, sitemap

urlpatterns = [
    path("", root.negotiate, name="root"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("accent.css", accent.accent, name="accent"),
    path("pictures/<slug:public_id>", pictures.picture, name="picture"),
    path("portraits/<slug:portrait>", pictures.portrait, name="portrait"),
    path("sign-in/<str:secret>", signing_in.with_link, name="sign-in-with"),
    path("sign-out", signing_in.sign_out, name="sign-out"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]
