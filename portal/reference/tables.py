"""Official registers that an operator loads: their editions, and the entries of each. No personal data.

Unique pairs and checks stand in the migrations.
"""

from piccolo.columns import OnDelete
from piccolo.table import Table

from portal.foundation import columns


class ReferenceEdition(Table, tablename="reference_edition"):
    """One loading of one register. Never changed: a newer edition leaves it readable."""

    id = columns.key()
    kind = columns.text()
    edition = columns.text()
    valid_from = columns.day()
    file_hash = columns.octets()
    rows = columns.whole()
    imported_at = columns.moment()


class ReferenceEntry(Table, tablename="reference_entry"):
    """A row of an edition. ``place`` is the comune of a CAP, which serves several; else it is empty.

    ``folded`` is the title as searches compare it (see text.py); ``position`` is the order of the file.
    """

    id = columns.counted_key()
    edition_id = columns.refers_to(ReferenceEdition, on_delete=OnDelete.restrict, index=False)
    position = columns.whole()
    code = columns.text()
    title = columns.text()
    folded = columns.text()
    parent = columns.text(null=True)
    place = columns.text()
