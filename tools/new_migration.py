"""Writes a slice's next migration from the difference between its tables and its migrations; asks no database.

    python -m tools.new_migration employers "Companies, sites and workforce"
    python -m tools.new_migration employers "One open vacancy a title" --raw

With ``--raw`` it writes an empty one for hand-written SQL: partial indexes, triggers, exclusions. That must be a
migration of its own, because Piccolo runs SQL by hand before it makes the tables of the same migration. The
slice's ``piccolo_app`` must stand in ``portal/piccolo_conf.py``. Read the result before committing it: a renamed
column comes out as dropped and added.
"""

import argparse
import asyncio
import contextlib
import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from piccolo import __VERSION__
from piccolo.apps.migrations.commands import new as piccolo_new
from piccolo.conf.apps import Finder

from portal.foundation import db  # noqa: F401 - says where piccolo_conf is

_RAW = '''\
from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "{id}"
VERSION = "{version}"
DESCRIPTION = {description!r}

FORWARDS = """
"""

BACKWARDS = """
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="{app}", description=DESCRIPTION)

    async def run() -> None:
        await db.execute(FORWARDS)

    async def run_backwards() -> None:
        await db.execute(BACKWARDS)

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
'''


def _now() -> datetime:
    return datetime.now(UTC)


def write_raw(app: str, description: str) -> Path:
    folder = Path(Finder().get_app_config(app_name=app).resolved_migrations_folder_path)
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").touch()
    moment = _now().strftime("%Y-%m-%dT%H:%M:%S:%f")
    name = f"{app}_{moment.lower().replace('-', '_').replace(':', '_')}.py"
    path = folder / name
    path.write_text(
        _RAW.format(id=moment, app=app, description=description, version=__VERSION__), encoding="utf-8"
    )
    return path


def write_difference(app: str, description: str) -> Path | None:
    """The new file, or None when tables and migrations agree."""
    folder = Path(Finder().get_app_config(app_name=app).resolved_migrations_folder_path)
    before = set(folder.glob("*.py"))
    # migrations run in the order of their ids; local time would mix it up between countries and seasons
    piccolo_new.now = _now
    with contextlib.redirect_stdout(io.StringIO()):
        asyncio.run(piccolo_new.new(app, auto=True, desc=description, auto_input="n"))
    fresh = set(folder.glob("*.py")) - before - {folder / "__init__.py"}
    return fresh.pop() if fresh else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("app", choices=Finder().get_app_names())
    parser.add_argument("description", help="one line without quotes")
    parser.add_argument("--raw", action="store_true", help="an empty one, for SQL by hand")
    given = parser.parse_args()
    if given.raw:
        path: Path | None = write_raw(given.app, given.description)
    else:
        path = write_difference(given.app, given.description)
    print(path if path else "Tables and migrations agree.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
