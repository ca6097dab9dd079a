"""`python -m portal release`: the operator's run of a region, in a folder of its own."""

import pytest

from portal.candidates.public import Released
from portal.cli.console import Refused
from portal.cli.release import _code, _told
from tests.cli.test_commands import folder, left_running, run

__all__ = ["folder"]

pytestmark = pytest.mark.xdist_group("serve")


@pytest.mark.parametrize("asked", ["03", "Lombardia", " lombardia "])
def test_a_region_is_named_or_coded(asked: str) -> None:
    assert _code(asked) == "03"


def test_what_is_no_region_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="«Lecco» non è una regione"):
        _code("Lecco")


def test_the_command_tells_how_it_went() -> None:
    assert _told(Released("03", 12, 0, 5)) == "Lombardia: 12 profili pubblicati, k = 5."
    assert "In attesa: 3; ne servono almeno 5." in _told(Released("03", 0, 3, 5))
    assert "nessun profilo da pubblicare" in _told(Released("03", 0, 0, 5))


def test_the_command_runs_and_leaves_no_server_behind(folder) -> None:  # type: ignore[no-untyped-def]
    assert run(folder, "migrate").returncode == 0
    done = run(folder, "release", "--scope", "Lombardia")
    assert done.returncode == 0, done.stderr
    assert "Lombardia: nessun profilo da pubblicare." in done.stdout
    file = folder / "cards.csv"
    exported = run(folder, "release", "--scope", "Lombardia", "--export", str(file))
    assert exported.returncode == 0, exported.stderr
    assert file.read_text().splitlines() == [
        "area,profession,working_time,education,licence,experience,age,reserved_quota,labels"
    ]
    assert file.stat().st_mode & 0o077 == 0, "cards are personal data: whoever ran the command reads them"
    low = run(folder, "release", "--scope", "Lombardia", "--k", "4", "--why", "Prova.")
    assert low.returncode != 0
    assert "Sotto 5" in low.stderr
    raised = run(folder, "release", "--scope", "Lombardia", "--k", "8", "--why", "Territorio piccolo.")
    assert raised.returncode == 0, raised.stderr
    lowered = run(folder, "release", "--scope", "Lombardia", "--k", "7", "--why", "Prova.")
    assert lowered.returncode != 0
    assert "responsabile della protezione dei dati" in " ".join(lowered.stderr.split())
    refused = run(folder, "release", "--scope", "Atlantide")
    assert refused.returncode != 0
    assert "Atlantide" in refused.stderr
    assert run(folder, "search", "rebuild").returncode == 0
    assert left_running(folder) == []
