"""Every PORTAL_* variable, once: name, field, how it is read, and the words of the README's table."""

from __future__ import annotations

from dataclasses import dataclass

from portal.foundation.settings import readers
from portal.foundation.settings.readers import Reader

PREFIX = "PORTAL_"
IGNORED_PREFIX = "PORTAL_TEST_"


@dataclass(frozen=True, slots=True)
class Variable:
    """`default` is read like a value; None means the field stays empty or `load` derives it (`derived`)."""

    name: str
    field: str
    read: Reader
    default: str | None
    meaning: str
    derived: str = ""

    @property
    def default_words(self) -> str:
        if self.default is not None:
            return f"`{self.default}`"
        return self.derived or "–"


_GENERATED = "generated once in development; required in production"

VARIABLES: tuple[Variable, ...] = (
    Variable(
        "PORTAL_ENVIRONMENT", "environment", readers.one_of("development", "production"), "development",
        "`development` or `production`. Production refuses generated secrets, sample data and plain HTTP.",
    ),
    Variable(
        "PORTAL_DATA_DIR", "data_dir", readers.folder, "./var",
        "Folder of everything an instance keeps: embedded databases, files, generated secrets, logs.",
    ),
    Variable("PORTAL_HOST", "host", readers.text, "127.0.0.1", "Address the web server listens on."),
    Variable("PORTAL_PORT", "port", readers.whole(1, 65535), "8000", "Port the web server listens on."),
    Variable(
        "PORTAL_BASE_URL", "base_url", readers.address("http", "https"), None,
        "Address people type; links in mail start with it. `https` in production.",
        derived="from host and port",
    ),
    Variable(
        "PORTAL_ALLOWED_HOSTS", "allowed_hosts", readers.names, None,
        "Host names the web server answers to, separated by commas.",
        derived="host of the base URL, `localhost`, `127.0.0.1`",
    ),
    Variable(
        "PORTAL_TRUSTED_PROXIES", "trusted_proxies", readers.names, "",
        "Addresses of reverse proxies whose `X-Forwarded-*` headers are believed, separated by commas.",
    ),
    Variable(
        "PORTAL_DATABASE_URL", "database_url", readers.address("postgresql", "postgres"), None,
        "PostgreSQL 15 or later. Set it together with `PORTAL_REDIS_URL`; without both, embedded servers start.",
    ),
    Variable(
        "PORTAL_DATABASE_POOL", "database_pool", readers.whole(2, 200), "10",
        "Most connections one web or worker process opens.",
    ),
    Variable(
        "PORTAL_REDIS_URL", "redis_url", readers.address("redis", "rediss", "unix"), None,
        "Redis of the job queue. It may be lost at any moment; nothing else is.",
    ),
    Variable(
        "PORTAL_SEARCH", "search", readers.one_of("auto", "meilisearch", "postgresql"), "auto",
        "Search engine. `auto` takes Meilisearch where there is one (a URL, or embedded a `meilisearch` "
        "program on PATH), else PostgreSQL full text.",
    ),
    Variable(
        "PORTAL_MEILISEARCH_URL", "meilisearch_url", readers.address("http", "https"), None,
        "Meilisearch server. Needs `PORTAL_MEILISEARCH_KEY`.",
    ),
    Variable(
        "PORTAL_MEILISEARCH_KEY", "meilisearch_key", readers.text, None,
        "Scoped key, not the master key: for `serve` with the action search, for `worker` and commands with search, "
        "documents.*, indexes.*, settings.*, tasks.*.",
    ),
    Variable(
        "PORTAL_SMTP_URL", "smtp_url", readers.address("smtp", "smtps"), None,
        "Mail server, `smtp://user:password@host:587`. Without it mail is kept and shown on a development page.",
    ),
    Variable(
        "PORTAL_MAIL_FROM", "mail_from", readers.mailbox, "Incontro <no-reply@incontro.invalid>",
        "Sender of every message.",
    ),
    Variable(
        "PORTAL_SECRET_KEY", "secret_key", readers.secret, None,
        "Signs cookies, CSRF tokens and links; at least 32 random characters.",
        derived=_GENERATED,
    ),
    Variable(
        "PORTAL_FIELD_KEYS", "field_keys", readers.field_keys, None,
        "Keys of encrypted columns, `2:<base64 of 32 bytes>,1:<…>`. The first encrypts, all decrypt.",
        derived=_GENERATED,
    ),
    Variable(
        "PORTAL_BLIND_INDEX_KEY", "blind_index_key", readers.key, None,
        "Key of the blind indexes by which encrypted columns are searched; base64 of 32 bytes.",
        derived=_GENERATED,
    ),
    Variable(
        "PORTAL_SAMPLE_DATA", "sample_data", readers.yes_or_no, "no",
        "`yes` marks every page as sample data and prints sign-ins. Refused in production.",
    ),
    Variable(
        "PORTAL_LOG_LEVEL", "log_level", readers.one_of("debug", "info", "warning", "error"), "info",
        "Least serious message that is logged.",
    ),
    Variable(
        "PORTAL_K", "k_threshold", readers.whole(5, 1000), "5",
        "Fewest people sharing a published card's visible traits. Never under 5.",
    ),
    Variable(
        "PORTAL_WEB_PROCESSES", "web_processes", readers.whole(1, 64), "1",
        "Web processes one `serve` starts.",
    ),
    Variable(
        "PORTAL_WORKER_PROCESSES", "worker_processes", readers.whole(1, 64), "1",
        "Worker processes an embedded `serve` starts.",
    ),
)  # fmt: skip


def readme_table() -> str:
    """The Markdown table between the README's `settings` markers."""
    rows = ["| variable | default | meaning |", "|---|---|---|"]
    rows += [f"| `{one.name}` | {one.default_words} | {one.meaning} |" for one in VARIABLES]
    return "\n".join(rows)
