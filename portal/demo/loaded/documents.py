"""Papers of copied people: the bytes go to the data folder sealed, as the action seals them."""

from __future__ import annotations

from portal.candidates.documents import rules
from portal.candidates.people.sealing import sealed
from portal.demo import papers
from portal.demo.days import at
from portal.demo.loaded.batch import Batch
from portal.demo.loaded.known import Known
from portal.foundation import crypto, files

COLUMNS = {"document": "id person kind name_sealed file_key media_type size uploaded_by uploaded_at"}


async def load(known: Known) -> None:
    batch = Batch(COLUMNS)
    for one in known.papers:
        paper = papers.curriculum(one.person)
        key = await files.save(crypto.seal(paper.content, table="document", column="file", row=one.id))
        batch.add(
            "document", one.id, one.person.id, paper.kind.value,
            sealed(paper.name, "document", "name_sealed", one.id), key, rules.media_type(paper.content),
            len(paper.content), one.holder, at(one.day, 12.7),
        )  # fmt: skip
    await batch.copy(batch.taken())
