"""``python -m cypsc_desktop.cli``: the command without its being installed."""

import sys

from cypsc_desktop.cli import main

sys.exit(main())
