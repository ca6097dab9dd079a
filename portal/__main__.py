"""`python -m portal`: the one command of every process, in both shapes."""

from __future__ import annotations

import sys

from portal.cli import main
from portal.cli.console import Refused

if __name__ == "__main__":
    try:
        main(prog_name="python -m portal")
    except Refused as refused:
        refused.show()
        sys.exit(refused.exit_code)
