"""The tool that writes a slice's next migration."""

import asyncio
from pathlib import Path

import pytest
from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.apps.migrations.commands.base import BaseMigrationManager
from piccolo.conf.apps import AppConfig, Finder
from piccolo.table import Table

from portal.foundation import columns
from tools import new_migration


class Thing(Table, tablename="thing"):
    id = columns.key()
    name = columns.text()


@pytest.fixture
def slice_of_things(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "piccolo_migrations"
    config = AppConfig(app_name="things", migrations_folder_path=folder, table_classes=[Thing])
    monkeypatch.setattr(Finder, "get_app_config", lambda self, app_name: config)
    monkeypatch.syspath_prepend(str(folder))
    return folder


def test_a_table_without_a_migration_gets_one_and_then_no_more(slice_of_things: Path) -> None:
    path = new_migration.write_difference("things", "Things")
    assert path is not None
    assert path.parent == slice_of_things
    assert 'tablename="thing"' in path.read_text()
    assert "DESCRIPTION = 'Things'" in path.read_text().replace('"', "'")
    assert new_migration.write_difference("things", "Things again") is None


def test_a_migration_for_sql_by_hand_comes_after_the_tables(slice_of_things: Path) -> None:
    tables = new_migration.write_difference("things", "Things")
    assert tables is not None
    raw = new_migration.write_raw("things", "One name each")
    assert sorted([raw.name, tables.name]) == [tables.name, raw.name]
    modules = BaseMigrationManager().get_migration_modules(str(slice_of_things))
    manager = asyncio.run(modules[max(modules)].forwards())
    assert isinstance(manager, MigrationManager)
    assert (manager.app_name, manager.description) == ("things", "One name each")
    assert len(manager.raw) == len(manager.raw_backwards) == 1
