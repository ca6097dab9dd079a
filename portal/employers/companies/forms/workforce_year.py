"""Which contracts of last year come back in this one."""

from portal.employers.companies.vocabulary import WORK_CONTRACT_LABELS, WorkContract
from portal.employers.companies.year_rules import COPIED
from portal.foundation.web.forms import Choices, Form


class CopyForm(Form):
    contracts = Choices(
        "Contratti da copiare",
        choices=[(one.value, WORK_CONTRACT_LABELS[one]) for one in COPIED],
        missing="Scegli almeno un contratto.",
    )

    def chosen(self) -> list[WorkContract]:
        return [WorkContract(one) for one in self["contracts"]]
