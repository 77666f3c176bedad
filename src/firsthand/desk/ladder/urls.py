from django.urls import path

from . import inside, preview, views

urlpatterns = [
    path("desk/stories/<slug:public_id>/open", views.ladder, name="ladder"),
    path("desk/stories/<slug:public_id>/open/plan", views.plan, name="plan-opening"),
    path("desk/stories/<slug:public_id>/open/call-off", views.call_off, name="call-off"),
    path("desk/stories/<slug:public_id>/open/withhold", inside.withhold, name="withhold"),
    path("desk/stories/<slug:public_id>/open/lift", inside.lift, name="lift-withholding"),
    path("desk/stories/<slug:public_id>/open/ask", inside.ask, name="ask-for-reading"),
    path("desk/stories/<slug:public_id>/open/end-reading", inside.end, name="end-reading"),
    path("desk/stories/<slug:public_id>/as/<int:rung>", preview.as_read, name="read-as"),
]
