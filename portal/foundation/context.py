"""What belongs to the request or job now running, readable anywhere below it."""

from contextvars import ContextVar

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The code that goes from the log to the error page and into the audit rows."""
