from django.urls import path

from . import replies, views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/replies/<str:public_id>", replies.decide, name="decide-reply"),
]
