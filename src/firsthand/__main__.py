"""``python -m firsthand`` is the ``firsthand`` command."""

import sys

from firsthand.cli import main

sys.exit(main())
