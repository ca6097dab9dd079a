"""The prospetto of an invented company as a PDF of two pages and more, tagged: every time, the first included.

Target: under 100 ms for two pages.
"""

import statistics
import time
from datetime import UTC, datetime

from portal.employers.prospetto_informativo.exports import printed
from portal.foundation import pdf
from tests.employers.prospetto_informativo.made import document

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def main() -> None:
    data = printed.data(document(), printed.Cover())
    times = []
    for turn in range(12):
        start = time.perf_counter()
        made = pdf.render(printed.TEMPLATE, {**data, "name": f"Officine di prova {turn}"}, now=NOW)
        times.append((time.perf_counter() - start) * 1000)
    pages = made.count(b"/Type/Page/")
    print(
        f"{pages} pages: first {times[0]:.0f} ms, then {statistics.median(times[1:]):.0f} ms"
        f" (worst {max(times[1:]):.0f})"
    )


if __name__ == "__main__":
    main()
