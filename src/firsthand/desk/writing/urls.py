from django.urls import path

from . import about, adding, bylines, finding, saving, versions, views

urlpatterns = [
    path("desk/stories/new", views.new_story, name="new-story"),
    path("desk/stories/find", finding.find_story, name="find-story"),
    path("desk/stories/<slug:public_id>/", views.write, name="write"),
    path("desk/stories/<slug:public_id>/save", saving.save, name="save"),
    path("desk/stories/<slug:public_id>/pictures", adding.add_picture, name="add-picture"),
    path("desk/stories/<slug:public_id>/about", about.about, name="about-story"),
    path("desk/stories/<slug:public_id>/versions", versions.versions, name="versions"),
    path("desk/stories/<slug:public_id>/bylines", bylines.bylines, name="bylines"),
    path("desk/stories/<slug:public_id>/byline", bylines.byline, name="byline"),
]
