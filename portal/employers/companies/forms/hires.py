"""The confirmation of a hire that a plan ended with."""

from uuid import UUID

from portal.employers.companies.actions.hires import Confirmation
from portal.employers.companies.forms.workforce import CONTRACTS, Choices, ProtectedForm
from portal.employers.companies.queries.hires import HireProposal
from portal.employers.companies.typed_fields import hours, hours_text
from portal.employers.companies.vocabulary import Protection, WorkContract
from portal.foundation.web.forms import Choice, Day, Text


class HireForm(ProtectedForm):
    code = Text("Matricola", max_length=40, missing="Scrivi la matricola.")
    site = Choice("Sede")
    starts_on = Day("Primo giorno", missing="Scrivi il primo giorno di lavoro.")
    ends_on = Day("Ultimo giorno", required=False, hint="Solo per un contratto a termine.")
    contract = Choice("Contratto", choices=CONTRACTS)
    weekly_hours = Text("Ore settimanali", max_length=6, missing="Scrivi le ore settimanali.", parse=hours)
    full_time_hours = Text(
        "Ore del tempo pieno", max_length=6, missing="Scrivi le ore del tempo pieno.", parse=hours
    )

    def confirmation(self) -> Confirmation:
        return Confirmation(
            code=self["code"],
            site_id=UUID(self["site"]),
            starts_on=self["starts_on"],
            ends_on=self["ends_on"],
            contract=WorkContract(self["contract"]),
            weekly_hours=self["weekly_hours"],
            full_time_hours=self["full_time_hours"],
            protection=Protection(self["protection"]),
            details=self.details(),
        )


def proposed(hire: HireProposal, choices: Choices) -> HireForm:
    """The form as the plan ended."""
    return HireForm.blank(
        choices=choices,
        site=hire.site_id,
        starts_on=hire.starts_on,
        contract=hire.contract.value,
        weekly_hours=hours_text(hire.weekly_hours),
        full_time_hours=hours_text(hire.full_time_hours),
        protection=hire.protection.value,
        category=hire.details.category.value if hire.details else None,
        percentage=str(hire.details.percentage) if hire.details and hire.details.percentage else None,
    )
