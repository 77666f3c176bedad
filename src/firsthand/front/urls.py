"""The pages one reads. They stand under a language."""

from django.urls import path

from .views import archive, feed, home, people, processes, signing_in, story

urlpatterns = [
    path("", home.home, name="home"),
    path("stories/", archive.stories, name="stories"),
    path("stories/<slug:public_id>/<slug:slug>", story.story, name="story"),
    path("processes/", processes.processes, name="processes"),
    path("processes/<slug:public_id>/<slug:slug>", processes.process, name="process"),
    path("people/", people.people, name="people"),
    path("people/<slug:public_id>/<slug:slug>", people.author, name="author"),
    path("tags/<slug:public_id>/<slug:slug>", archive.tag, name="tag"),
    path("feed.xml", feed.feed, name="feed"),
    path("sign-in", signing_in.how, name="sign-in"),
]
