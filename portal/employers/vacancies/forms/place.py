"""Sede e contratto."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from portal.employers.measures.forms.amounts import amount
from portal.employers.vacancies.actions.drafting import PlaceAnswers
from portal.employers.vacancies.forms.section import YES_NO, SectionForm, flag, word
from portal.employers.vacancies.queries.detail import VacancyDetail
from portal.employers.vacancies.rules import pay_problems, term_problems
from portal.employers.vacancies.vocabulary import (
    PAY_PERIOD_LABELS,
    PUBLIC_TRANSPORT_LABELS,
    VACANCY_CONTRACT_LABELS,
)
from portal.foundation.web.forms import Choice, Day, Integer
from portal.foundation.web.italian import number_it

_PAY = "Scrivi la paga in euro, per esempio 1.250,00."
_LEAST_PAY, _MOST_PAY = Decimal(1), Decimal(999_999)


def _day(value: date | None) -> str | None:
    return f"{value:%d/%m/%Y}" if value else None


class PlaceForm(SectionForm):
    site = Choice("Sede di lavoro", missing="Scegli la sede di lavoro.")
    contract = Choice(
        "Tipo di contratto",
        missing="Scegli il tipo di contratto.",
        choices=[(one.value, label) for one, label in VACANCY_CONTRACT_LABELS.items()],
    )
    places = Integer(
        "Quanti posti",
        minimum=1,
        maximum=99,
        wrong="I posti vanno da 1 a 99.",
        missing="Scrivi quanti sono i posti.",
    )
    starts_from = Day("Inizio dal", required=False, hint="Il primo giorno utile: gg/mm/aaaa.")
    starts_by = Day(
        "Inizio entro il", required=False, hint="Dopo questo giorno il posto non serve più: gg/mm/aaaa."
    )
    ends_on = Day(
        "Ultimo giorno",
        required=False,
        hint="Per un contratto a termine, un apprendistato o un tirocinio: gg/mm/aaaa.",
    )
    pay_min = amount(
        "Paga lorda, da", _PAY, least=_LEAST_PAY, most=_MOST_PAY, required=False, hint="In euro."
    )
    pay_max = amount("Fino a", _PAY, least=_LEAST_PAY, most=_MOST_PAY, required=False)
    pay_period = Choice(
        "La paga è", required=False, choices=[(one.value, label) for one, label in PAY_PERIOD_LABELS.items()]
    )
    public_transport = Choice(
        "La sede si raggiunge con i mezzi pubblici",
        missing="Indica se la sede si raggiunge con i mezzi pubblici.",
        choices=[(one.value, label) for one, label in PUBLIC_TRANSPORT_LABELS.items()],
    )
    architectural_barriers = Choice(
        "In sede ci sono barriere architettoniche",
        choices=YES_NO,
        missing="Indica se in sede ci sono barriere architettoniche.",
    )
    remote = Choice(
        "Si può lavorare da remoto", choices=YES_NO, missing="Indica se si può lavorare da remoto."
    )

    def check(self) -> None:
        said = self.values
        for field, sentence in term_problems(
            said.get("contract"), said.get("starts_from"), said.get("starts_by"), said.get("ends_on")
        ).items():
            self.fail(field, sentence)
        for field, sentence in pay_problems(
            said.get("pay_min"), said.get("pay_max"), said.get("pay_period")
        ).items():
            if self.error(field) is None:
                self.fail(field, sentence)

    def answers(self) -> PlaceAnswers:
        return PlaceAnswers(
            site_id=UUID(self["site"]) if self["site"] else None,
            contract=self["contract"],
            places=self["places"],
            starts_from=self["starts_from"],
            starts_by=self["starts_by"],
            ends_on=self["ends_on"],
            pay_min=self["pay_min"],
            pay_max=self["pay_max"],
            pay_period=self["pay_period"],
            public_transport=self["public_transport"],
            architectural_barriers=flag(self["architectural_barriers"]),
            remote=flag(self["remote"]),
        )

    @staticmethod
    def known(vacancy: VacancyDetail) -> dict[str, Any]:
        return {
            "site": vacancy.site_id,
            "contract": vacancy.contract,
            "places": vacancy.places,
            "starts_from": _day(vacancy.starts_from),
            "starts_by": _day(vacancy.starts_by),
            "ends_on": _day(vacancy.ends_on),
            "pay_min": number_it(vacancy.pay_min) if vacancy.pay_min else None,
            "pay_max": number_it(vacancy.pay_max) if vacancy.pay_max else None,
            "pay_period": vacancy.pay_period,
            "public_transport": vacancy.public_transport,
            "architectural_barriers": word(vacancy.architectural_barriers),
            "remote": word(vacancy.remote),
            "version": vacancy.version,
        }
