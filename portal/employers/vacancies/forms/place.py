"""Sede e contratto."""

from typing import Any
from uuid import UUID

from portal.employers.vacancies.actions.drafting import PlaceAnswers
from portal.employers.vacancies.forms.section import YES_NO, SectionForm, flag, word
from portal.employers.vacancies.queries.detail import VacancyDetail
from portal.employers.vacancies.vocabulary import PUBLIC_TRANSPORT_LABELS, VACANCY_CONTRACT_LABELS
from portal.foundation.web.forms import Choice, Day, Integer


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
    starts_by = Day("Inizio entro il", required=False)
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

    def answers(self) -> PlaceAnswers:
        return PlaceAnswers(
            site_id=UUID(self["site"]) if self["site"] else None,
            contract=self["contract"],
            places=self["places"],
            starts_by=self["starts_by"],
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
            "starts_by": f"{vacancy.starts_by:%d/%m/%Y}" if vacancy.starts_by else None,
            "public_transport": vacancy.public_transport,
            "architectural_barriers": word(vacancy.architectural_barriers),
            "remote": word(vacancy.remote),
            "version": vacancy.version,
        }
