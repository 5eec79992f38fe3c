# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The long run as a command: ``python -m reliability``, with tests/ in PYTHONPATH."""

from __future__ import annotations

import sys

from reliability.long import main

if __name__ == "__main__":
    sys.exit(main())
