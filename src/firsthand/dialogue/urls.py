from django.urls import path

from . import views

urlpatterns = [
    path("stories/<str:public_id>/reply", views.reply, name="reply"),
]
