"""What the web server calls: the front door, a measure for what is sent, and Django behind both."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firsthand.settings")
django = get_wsgi_application()

# Their models need the rooms, which are loaded by now.
from firsthand.front.door.bodies import Bodies  # noqa: E402
from firsthand.front.door.door import Door  # noqa: E402

application = Door(Bodies(django))
