"""Builds portal/reference/data/free_text_vocabulary.csv: `python -m tools.build_free_text_vocabulary`.

The closed vocabulary of the gate for free text (anonymisation.md §6, step 3). Sources, all of them the project's own:

- the portal's lists: skills and their families, everyday names of the professions, search synonyms;
- the lists in tools/free_text/: small words, verbs, nouns, adjectives of work and attitudes, written for the portal;
- the portal's ready phrases.

Written with capitals are the tools of capitals.txt. Left out again: whatever touches a subject that the gate refuses
(health, family …), and words that are also a first name, a surname or a comune, unless kept.txt says that work cannot
be told without them. First names and surnames come from the package Faker (MIT), which makes the sample data.
"""

import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from faker.providers.person.it_IT import Provider

from portal.reference import municipalities, professions, provinces, regions, skills, synonyms
from portal.reference.free_text import phrases
from portal.reference.free_text.reading import read as read_text
from portal.reference.free_text.subjects import subjects
from portal.reference.text import fold, words
from tools import italian_forms

HERE = Path(__file__).parent / "free_text"
TARGET = Path(__file__).parent.parent / "portal" / "reference" / "data" / "free_text_vocabulary.csv"
COLUMNS = ("word", "written", "source")


def lines(name: str) -> Iterator[str]:
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def own_words() -> Iterator[str]:
    for line in lines("small_words.txt"):
        yield from line.split()
    made: tuple[tuple[str, Callable[[str], Iterable[str]]], ...] = (
        ("verbs.txt", italian_forms.of_verb),
        ("nouns.txt", italian_forms.of_noun),
        ("adjectives.txt", italian_forms.of_adjective),
    )
    for name, forms in made:
        for line in lines(name):
            yield from forms(line)


def texts() -> Iterator[tuple[str, str]]:
    """Source and text."""
    for skill in skills.entries():
        yield "skills", skill.name
    for family in skills.families():
        yield "skills", family.name
    for profession in professions.entries():
        for spoken in profession.synonyms:  # titles join both genders in one word
            yield "professions", spoken
    for group in synonyms.entries():
        for term in group.terms:
            yield "synonyms", term
    for phrase in phrases.entries():
        yield "phrases", phrase.text


def named() -> set[str]:
    """Words that are somebody's name or a place's."""
    people = {name for kind in ("first_names", "last_names") for name in getattr(Provider, kind)}
    places = {spoken for one in municipalities.register() for spoken in (one.name, one.other_name)}
    places |= {one.name for one in (*provinces.entries(), *regions.entries())}
    return {words(name)[0] for name in people | places if len(words(name)) == 1}


def touches_a_subject(word: str) -> bool:
    return any(True for _ in subjects(read_text(word)))


def build() -> list[tuple[str, str, str]]:
    known: dict[str, str] = {}
    written = {fold(word): word for line in lines("capitals.txt") for word in line.split()}
    known.update(dict.fromkeys(written, "own words"))
    for word in own_words():
        known.setdefault(fold(word), "own words")
    for source, text in texts():
        for word in words(text):
            known.setdefault(word, source)
    kept = {fold(word) for line in lines("kept.txt") for word in line.split()}
    names = named()
    return [
        (word, written.get(word, ""), known[word])
        for word in sorted(known)
        if (word in kept or not (word in names or touches_a_subject(word))) and not word.isdigit()
    ]


def document(rows: Iterable[tuple[str, str, str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return text.getvalue()


def main() -> int:
    rows = build()
    TARGET.write_text(document(rows), "utf-8")
    print(f"{TARGET.name}: {len(rows)} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
