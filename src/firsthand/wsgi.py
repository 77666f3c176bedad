"""What the web server calls: the front door, and Django behind it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firsthand.settings")
django = get_wsgi_application()

from firsthand.front.door.door import Door  # noqa: E402 (its models need the rooms, which are loaded by now)

application = Door(django)
