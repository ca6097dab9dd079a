"""Where the portal answers, for links in messages that no request is behind."""

_base = "http://localhost:8000"


def configure(base_url: str) -> None:
    global _base
    _base = base_url.rstrip("/")


def absolute(path: str) -> str:
    """The whole address of a path of ours («/proposals/…»)."""
    return _base + path
