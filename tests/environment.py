"""The settings of the tests, the same wherever the process is configured: keys that protect nothing, mail is kept."""

import base64
from functools import cache

from portal.foundation.settings import Settings, load

BASE = "http://localhost"


def _key(words: str) -> str:
    return base64.b64encode(words.encode().ljust(32, b".")).decode()


ENVIRONMENT = {
    "PORTAL_ENVIRONMENT": "development",
    "PORTAL_BASE_URL": BASE,
    "PORTAL_DATA_DIR": "var/test",
    "PORTAL_SAMPLE_DATA": "yes",
    "PORTAL_LOG_LEVEL": "error",
    "PORTAL_SEARCH": "postgresql",
    "PORTAL_SECRET_KEY": "signing key of the tests, known to everybody",
    "PORTAL_FIELD_KEYS": f"1:{_key('field key of the tests')}",
    "PORTAL_BLIND_INDEX_KEY": _key("index key of the tests"),
}


@cache
def settings() -> Settings:
    return load(ENVIRONMENT)
