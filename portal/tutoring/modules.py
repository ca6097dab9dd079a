"""The modules of the tutors' training, read from ``lessons/``: a text and its questions each."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

LESSONS = Path(__file__).parent / "lessons"


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    LIST = "list"
    CHECKLIST = "checklist"
    EXAMPLE = "example"


@dataclass(frozen=True, slots=True)
class Block:
    kind: BlockKind
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    ask: str
    answers: tuple[tuple[str, str], ...]
    right: str
    why: str


@dataclass(frozen=True, slots=True)
class Module:
    key: str
    title: str
    minutes: int
    summary: str
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]

    @property
    def best(self) -> dict[str, str]:
        """The right answer to each question."""
        return {question.key: question.right for question in self.questions}

    @property
    def needed(self) -> int:
        """Right answers that complete it."""
        return -(-len(self.questions) * TRAINING.threshold // 100)

    def score(self, answers: Mapping[str, str]) -> int:
        return sum(answers.get(question.key) == question.right for question in self.questions)

    @property
    def sentences(self) -> list[str]:
        """Of the text, for whoever looks at how it reads."""
        lines = [line for section in self.sections for block in section.blocks for line in block.lines] + [
            section.title for section in self.sections
        ]
        return [
            found.strip() for line in lines for found in re.split(r"(?<=[.?:»])\s+", line) if found.strip()
        ]


_BLOCKS = (
    ("- [ ] ", BlockKind.CHECKLIST),
    ("- ", BlockKind.LIST),
    ("> ", BlockKind.EXAMPLE),
)


def sections_of(text: str) -> tuple[Section, ...]:
    """Headings «## », paragraphs, lists «- », things to tick «- [ ] », an example «> ». Raises ValueError otherwise."""
    found: list[tuple[str, list[Block]]] = []
    for part in text.strip().split("\n\n"):
        if part.startswith("## "):
            found.append((part.removeprefix("## ").strip(), []))
            continue
        if not found or part.startswith("#"):
            raise ValueError(f"a text begins with a heading «## »: {part[:40]!r}")
        lines = [line.strip() for line in part.splitlines()]
        mark, kind = next(
            ((mark, kind) for mark, kind in _BLOCKS if lines[0].startswith(mark)), ("", BlockKind.PARAGRAPH)
        )
        if not all(line.startswith(mark) for line in lines):
            raise ValueError(f"a {kind} with a line of another kind: {part[:40]!r}")
        told = [line.removeprefix(mark) for line in lines]
        found[-1][1].append(Block(kind, tuple(told if mark else [" ".join(told)])))
    return tuple(Section(title, tuple(blocks)) for title, blocks in found)


@dataclass(frozen=True, slots=True)
class Training:
    """``threshold``: right answers in a hundred; ``tries`` on one day; months valid, days to renew it in."""

    edition: str
    keys: tuple[str, ...]
    threshold: int
    tries: int
    valid_months: int
    renewable_days: int


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((LESSONS / f"{name}.toml").read_text(encoding="utf-8"))


def _training() -> Training:
    said = _read("index")
    return Training(
        said["edition"],
        tuple(said["modules"]),
        said["threshold"],
        said["tries"],
        said["valid_months"],
        said["renewable_days"],
    )


def _module(key: str) -> Module:
    said = _read(key)
    text = (LESSONS / f"{key}.md").read_text(encoding="utf-8")
    questions = tuple(
        Question(f"q{number}", one["ask"], tuple(one["answers"].items()), one["right"], one["why"])
        for number, one in enumerate(said["questions"], 1)
    )
    return Module(key, said["title"], said["minutes"], said["summary"], sections_of(text), questions)


TRAINING = _training()
MODULES: tuple[Module, ...] = tuple(_module(key) for key in TRAINING.keys)
BY_KEY: dict[str, Module] = {module.key: module for module in MODULES}
