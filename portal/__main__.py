"""`python -m portal`: the one command of every process, in both shapes."""

from __future__ import annotations

from portal.cli import main

if __name__ == "__main__":
    main(prog_name="python -m portal")
