"""The cards of a scope as a table, for who checks them from outside: the fields, the labels, and nothing else.

One row a card, each column what companies read of that field. Rows are in the order of their words: the order says
nothing of who came first. Only the operator's command writes it; companies have no bulk export.
"""

import csv
import io

from portal.candidates.profiles import card_words
from portal.candidates.profiles.search import COLUMNS, VISIBLE, Shown, shown
from portal.candidates.profiles.vocabulary import CardField
from portal.foundation import audit, db
from portal.kernel.viewer import By
from portal.reference import skills

HEADER = (*(of.value for of in CardField), "labels")
HIDDEN = "–"
"""What is not shown."""


def row_of(card: Shown) -> tuple[str, ...]:
    fields = (card_words.words(of, code) if (code := card.code(of)) else HIDDEN for of in CardField)
    labels = [skills.name(code) for code in card.skills]
    labels += [skills.family(code).name for code in card.families]
    return (*fields, "|".join(labels) or HIDDEN)


def as_csv(cards: list[Shown]) -> bytes:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(HEADER)
    table.writerows(sorted(row_of(card) for card in cards))
    return out.getvalue().encode()


async def export(scope: str, *, by: By) -> tuple[bytes, int]:
    """The file, and how many cards it holds: those that companies may see now. In the audit log."""
    async with db.unit_of_work():
        rows = await db.fetch(f"SELECT {COLUMNS} {VISIBLE} AND c.scope = $1", scope)
        await audit.note(
            "CardsExported",
            by=by,
            subject_kind="scope",
            subject_id=None,
            data={"scope": scope, "cards": len(rows)},
        )
    return as_csv([shown(row) for row in rows]), len(rows)
