"""A company answers what it has before more is opened at it: the cap on its open proposals."""

from uuid import UUID

from portal.employers import public as employers
from portal.foundation import db
from portal.kernel.refusals import Refused
from portal.matching.vocabulary import OPEN

FULL = (
    "Le proposte aperte con la tua azienda sono al limite. Rispondi a quelle che aspettano te,"
    " poi chiedi altri contatti."
)
"""What the company reads: how many there are would tell it of people who have not agreed yet."""


async def within_cap(company_id: UUID, *, asked_by_company: bool = False) -> None:
    """In the transaction that opens one more. Two at once wait for each other. Raises Refused when none fits."""
    await db.lock(f"open-proposals-at:{company_id}")
    most = await employers.most_open_proposals(company_id)
    now = await db.fetchval(
        "SELECT count(*) FROM proposal WHERE company = $1 AND state = ANY($2)",
        company_id,
        [state.value for state in OPEN],
    )
    if now >= most and asked_by_company:
        raise Refused(FULL, field="vacancy")
    if now >= most:
        many = "una proposta aperta" if now == 1 else f"{now} proposte aperte"
        raise Refused(
            f"L’azienda ha già {many}, e il suo limite è {most}. Aspetta che ne chiuda una,"
            " oppure chiedi a chi la segue di alzare il limite.",
            field="vacancy",
        )
