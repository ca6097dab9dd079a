"""Each personal column of the plans: whose, why, how long.

What a plan leaves behind (register, documents, outcome) is kept ten years: inspections and the funding body ask for it.
"""

from datetime import timedelta

from portal.kernel.personal_data import DataClass, Line

_PERSON = "della persona che fa il percorso"
_TUTOR = "del tutor aziendale"
_TEN_YEARS = timedelta(days=3653)
_AFTER_END = timedelta(days=365)
_REGISTER = "il registro delle presenze del percorso"

COLUMNS: dict[str, Line] = {
    "plan.groups": Line(_PERSON, "che cosa ha accettato di mostrare a chi segue il percorso"),
    "plan.starts_on": Line(_PERSON, "periodo del percorso", _TEN_YEARS),
    "plan.ends_on": Line(_PERSON, "periodo del percorso", _TEN_YEARS),
    "plan.weekdays": Line(_PERSON, "in quali giorni va in azienda", _TEN_YEARS),
    "plan.category_sealed": Line(
        _PERSON, "quali regole del tirocinio valgono per lei", _TEN_YEARS, DataClass.SPECIAL
    ),
    "plan.employer_name": Line(_PERSON, "dove lavora, se l’azienda non è sul portale", _TEN_YEARS),
    "plan.region_told_on": Line(_PERSON, "quali regole del tirocinio valgono per lei", _TEN_YEARS),
    "plan.service_in_charge": Line(_PERSON, "chi la ha in carico e firma con lei", _TEN_YEARS),
    "plan_paper.content_sealed": Line(
        _PERSON, "che cosa dicono i documenti firmati", _TEN_YEARS, DataClass.SPECIAL
    ),
    "plan_paper.signers": Line(_PERSON, "chi firma quale documento", _TEN_YEARS),
    "plan_paper.affected": Line(_PERSON, "chi firma quale documento", _TEN_YEARS),
    "plan_paper.drawn_at": Line(_PERSON, "quando un documento è stato redatto", _TEN_YEARS),
    "plan_signature.signed_at": Line(_PERSON, "chi ha firmato il percorso, e quando", _TEN_YEARS),
    "plan_signature.copy_file_key": Line(_PERSON, "la copia firmata su carta", _TEN_YEARS),
    "plan_signature.copy_name": Line(_PERSON, "come si chiama la copia firmata", _TEN_YEARS),
    "signature_link.token_hash": Line(_PERSON, "il link con cui firma", _AFTER_END),
    "signature_link.token_sealed": Line(_PERSON, "il link con cui firma, finché va mandato", _AFTER_END),
    "plan_amendment.changes_sealed": Line(_PERSON, "che cosa cambia del percorso", _TEN_YEARS),
    "plan_amendment.reason_sealed": Line(_PERSON, "perché il percorso cambia", _TEN_YEARS, DataClass.SPECIAL),
    "plan_activity.text": Line(_PERSON, "che cosa fa in azienda", _TEN_YEARS),
    "plan_measure.asked_on": Line(
        _PERSON, "quali accomodamenti ha chiesto e avuto", _TEN_YEARS, DataClass.SPECIAL
    ),
    "plan_measure.answered_on": Line(
        _PERSON, "quali accomodamenti ha chiesto e avuto", _TEN_YEARS, DataClass.SPECIAL
    ),
    "plan_measure.reason_sealed": Line(
        _PERSON, "perché un accomodamento non è stato accolto", _TEN_YEARS, DataClass.SPECIAL
    ),
    "plan_course.title": Line(_PERSON, "quali corsi fa", _TEN_YEARS),
    "plan_course.starts_on": Line(_PERSON, "quali corsi fa", _TEN_YEARS),
    "plan_course.completed_on": Line(_PERSON, "quali corsi fa", _TEN_YEARS),
    "plan_visit.due_on": Line(_PERSON, "quando il servizio va in azienda", _TEN_YEARS),
    "plan_visit.held_on": Line(_PERSON, "quando il servizio va in azienda", _TEN_YEARS),
    "plan_visit.agreed_sealed": Line(
        _PERSON, "che cosa si è concordato in una visita", _AFTER_END, DataClass.SPECIAL
    ),
    "retention_plan.tasks": Line(_PERSON, "quali mansioni ha nel lavoro che mantiene", _AFTER_END),
    "retention_plan.requested_in_writing_on": Line(
        _PERSON, "quando ha chiesto accomodamenti per iscritto", _AFTER_END, DataClass.SPECIAL
    ),
    "return_step.starts_on": Line(_PERSON, "come rientra al lavoro", _AFTER_END),
    "return_step.tasks": Line(_PERSON, "come rientra al lavoro", _AFTER_END),
    "plan_step.note_sealed": Line(
        _PERSON, "perché il percorso è sospeso o interrotto", _AFTER_END, DataClass.SPECIAL
    ),
    "plan_goal.text": Line(_PERSON, "che cosa impara", _TEN_YEARS),
    "plan_goal.indicator": Line(_PERSON, "da che cosa si vede che impara", _TEN_YEARS),
    "goal_rating.rated_on": Line(_PERSON, "come procede verso gli obiettivi", _AFTER_END),
    "goal_rating.fact_sealed": Line(
        _PERSON, "il fatto su cui si basa una valutazione", _AFTER_END, DataClass.SPECIAL
    ),
    "plan_document.reference": Line(_PERSON, "quale documento vale per il percorso", _TEN_YEARS),
    "plan_document.recorded_on": Line(_PERSON, "quando il documento è stato fatto", _TEN_YEARS),
    "plan_document.valid_until": Line(_PERSON, "fino a quando il documento vale", _TEN_YEARS),
    "plan_signature.signer": Line(_PERSON, "chi ha firmato il percorso, e come", _TEN_YEARS),
    "plan_signature.how": Line(_PERSON, "chi ha firmato il percorso, e come", _TEN_YEARS),
    "attendance.day": Line(_PERSON, _REGISTER, _TEN_YEARS),
    "attendance.starts_at": Line(_PERSON, _REGISTER, _TEN_YEARS),
    "attendance.ends_at": Line(_PERSON, _REGISTER, _TEN_YEARS),
    "attendance.absence": Line(_PERSON, _REGISTER, _TEN_YEARS, DataClass.SPECIAL),
    "plan_month.objection_sealed": Line(
        _PERSON, "che cosa non torna in un mese di presenze", _AFTER_END, DataClass.SPECIAL
    ),
    "plan_month.token_hash": Line(_PERSON, "il link con cui conferma un mese", _TEN_YEARS),
    "plan_month.token_sealed": Line(
        _PERSON, "il link con cui conferma un mese, finché va mandato", _AFTER_END
    ),
    "plan_month.answered_at": Line(_PERSON, "quando ha confermato un mese di presenze", _TEN_YEARS),
    "sent_form.at": Line(
        _TUTOR, "quale modulo è già arrivato, per non contarlo due volte", timedelta(days=7)
    ),
    "diary_entry.handled_at": Line(
        "di chi segue la persona", "quando ha preso in carico una difficoltà", _AFTER_END
    ),
    "diary_entry.title": Line(_PERSON, "come procede il percorso", _AFTER_END),
    "diary_entry.text_sealed": Line(_PERSON, "come procede il percorso", _AFTER_END, DataClass.SPECIAL),
    "diary_entry.happened_on": Line(_PERSON, "come procede il percorso", _AFTER_END),
    "plan_message.text_sealed": Line(
        _PERSON, "messaggi fra tutor e operatore", _AFTER_END, DataClass.SPECIAL
    ),
    "plan_outcome.outcome": Line(_PERSON, "come si è concluso il percorso", _TEN_YEARS),
    "plan_outcome.ended_on": Line(_PERSON, "come si è concluso il percorso", _TEN_YEARS),
    "plan_outcome.words_sealed": Line(_PERSON, "che cosa lascia il percorso", _AFTER_END, DataClass.SPECIAL),
    "plan.payer": Line(_PERSON, "chi paga la sua indennità", _TEN_YEARS),
    "plan_signal.since": Line(_PERSON, "segnali sul percorso, per intervenire in tempo", _AFTER_END),
    "plan_signal.note_sealed": Line(
        _PERSON, "che cosa si è fatto per un segnale", _AFTER_END, DataClass.SPECIAL
    ),
    "plan_signal.answered_at": Line("di chi segue la persona", "quando ha risposto a un segnale", _AFTER_END),
    "plan_indemnity.paid_on": Line(_PERSON, "quando un mese le è stato pagato", _TEN_YEARS),
    "plan_indemnity.paid": Line(_PERSON, "quanto le è stato pagato", _TEN_YEARS),
    "plan_indemnity.payer": Line(_PERSON, "chi le ha pagato l’indennità", _TEN_YEARS),
    "plan_judgement.content_sealed": Line(
        _PERSON, "il giudizio finale sul percorso", _AFTER_END, DataClass.SPECIAL
    ),
    "plan_judgement.tutor_at": Line(_TUTOR, "quando ha confermato il giudizio finale", _AFTER_END),
    "plan_judgement.tutor_words_sealed": Line(
        _PERSON, "che cosa aggiunge il tutor al giudizio finale", _AFTER_END, DataClass.SPECIAL
    ),
    "plan_judgement.person_at": Line(_PERSON, "quando ha confermato il giudizio finale", _AFTER_END),
    "plan_judgement.person_words_sealed": Line(
        _PERSON, "che cosa aggiunge al giudizio finale", _AFTER_END, DataClass.SPECIAL
    ),
    "plan_judgement.token_hash": Line(_PERSON, "il link con cui conferma il giudizio", _AFTER_END),
    "plan_judgement.token_sealed": Line(
        _PERSON, "il link con cui conferma il giudizio, finché va dato", _AFTER_END
    ),
    "follow_up.words_sealed": Line(_PERSON, "che cosa racconta dopo la fine", _AFTER_END, DataClass.SPECIAL),
    "follow_up.due_on": Line(_PERSON, "se lavora ancora lì dopo 1, 3, 6 e 12 mesi", _TEN_YEARS),
    "follow_up.done_on": Line(_PERSON, "se lavora ancora lì dopo 1, 3, 6 e 12 mesi", _TEN_YEARS),
    "follow_up.still_there": Line(_PERSON, "se lavora ancora lì dopo 1, 3, 6 e 12 mesi", _TEN_YEARS),
    "tutor_module.module": Line(_TUTOR, "quali moduli di formazione ha concluso", _TEN_YEARS),
    "tutor_module.read_on": Line(_TUTOR, "a che punto è con la formazione", _TEN_YEARS),
    "tutor_module.tried_on": Line(_TUTOR, "a che punto è con la formazione", _TEN_YEARS),
    "tutor_module.completed_on": Line(_TUTOR, "quando ha concluso la formazione", _TEN_YEARS),
}
