from django.urls import path

from . import views

urlpatterns = [
    path("stories/<slug:public_id>/reply", views.reply, name="reply"),
]
