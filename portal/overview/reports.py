"""«Segnala un problema»: kept as a message to those who run the portal, and in the audit log that it came."""

from datetime import timedelta

from portal.accounts import public as accounts
from portal.foundation import audit, db, mail, rate_limit
from portal.foundation.web.forms import Choice, Email, Form, LongText, Text
from portal.kernel.refusals import Refused
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import By

KINDS = {
    "accessibility": "Non riesco a usare una pagina (accessibilità)",
    "error": "Qualcosa non funziona",
    "words": "Un testo non è chiaro",
    "other": "Altro",
}
REPORTS_AN_HOUR = 5
SUBJECT = "Una persona segnala un problema del portale"


class ReportForm(Form):
    kind = Choice(
        "Che problema hai trovato", choices=list(KINDS.items()), missing="Scegli che problema hai trovato."
    )
    page = Text("In quale pagina", required=False, max_length=200, hint="L’indirizzo o il titolo.")
    what = LongText("Che cosa è successo", max_length=2000, missing="Scrivi che cosa è successo.")
    email = Email("La tua e-mail, se vuoi una risposta", required=False)


async def report(form: ReportForm, *, address: str, by: By) -> None:
    """Raises Refused when too many come from one address."""
    allowance = await rate_limit.allow(f"report:{address}", limit=REPORTS_AN_HOUR, window=timedelta(hours=1))
    if not allowance.allowed:
        raise Refused("Hai già inviato diverse segnalazioni. Aspetta un’ora e riprova.")
    async with db.unit_of_work():
        text = mail.compose(
            "problem_report.txt",
            kind=KINDS[form["kind"]],
            page=form["page"] or "–",
            what=form["what"],
            email=form["email"] or "–",
        )
        for platform in await accounts.organisations_of_kind(OrganisationKind.PLATFORM):
            for one in await accounts.members(platform.id, Role.PLATFORM_ADMINISTRATOR):
                await mail.send(to=one.email, subject=SUBJECT, text=text, kind="problem_report")
        await audit.note(
            "ProblemReported", by=by, subject_kind="report", subject_id=None, data={"kind": form["kind"]}
        )
