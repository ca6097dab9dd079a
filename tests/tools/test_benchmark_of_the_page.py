"""The floor that a page is measured against draws the same page."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]

ONCE = """
import asyncio, json, os, sys
from pathlib import Path
from benchmarks import page, page_floor

async def main():
    folder = Path(sys.argv[1])
    os.environ["PORTAL_DATA_DIR"] = str(folder)
    async with page_floor.world(folder) as world:
        drawn = [
            await page._caller(one, world.path, world.cookie)() for one in (world.application, world.floor)
        ]
        print(json.dumps([[world.rows_in(one), len(one)] for one in drawn]))

asyncio.run(main())
"""


async def test_the_page_and_its_floor_are_the_same_page(tmp_path: Path) -> None:
    # in a process of its own, as the benchmark runs: an application configures the process it lives in
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", ONCE, str(tmp_path), cwd=REPOSITORY, stdout=subprocess.PIPE
    )
    told, _ = await child.communicate()
    (rows, size), (floor_rows, floor_size) = json.loads(told.splitlines()[-1])
    assert rows == floor_rows == 25
    assert abs(size - floor_size) < 0.02 * size
