"""The addresses of the desk: what waits, writing, and how far a story goes."""

from .home.urls import urlpatterns as home
from .ladder.urls import urlpatterns as ladder
from .writing.urls import urlpatterns as writing

urlpatterns = [*home, *writing, *ladder]
