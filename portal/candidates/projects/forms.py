"""Forms of the individual project: its words with aims and actions, the parties' answers, the review."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from portal.candidates.people.vocabulary import COLLECTED_LABELS, CollectedHow
from portal.candidates.projects.actions import Action, Aim, Content
from portal.candidates.projects.queries import AimRow, ProjectRow
from portal.candidates.projects.vocabulary import (
    ACTION_LABELS,
    AREA_LABELS,
    REACHED_LABELS,
    SUGGESTED_LABELS,
    ActionKind,
    ProductArea,
    Reached,
    SuggestedBy,
)
from portal.foundation.web.forms import Choice, Day, Form, Hidden, LongText, Once, Text

AIMS, ACTIONS = 3, 3
"""How many of each the form has room for."""

HERSELF = "person"
_FIRST_AIM = "Scrivi almeno un obiettivo con la prima azione."
_AREA = "Scegli l’area dell’obiettivo."
_INDICATOR = "Scrivi da che cosa si vede che è raggiunto."
_FIRST_ACTION = "Ogni obiettivo ha almeno un’azione: scrivi la prima."
_KIND = "Scegli che tipo di azione è."
_OWNER = "Indica chi fa questa azione."
_DUE = "Scrivi entro quando."


class ProjectFields(Form):
    wishes = LongText(
        "Che cosa desidera, con le sue parole",
        max_length=1500,
        missing="Scrivi che cosa desidera la persona, con le sue parole.",
    )
    situation = LongText("Situazione di partenza", max_length=1000, required=False)
    starts_on = Day("Inizio", missing="Scrivi quando inizia il progetto.")
    next_review_on = Day("Prossima verifica", missing="Indica quando riguardare il progetto.")
    redesign_reason = LongText(
        "Perché il progetto cambia", max_length=500, required=False, hint="Serve dalla seconda versione."
    )
    version = Hidden(required=False)
    once = Once()

    def check(self) -> None:
        """An aim that was begun is whole, and so is an action; the first of both is there."""
        for aim in range(1, AIMS + 1):
            rows = list(_begun(self, aim))
            begun = bool(self.values.get(f"aim_{aim}") or self.values.get(f"indicator_{aim}") or rows)
            if aim == 1 or begun:
                self._whole_aim(aim, rows)
            for at in rows:
                self._whole_action(aim, at)

    def _whole_aim(self, aim: int, rows: list[int]) -> None:
        said = {one.field for one in self.errors}
        for name, sentence in (
            (f"aim_{aim}", "Scrivi l’obiettivo."),
            (f"area_{aim}", _AREA),
            (f"indicator_{aim}", _INDICATOR),
        ):
            if not self.values.get(name) and name not in said:
                self.fail(name, sentence)
        if not rows and f"action_{aim}_1" not in said:
            self.fail(f"action_{aim}_1", _FIRST_ACTION)

    def _whole_action(self, aim: int, at: int) -> None:
        said = {one.field for one in self.errors}
        for name, sentence in (
            (f"action_{aim}_{at}", "Scrivi che cosa si fa."),
            (f"kind_{aim}_{at}", _KIND),
            (f"owner_{aim}_{at}", _OWNER),
            (f"due_{aim}_{at}", _DUE),
        ):
            if not self.values.get(name) and name not in said:
                self.fail(name, sentence)

    def content(self) -> Content:
        return Content(
            wishes=self["wishes"],
            aims=tuple(self._aims()),
            next_review_on=self["next_review_on"],
            situation=self["situation"],
            starts_on=self["starts_on"],
            redesign_reason=self["redesign_reason"],
        )

    def _aims(self) -> Iterator[Aim]:
        for aim in range(1, AIMS + 1):
            if self[f"aim_{aim}"]:
                yield Aim(
                    self[f"aim_{aim}"],
                    ProductArea(self[f"area_{aim}"]),
                    self[f"indicator_{aim}"],
                    tuple(self._action(aim, at) for at in _begun(self, aim)),
                )

    def _action(self, aim: int, at: int) -> Action:
        owner = self[f"owner_{aim}_{at}"]
        return Action(
            self[f"action_{aim}_{at}"],
            ActionKind(self[f"kind_{aim}_{at}"]),
            self[f"due_{aim}_{at}"],
            None if owner == HERSELF else UUID(owner),
            SuggestedBy(self[f"suggested_{aim}_{at}"] or "none"),
        )


def _begun(form: Form, aim: int) -> Iterator[int]:
    for at in range(1, ACTIONS + 1):
        if any(form.values.get(f"{name}_{aim}_{at}") for name in ("action", "kind", "due")):
            yield at


def _aim_fields() -> dict[str, Any]:
    """The first aim and its first action are asked for; the others may stay empty."""
    fields: dict[str, Any] = {}
    areas = [(one.value, label) for one, label in AREA_LABELS.items()]
    kinds = [(one.value, label) for one, label in ACTION_LABELS.items()]
    for aim in range(1, AIMS + 1):
        first = aim == 1
        fields[f"aim_{aim}"] = LongText("Obiettivo", max_length=300, required=first, missing=_FIRST_AIM)
        fields[f"area_{aim}"] = Choice("Area", choices=areas, required=first, missing=_AREA)
        fields[f"indicator_{aim}"] = Text(
            "Da che cosa lo vediamo", max_length=300, required=first, missing=_INDICATOR
        )
        for at in range(1, ACTIONS + 1):
            asked = first and at == 1
            fields[f"action_{aim}_{at}"] = Text(
                "Azione", max_length=300, required=asked, missing=_FIRST_ACTION
            )
            fields[f"kind_{aim}_{at}"] = Choice("Tipo", choices=kinds, required=asked, missing=_KIND)
            fields[f"owner_{aim}_{at}"] = Choice("Chi la fa", required=asked, missing=_OWNER)
            fields[f"due_{aim}_{at}"] = Day("Entro il", required=asked, missing=_DUE)
            fields[f"suggested_{aim}_{at}"] = Choice(
                "Da dove viene",
                choices=[(one.value, label) for one, label in SUGGESTED_LABELS.items()],
                required=False,
            )
    return fields


ProjectForm: type[ProjectFields] = type("ProjectForm", (ProjectFields,), _aim_fields())


def owner_choices(team: dict[UUID, str]) -> dict[str, list[tuple[str, str]]]:
    """The person, and everybody in the team, for each action."""
    rows = [(HERSELF, "La persona"), *((str(id), name) for id, name in team.items())]
    return {f"owner_{aim}_{at}": rows for aim in range(1, AIMS + 1) for at in range(1, ACTIONS + 1)}


def typed(row: ProjectRow, *, begun: bool) -> dict[str, Any]:
    """What the form shows of a version: a draft to go on with, or the words of the one in force to start from."""
    known: dict[str, Any] = {
        "wishes": row.wishes,
        "situation": row.situation,
        "starts_on": row.starts_on if begun else None,
        "next_review_on": row.next_review_on if begun else None,
        "redesign_reason": row.redesign_reason if begun else None,
        "version": row.version if begun else None,
    }
    for aim, one in enumerate(row.aims[:AIMS], start=1):
        known |= _typed_aim(aim, one)
    return known


def _typed_aim(aim: int, one: AimRow) -> dict[str, Any]:
    known: dict[str, Any] = {
        f"aim_{aim}": one.text,
        f"area_{aim}": one.area.value,
        f"indicator_{aim}": one.indicator,
    }
    for at, action in enumerate(one.actions[:ACTIONS], start=1):
        known |= {
            f"action_{aim}_{at}": action.text,
            f"kind_{aim}_{at}": action.kind.value,
            f"owner_{aim}_{at}": str(action.owner_id) if action.owner_id else HERSELF,
            f"due_{aim}_{at}": action.due_on,
            f"suggested_{aim}_{at}": action.suggested_by.value,
        }
    return known


class AgreementForm(Form):
    how = Choice(
        "Come ha dato il suo accordo",
        choices=[(how.value, COLLECTED_LABELS[how]) for how in (CollectedHow.IN_PERSON, CollectedHow.PAPER)],
        missing="Scegli come ha dato il suo accordo.",
    )
    agreed_on = Day("Quando", missing="Indica quando la persona ha dato il suo accordo.")


class RemarksForm(Form):
    remarks = LongText(
        "Che cosa non va bene", max_length=1000, missing="Scrivi che cosa non va bene alla persona."
    )


class GoAheadForm(Form):
    reason = LongText("Motivo della decisione", max_length=500, missing="Scrivi il motivo della decisione.")


class ActionForm(Form):
    """One press; a reason only where an action is dropped."""

    move = Choice(
        "Che cosa è successo",
        choices=[("begin", "È iniziata"), ("finish", "È fatta"), ("drop", "Lasciala")],
        missing="Scegli che cosa è successo.",
    )
    reason = Text("Perché", max_length=300, required=False, hint="Serve solo se la lasci.")


class ReviewFields(Form):
    next_review_on = Day("Prossima verifica", missing="Indica quando riguardare il progetto.")


_REACHED = [(one.value, label) for one, label in REACHED_LABELS.items() if one is not Reached.OPEN]


def review_form(aims: tuple[AimRow, ...]) -> type[ReviewFields]:
    """«Revisione»: a question on each aim."""
    fields: dict[str, Any] = {}
    for one in aims:
        fields[f"reached_{one.id}"] = Choice(
            one.text, choices=_REACHED, missing="Scegli se l’obiettivo è raggiunto."
        )
        fields[f"fact_{one.id}"] = LongText("Il fatto che lo mostra", max_length=500, required=False)
    return type("ReviewForm", (ReviewFields,), fields)
