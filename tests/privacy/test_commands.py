"""`python -m portal privacy`: the operator's switch and the erasures after a restore, in a folder of its own."""

import pytest

from tests.cli.test_commands import folder, left_running, run

__all__ = ["folder"]

pytestmark = pytest.mark.xdist_group("serve")


def test_the_operator_hides_every_card_shows_them_again_and_replays_erasures(folder) -> None:  # type: ignore[no-untyped-def]
    assert run(folder, "migrate").returncode == 0
    hidden = run(folder, "privacy", "hide-cards", "--why", "Un controllo ha trovato un errore.")
    assert hidden.returncode == 0, hidden.stderr
    assert "Tutti i profili sono nascosti." in hidden.stdout
    again = run(folder, "privacy", "hide-cards", "--why", "Ancora.")
    assert again.returncode == 1
    assert "sono già nascosti" in again.stderr
    shown = run(folder, "privacy", "show-cards")
    assert shown.returncode == 0, shown.stderr
    nothing = run(folder, "privacy", "show-cards")
    assert nothing.returncode == 1
    assert "non sono nascosti" in nothing.stderr
    replayed = run(folder, "privacy", "replay-erasures")
    assert replayed.returncode == 0, replayed.stderr
    assert "Schede cancellate di nuovo: 0." in replayed.stdout
    assert left_running(folder) == []


def test_hiding_wants_a_reason(folder) -> None:  # type: ignore[no-untyped-def]
    refused = run(folder, "privacy", "hide-cards")
    assert refused.returncode == 2
    assert "--why" in refused.stderr
