from django.urls import path

from . import acts, views

urlpatterns = [
    path("desk/processes/", views.processes, name="keep-processes"),
    path("desk/processes/new", views.new_process, name="new-process"),
    path("desk/processes/<slug:public_id>/", views.keep_process, name="keep-process"),
    path("desk/processes/<slug:public_id>/circles", acts.circles, name="process-circles"),
    path("desk/processes/<slug:public_id>/people", acts.people, name="process-people"),
    path("desk/processes/<slug:public_id>/rung", acts.rung, name="process-rung"),
]
