"""A version of the project as the person takes it home: plain words, nothing of the machinery."""

from typing import Any

from portal.candidates.projects.queries import ActionRow, ProjectRow
from portal.candidates.projects.vocabulary import PROJECT_STATE_LABELS, ActionState
from portal.foundation.web.italian import date_it


def _line(one: ActionRow) -> dict[str, str]:
    return {
        "text": one.text,
        "who": one.owner or "Tu",
        "due": date_it(one.due_on),
        "done": "Sì" if one.state is ActionState.DONE else "",
    }


def printed(row: ProjectRow, name: str, service: str) -> dict[str, Any]:
    """What templates/pdf/project.typ reads."""
    return {
        "name": name,
        "service": service,
        "version": f"Versione {row.number}, {PROJECT_STATE_LABELS[row.state].lower()}",
        "wishes": row.wishes or "",
        "situation": row.situation or "",
        "review": date_it(row.next_review_on),
        "aims": [
            {
                "text": aim.text,
                "indicator": aim.indicator,
                "actions": [_line(one) for one in aim.actions if one.state is not ActionState.DROPPED],
            }
            for aim in row.aims
        ],
    }
