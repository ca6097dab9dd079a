"""The certificate of the tutors' training, as it stands: what was learned, when, until when it is valid."""

from portal.accounts import public as accounts
from portal.foundation import clock, pdf
from portal.foundation.web.italian import date_it, number_it
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer
from portal.tutoring.modules import MODULES, TRAINING
from portal.tutoring.queries.training import standing


async def certificate_pdf(viewer: Viewer) -> bytes:
    """Raises NotThere before all modules are completed; once it is over it says so."""
    known = await standing(viewer.account_id)
    until = known.valid_until
    if until is None:
        raise NotThere
    organisation = await accounts.organisation(viewer.organisation_id) if viewer.organisation_id else None
    minutes = sum(module.minutes for module in MODULES)
    state = "Vale fino" if known.is_trained else "Valeva fino"
    return await pdf.drawn(
        "tutor_certificate.typ",
        {
            "title": "Attestato di formazione del tutor aziendale",
            "subtitle": viewer.name,
            "foot": f"Edizione {TRAINING.edition}, stampato {date_it(clock.today(), 'il')}",
            "facts": [
                ["Tutor", viewer.name],
                ["Azienda", organisation.name if organisation else "–"],
                ["Durata", f"{number_it(minutes)} minuti, {len(MODULES)} moduli"],
                ["Soglia delle domande", f"{TRAINING.threshold} % di risposte giuste in ogni modulo"],
                [state, date_it(until)],
            ],
            "modules": [
                [module.title, module.summary, date_it(known.module(module.key).completed_on)]
                for module in MODULES
            ],
        },
    )
