"""A region of five people, taken for one of two hundred."""

from tests.candidates.texts.conftest import large_region

__all__ = ["large_region"]
