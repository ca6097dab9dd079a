"""Pages of a long list, with links that keep the filters."""

from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from litestar import Request

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Pages:
    page: int
    total: int
    per_page: int
    query: tuple[tuple[str, str], ...]
    path: str

    @classmethod
    def of(cls, request: Request[Any, Any, Any], total: int, per_page: int = PER_PAGE) -> Self:
        """The page the address asks for, brought inside what exists."""
        asked = request.query_params.get("page", "1")
        number = int(asked) if asked.isdecimal() and len(asked) < 7 else 1
        last = max(1, -(-total // per_page))
        query = tuple(
            (k, v) for k, v in request.query_params.multi_items() if k != "page" and isinstance(v, str)
        )
        return cls(min(max(number, 1), last), total, per_page, query, request.url.path)

    @property
    def limit(self) -> int:
        return self.per_page

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.per_page

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))

    def url(self, number: int) -> str:
        pairs = [*self.query, ("page", str(number))] if number > 1 else list(self.query)
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    @property
    def previous_url(self) -> str | None:
        return self.url(self.page - 1) if self.page > 1 else None

    @property
    def next_url(self) -> str | None:
        return self.url(self.page + 1) if self.page < self.pages else None

    @property
    def numbers(self) -> list[tuple[int, str, bool]]:
        """At most seven page numbers around the current one."""
        first = max(1, min(self.page - 3, self.pages - 6))
        return [(n, self.url(n), n == self.page) for n in range(first, min(self.pages, first + 6) + 1)]


def asked_page(request: Request[Any, Any, Any]) -> int:
    """The page number the address asks for, before the total is known."""
    asked = request.query_params.get("page", "1")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1
