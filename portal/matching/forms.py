"""Forms of the proposal."""

from collections.abc import Sequence

from portal.accounts.public import Member
from portal.foundation.web.forms import Choice, Choices, Form, LongText, Once, Tick
from portal.matching.gate import NO_HEALTH, gated
from portal.matching.vocabulary import (
    GROUP_LABELS,
    VERDICT_LABELS,
    Group,
    Verdict,
)


class ContactRequestForm(Form):
    vacancy = Choice("Per quale annuncio", missing="Scegli uno dei tuoi annunci aperti.")
    words = LongText(
        "Che cosa vuoi dire al servizio",
        required=False,
        max_length=600,
        hint=f"Lo legge l’operatore. {NO_HEALTH}",
        parse=gated,
    )
    once = Once()


class DraftForm(Form):
    person = Choice("Persona", missing="Scegli la persona da proporre.")
    vacancy = Choice("Annuncio", missing="Scegli un annuncio aperto.")
    readers = Choices(
        "Chi la legge in azienda",
        missing="Indica almeno una persona dell’azienda che leggerà la proposta.",
        hint="Solo queste persone vedranno chi è, e solo quando lei sarà d’accordo.",
    )
    words = LongText(
        "Due righe di presentazione",
        required=False,
        max_length=600,
        hint=f"Parla di mansioni, risultati e modo di lavorare. {NO_HEALTH}",
        parse=gated,
    )
    once = Once()


class ReadersForm(Form):
    readers = Choices(
        "Chi la legge in azienda", missing="Indica almeno una persona dell’azienda che leggerà la proposta."
    )


class MessageForm(Form):
    text = LongText(
        "Messaggio",
        max_length=1000,
        missing="Scrivi il messaggio.",
        hint="Mansioni, orari, appuntamenti. Niente salute, famiglia, recapiti o indirizzi.",
        parse=gated,
    )
    once = Once()


class WithdrawalForm(Form):
    asked_by_person = Tick("Lo ha chiesto la persona", required=False)
    note = LongText("Note", required=False, max_length=600)


class TransferForm(Form):
    vacancy = Choice("Nuovo annuncio", missing="Scegli un altro annuncio aperto della stessa azienda.")


class ConsentForm(Form):
    answer = Choice(
        "La tua risposta",
        choices=[("agree", "Accetto"), ("decline", "Non accetto"), ("talk", "Vorrei parlarne")],
        missing="Scegli una risposta.",
    )
    groups = Choices(
        "Che cosa può vedere l’azienda",
        choices=[(group.value, GROUP_LABELS[group]) for group in Group],
        required=False,
        hint="Spunta quello che vuoi mostrare. Per accettare serve almeno il primo.",
    )

    def required(self, name: str) -> bool:
        """Who says no ticks nothing; who says yes must: neither is told that it is optional."""
        return name == "groups" or super().required(name)

    def check(self) -> None:
        if self.values.get("answer") == "agree" and Group.CONTACTS.value not in (
            self.values.get("groups") or []
        ):
            self.fail(
                "groups", "Per accettare, spunta almeno nome, telefono ed e-mail: servono per incontrarti."
            )

    def chosen(self) -> list[Group]:
        return [Group(value) for value in self["groups"]]


class OverrideForm(Form):
    verdict = Choice(
        "Il tuo giudizio",
        choices=[(one.value, VERDICT_LABELS[one]) for one in Verdict],
        missing="Scegli il tuo giudizio.",
    )
    reason = LongText(
        "Perché",
        max_length=600,
        missing="Scrivi perché: resta insieme a quello che dice il modello.",
        hint="Lo legge solo chi segue la persona.",
    )
    once = Once()


class ReviewForm(Form):
    outcome = LongText(
        "Che cosa hai trovato",
        max_length=2000,
        missing="Scrivi che cosa hai trovato e che cosa si fa.",
        hint="I pesi del punteggio non cambiano da soli: li cambia solo una decisione datata.",
    )


def reader_choices(members: Sequence[Member]) -> list[tuple[str, str]]:
    """Somebody with two roles stands there once."""
    return list(dict.fromkeys((str(one.account_id), one.name) for one in members))
