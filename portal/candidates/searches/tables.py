"""The table of saved searches: somebody's own, as a member of one company."""

from piccolo.columns import LazyTableReference
from piccolo.table import Table

from portal.foundation import columns

_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")
_ORGANISATION = LazyTableReference("Organisation", module_path="portal.accounts.tables")


class SavedSearch(Table, tablename="saved_search"):
    """``words_sealed``: what was typed; ``chosen``: codes of card fields, «area=LC».

    ``counted``: the number that news are measured from, as the page said it; 0 where the page said none.
    """

    id = columns.key()
    company = columns.refers_to(_ORGANISATION)
    account = columns.refers_to(_ACCOUNT)
    words_sealed = columns.octets(null=True)
    chosen = columns.words()
    news = columns.yes_no()
    counted = columns.whole()
    told_on = columns.day(null=True)
    saved_at = columns.moment()
    opened_on = columns.day()
