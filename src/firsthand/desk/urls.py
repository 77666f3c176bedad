"""The addresses of the desk: what waits, writing, how far a story goes, and the processes one keeps."""

from .home.urls import urlpatterns as home
from .ladder.urls import urlpatterns as ladder
from .processes.urls import urlpatterns as processes
from .writing.urls import urlpatterns as writing

urlpatterns = [*home, *writing, *ladder, *processes]
