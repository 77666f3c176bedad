from django.urls import path

from . import replies, views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/replies/<slug:public_id>", replies.decide, name="decide-reply"),
]
