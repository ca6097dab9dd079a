"""Addresses of the rights of the person."""

from typing import Any

ROUTES: list[Any] = []
