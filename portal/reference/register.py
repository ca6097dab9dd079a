"""What every list of this package is: read once, in order, asked by code."""

import csv
import gzip
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

DATA = Path(__file__).parent / "data"

T = TypeVar("T")


class UnknownCode(LookupError):
    """A code that is in no row of its list. The message is an Italian sentence."""


class Register(Generic[T]):
    """Rows in the order of their file, each with a code of its own."""

    def __init__(self, of: str, rows: Iterable[T], code: Callable[[T], str]) -> None:
        self._of = of
        self.rows = tuple(rows)
        self._by_code = {code(row): row for row in self.rows}
        if len(self._by_code) != len(self.rows):
            raise ValueError(f"two rows of the list {of} have one code")

    def by_code(self, code: str) -> T:
        """Raises UnknownCode."""
        try:
            return self._by_code[code]
        except KeyError:
            raise UnknownCode(f"Il codice «{code}» non è nell'elenco: {self._of}.") from None

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[T]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def read(name: str) -> list[dict[str, str]]:
    """The rows of a file of `data/`; one that ends in `.gz` is unpacked."""
    path = DATA / name
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def several(cell: str) -> tuple[str, ...]:
    """A cell that holds a list, its items parted by `|`."""
    return tuple(cell.split("|")) if cell else ()
