"""A region of five people, taken for one of two hundred."""

import pytest

from portal.candidates.profiles.texts import actions, pages


@pytest.fixture
def large_region(monkeypatch: pytest.MonkeyPatch) -> None:
    known = actions.figure
    for module in (actions, pages):
        monkeypatch.setattr(
            module, "figure", lambda key, on: 0 if key == "profile.text_people" else known(key, on)
        )
