"""What no single variable can tell: settings that contradict one another or the environment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from portal.foundation.settings import development

_SECRETS = {
    "PORTAL_SECRET_KEY": "con una chiave lunga e casuale («openssl rand -base64 48»)",
    "PORTAL_FIELD_KEYS": "con «1:» e una chiave («openssl rand -base64 32»)",
    "PORTAL_BLIND_INDEX_KEY": "con una chiave («openssl rand -base64 32»)",
}


def between(given: Mapping[str, str], values: Mapping[str, Any]) -> Iterator[str]:
    """Sentences about settings that cannot hold together.

    `given` are the variables as written, `values` the fields that could be read.
    """
    if ("PORTAL_DATABASE_URL" in given) != ("PORTAL_REDIS_URL" in given):
        there, missing = ("PORTAL_DATABASE_URL", "PORTAL_REDIS_URL")
        if missing in given:
            there, missing = missing, there
        yield (
            f"{there} è impostata e {missing} no: imposta tutte e due per usare i tuoi server, "
            "oppure nessuna per usare quelli incorporati."
        )
    if "PORTAL_MEILISEARCH_KEY" in given and "PORTAL_MEILISEARCH_URL" not in given:
        yield "PORTAL_MEILISEARCH_KEY è impostata senza PORTAL_MEILISEARCH_URL: aggiungi l'indirizzo o togli la chiave."
    if "PORTAL_MEILISEARCH_URL" in given and "PORTAL_MEILISEARCH_KEY" not in given:
        yield "PORTAL_MEILISEARCH_URL è impostata senza PORTAL_MEILISEARCH_KEY: aggiungi la chiave o togli l'indirizzo."
    if values.get("search") == "postgresql" and "PORTAL_MEILISEARCH_URL" in given:
        yield "PORTAL_SEARCH è «postgresql» ma c'è PORTAL_MEILISEARCH_URL: togli una delle due."
    if (
        values.get("search") == "meilisearch"
        and "PORTAL_DATABASE_URL" in given
        and "PORTAL_MEILISEARCH_URL" not in given
    ):
        yield "PORTAL_SEARCH è «meilisearch» ma manca PORTAL_MEILISEARCH_URL: aggiungi l'indirizzo e la chiave."
    if values.get("environment") == "production":
        yield from _in_production(given, values)


def _in_production(given: Mapping[str, str], values: Mapping[str, Any]) -> Iterator[str]:
    for name, how in _SECRETS.items():
        if name not in given:
            yield f"In produzione manca {name}: impostala {how}."
    if "PORTAL_SMTP_URL" not in given:
        yield "In produzione manca PORTAL_SMTP_URL: indica il server di posta, per esempio «smtp://host:587»."
    if "PORTAL_MAIL_FROM" not in given:
        yield "In produzione manca PORTAL_MAIL_FROM: indica il mittente dei messaggi."
    if values.get("sample_data"):
        yield "In produzione i dati di esempio non sono ammessi: togli PORTAL_SAMPLE_DATA."
    if "PORTAL_BASE_URL" not in given:
        yield "In produzione manca PORTAL_BASE_URL: indica l'indirizzo «https» del portale."
    elif str(values.get("base_url", "https://")).startswith("http://"):
        yield "In produzione PORTAL_BASE_URL deve iniziare con «https://»: metti il portale dietro un proxy TLS."
    if "data_dir" in values:
        yield from _copied_from_development(given, values)


def _copied_from_development(given: Mapping[str, str], values: Mapping[str, Any]) -> Iterator[str]:
    try:
        generated = development.read(values["data_dir"]) or {}
    except development.SecretsUnreadable:
        generated = {}
    for name in _SECRETS:
        if name in given and given[name] == generated.get(name):
            yield f"In produzione {name} è quella di sviluppo: creane una nuova."
