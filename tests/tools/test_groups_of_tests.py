"""Groups of tests stay on one parallel worker: what is costly to prepare is prepared once."""

import re
import subprocess
import sys
from pathlib import Path

GROUPED = """
import pytest

@pytest.mark.xdist_group("together")
@pytest.mark.parametrize("number", range(6))
def test_one(number):
    pass
"""


def test_tests_of_a_group_run_on_one_worker(tmp_path: Path) -> None:
    for name in ("test_first.py", "test_second.py"):
        (tmp_path / name).write_text(GROUPED, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        "2",
        "--dist",
        "loadgroup",
        "-v",
        "-p",
        "no:cacheprovider",
    ]
    run = subprocess.run(
        [*command, "--rootdir", str(tmp_path), str(tmp_path)], capture_output=True, text=True, cwd=tmp_path
    )
    workers = re.findall(r"^\[(gw\d)\].* PASSED", run.stdout, re.MULTILINE)
    assert len(workers) == 12, run.stdout + run.stderr
    assert len(set(workers)) == 1
