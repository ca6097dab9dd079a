"""The search server of the tests, where there is one."""

from tests.foundation.search.conftest import meilisearch, meilisearch_address

__all__ = ["meilisearch", "meilisearch_address"]
