"""The portal's settings: environment variables read once, at start, into one typed object."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from portal.foundation.settings import contradictions, development
from portal.foundation.settings.readers import FieldKey, Unreadable
from portal.foundation.settings.variables import (
    IGNORED_PREFIX,
    PREFIX,
    VARIABLES,
    readme_table,
)

__all__ = ["FieldKey", "Settings", "SettingsError", "load", "readme_table"]


class SettingsError(Exception):
    """Every problem at once, each an Italian sentence saying what to do."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What each field means stands in `variables.py`. Secrets and addresses with passwords stay out of repr."""

    environment: Literal["development", "production"]
    data_dir: Path
    host: str
    port: int
    base_url: str
    allowed_hosts: tuple[str, ...]
    trusted_proxies: tuple[str, ...]
    database_url: str | None = field(repr=False)
    database_pool: int
    redis_url: str | None = field(repr=False)
    search: Literal["auto", "meilisearch", "postgresql"]
    meilisearch_url: str | None
    meilisearch_key: str | None = field(repr=False)
    smtp_url: str | None = field(repr=False)
    mail_from: str
    secret_key: bytes = field(repr=False)
    field_keys: tuple[FieldKey, ...] = field(repr=False)
    blind_index_key: bytes = field(repr=False)
    sample_data: bool
    log_level: Literal["debug", "info", "warning", "error"]
    k_threshold: int
    web_processes: int
    worker_processes: int

    @property
    def in_production(self) -> bool:
        return self.environment == "production"

    @property
    def is_embedded(self) -> bool:
        """True where this instance must bring its own PostgreSQL and Redis."""
        return self.database_url is None

    @property
    def secure_cookies(self) -> bool:
        return self.base_url.startswith("https://")


def load(environ: Mapping[str, str]) -> Settings:
    """Read the settings from `environ`.

    In development the secrets that are not given come from `data_dir/secrets.json`, made on first use.
    Raises `SettingsError` with all that is wrong: unknown, unreadable or contradictory variables.
    """
    # an empty variable counts as absent: that is how compose files and units write "not set"
    given = {
        name: value.strip() for name, value in environ.items() if name.startswith(PREFIX) and value.strip()
    }
    problems = list(_unknown(given))
    values: dict[str, Any] = {}
    for variable in VARIABLES:
        raw = given.get(variable.name, variable.default)
        try:
            values[variable.field] = None if raw is None else variable.read(raw)
        except Unreadable as unreadable:
            problems.append(f"{variable.name} {unreadable}.")
    problems += contradictions.between(given, values)
    if problems:
        raise SettingsError(problems)
    _derive_addresses(values)
    if values["environment"] == "development":
        _add_development_secrets(values)
    return Settings(**values)


def _unknown(given: Mapping[str, str]) -> list[str]:
    known = [variable.name for variable in VARIABLES]
    sentences = []
    for name in sorted(given):
        if name in known or name.startswith(IGNORED_PREFIX):
            continue
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.75)
        advice = f"forse volevi {near[0]}" if near else "toglila, o guarda l'elenco nel README"
        sentences.append(f"{name} non è un'impostazione del portale: {advice}.")
    return sentences


def _derive_addresses(values: dict[str, Any]) -> None:
    if values["base_url"] is None:
        shown = values["host"] if values["host"] not in {"0.0.0.0", "::"} else "localhost"  # noqa: S104
        values["base_url"] = (
            f"http://[{shown}]:{values['port']}" if ":" in shown else f"http://{shown}:{values['port']}"
        )
    if values["allowed_hosts"] is None:
        own = urlsplit(values["base_url"]).hostname or "localhost"
        values["allowed_hosts"] = tuple(dict.fromkeys((own, "localhost", "127.0.0.1")))


def _add_development_secrets(values: dict[str, Any]) -> None:
    missing = [one for one in VARIABLES if one.name in development.NAMES and values[one.field] is None]
    if not missing:
        return
    try:
        found = development.read_or_create(values["data_dir"])
        for variable in missing:
            values[variable.field] = variable.read(found[variable.name])
    except (development.SecretsUnreadable, Unreadable):
        path = values["data_dir"] / development.FILE_NAME
        told = (
            f"Il file delle chiavi {path} non si può leggere o creare: rimetti una copia valida, "
            "controlla i permessi della cartella, oppure cancella l'intera cartella e ricomincia."
        )
        raise SettingsError([told]) from None
