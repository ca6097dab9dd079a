"""Each personal column of companies, workforce and vacancies: whose, why, how long."""

from datetime import timedelta

from portal.kernel.personal_data import DataClass, Line

_YEARS_10 = timedelta(days=3653)
_ASKED = "di chi chiede un accomodamento"
_WORKER = "di chi lavora nell’azienda"
_HOLDER = "di chi segue l’azienda per un servizio"
_WHY_FOLLOWS = "dice chi legge gli obblighi dell’azienda, e da quando"
_WHY_PROSPETTO = "compila il prospetto informativo (L. 68/1999 art. 9 c. 6)"
_WHY_QUOTA = "calcola la quota di riserva (L. 68/1999 art. 3, 4 e 18)"

_ASKER = "di chi chiede per l’azienda, e di chi la situazione riguarda"
_MET = "di chi l’azienda fa incontrare"
_KEPT = timedelta(days=5 * 365)

COLUMNS: dict[str, Line] = {
    "company_contact.met": Line(_MET, "ricorda con chi si è parlato in azienda", _KEPT),
    "company_contact.summary": Line(_MET, "ricorda che cosa si è detto con l’azienda", _KEPT),
    "company_contact.next_step": Line(_MET, "ricorda che cosa resta da fare con l’azienda", _KEPT),
    "company_contact.no_step_reason": Line(_MET, "dice perché non resta niente da fare", _KEPT),
    "letter_of_adherence.signatory_name": Line(
        "di chi firma per l’azienda", "prova chi ha firmato", _YEARS_10
    ),
    "letter_of_adherence.signatory_office": Line(
        "di chi firma per l’azienda", "prova con quale incarico", _YEARS_10
    ),
    "letter_of_adherence.file_key": Line(
        "di chi firma per l’azienda", "conserva la lettera firmata", _YEARS_10
    ),
    "letter_of_adherence.file_name": Line("di chi firma per l’azienda", "riconosce il documento", _YEARS_10),
    "service_request.text_sealed": Line(_ASKER, "risponde alla richiesta dell’azienda", _KEPT),
    "service_request.asked_by": Line(_ASKER, "dice chi ha chiesto a voce", _KEPT),
    "service_request.answer_sealed": Line(_ASKER, "conserva la risposta data all’azienda", _KEPT),
    "service_request.declined_sealed": Line(_ASKER, "dice perché non si è potuto fare", _KEPT),
    "workstation.load_note": Line("di chi lavora in quel posto", "dice quanto il gruppo può reggere", _KEPT),
    "workstation_occupancy.starts_on": Line(
        "di chi fa il percorso", "dice quando il posto è occupato", _YEARS_10
    ),
    "workstation_occupancy.expected_end": Line(
        "di chi fa il percorso", "dice quando il posto si libera", _YEARS_10
    ),
    "workstation_occupancy.ended_on": Line(
        "di chi fa il percorso", "dice da quando il posto è libero", _YEARS_10
    ),
    "workstation_occupancy.outcome": Line(
        "di chi fa il percorso", "conta i percorsi finiti con un’assunzione", _YEARS_10
    ),
    "company_account.starts_on": Line(_HOLDER, _WHY_FOLLOWS, _YEARS_10),
    "company_account.ends_on": Line(_HOLDER, _WHY_FOLLOWS, _YEARS_10),
    "worker.code": Line(_WORKER, "riconosce la riga quando si ricarica l’organico", _YEARS_10),
    "worker.name_sealed": Line(_WORKER, "l’azienda ritrova la persona nella lista", _YEARS_10),
    "worker.starts_on": Line(_WORKER, _WHY_QUOTA, _YEARS_10),
    "worker.ends_on": Line(_WORKER, _WHY_QUOTA, _YEARS_10),
    "worker.contract": Line(_WORKER, _WHY_QUOTA, _YEARS_10),
    "worker.protection": Line(_WORKER, _WHY_QUOTA, _YEARS_10, DataClass.SPECIAL),
    "worker.protection_sealed": Line(_WORKER, _WHY_QUOTA, _YEARS_10, DataClass.SPECIAL),
    "worker.coverage_title": Line(_WORKER, _WHY_QUOTA, _YEARS_10, DataClass.SPECIAL),
    "worker.excluded_as": Line(_WORKER, _WHY_QUOTA, _YEARS_10),
    "worker.exclusion_scope": Line(_WORKER, _WHY_QUOTA, _YEARS_10),
    "worker.exclusion_ends_on": Line(_WORKER, _WHY_QUOTA, _YEARS_10),
    "worker.contract_starts_on": Line(_WORKER, _WHY_QUOTA, _YEARS_10),
    "worker.contract_ends_on": Line(_WORKER, _WHY_QUOTA, _YEARS_10),
    "worker.duties": Line(_WORKER, _WHY_QUOTA, _YEARS_10),
    "worker.profession_code": Line(_WORKER, _WHY_PROSPETTO, _YEARS_10),
    "worker.contract_code": Line(_WORKER, _WHY_PROSPETTO, _YEARS_10),
    "worker.hire_kind": Line(_WORKER, _WHY_PROSPETTO, _YEARS_10, DataClass.SPECIAL),
    "worker.hire_channel": Line(_WORKER, _WHY_PROSPETTO, _YEARS_10, DataClass.SPECIAL),
    "worker.identity_sealed": Line(_WORKER, _WHY_PROSPETTO, _YEARS_10),
    "worker.tax_code_sealed": Line(_WORKER, _WHY_PROSPETTO, _YEARS_10),
    "worker.tax_code_index": Line(_WORKER, "ritrova la persona dal codice fiscale", _YEARS_10),
    "worker_proposal.name_sealed": Line(
        "di chi è assunto dopo un percorso", "l’azienda conferma l’assunzione", _YEARS_10
    ),
    "worker_proposal.starts_on": Line(
        "di chi è assunto dopo un percorso", "primo giorno di lavoro", _YEARS_10
    ),
    "worker_proposal.contract": Line("di chi è assunto dopo un percorso", _WHY_QUOTA, _YEARS_10),
    "worker_proposal.protection": Line(
        "di chi è assunto dopo un percorso", _WHY_QUOTA, _YEARS_10, DataClass.SPECIAL
    ),
    "worker_proposal.protection_sealed": Line(
        "di chi è assunto dopo un percorso", _WHY_QUOTA, _YEARS_10, DataClass.SPECIAL
    ),
    "workforce_import.file_key": Line(
        _WORKER, "il file cifrato aspetta la conferma dell’azienda", timedelta(days=2), DataClass.SPECIAL
    ),
    "workforce_import.report_sealed": Line(
        _WORKER, "dice che cosa non va nel file, riga per riga", _YEARS_10, DataClass.SPECIAL
    ),
    "workforce_import.file_name": Line(_WORKER, "l’azienda riconosce il file che ha caricato", _YEARS_10),
    "accommodation.whom_sealed": Line(
        _ASKED, "l’azienda sa a chi serve la misura", _YEARS_10, DataClass.SPECIAL
    ),
    "accommodation.words_sealed": Line(_ASKED, "dice come funziona la misura", _YEARS_10, DataClass.SPECIAL),
    "accommodation.requested_on": Line(_ASKED, "prova la richiesta scritta", _YEARS_10, DataClass.SPECIAL),
    "accommodation.request_way": Line(_ASKED, "prova la richiesta scritta", _YEARS_10, DataClass.SPECIAL),
    "accommodation.answer_due_on": Line(_ASKED, "ricorda di rispondere", _YEARS_10, DataClass.SPECIAL),
    "accommodation.heard_on": Line(_ASKED, "prova che è stata sentita", _YEARS_10, DataClass.SPECIAL),
    "accommodation.hearing": Line(_ASKED, "prova che è stata sentita", _YEARS_10, DataClass.SPECIAL),
    "accommodation.answered_on": Line(_ASKED, "prova la risposta motivata", _YEARS_10, DataClass.SPECIAL),
    "accommodation.answer": Line(_ASKED, "prova la risposta motivata", _YEARS_10, DataClass.SPECIAL),
    "accommodation.ground": Line(_ASKED, "prova la risposta motivata", _YEARS_10, DataClass.SPECIAL),
    "accommodation.reasons_sealed": Line(_ASKED, "prova la risposta motivata", _YEARS_10, DataClass.SPECIAL),
    "accommodation.in_place_on": Line(_ASKED, "dice da quando vale la misura", _YEARS_10, DataClass.SPECIAL),
    "accommodation.review_on": Line(_ASKED, "ricorda di rivedere la misura", _YEARS_10, DataClass.SPECIAL),
    "accommodation.ended_on": Line(_ASKED, "dice fino a quando è valsa", _YEARS_10, DataClass.SPECIAL),
    "accommodation.ending": Line(_ASKED, "dice perché è finita", _YEARS_10, DataClass.SPECIAL),
    "accommodation_measure.code": Line(_ASKED, "la misura chiesta o data", _YEARS_10, DataClass.SPECIAL),
    "convenzione.terms_sealed": Line(
        "di chi è assunto con la convenzione",
        "ricorda mansioni, sostegno e verifiche concordate (L. 68/1999 art. 11 c. 4)",
        _YEARS_10,
        DataClass.SPECIAL,
    ),
    "convenzione.body_sealed": Line(
        "di chi riceve le commesse, quando è una persona",
        "dice presso chi lavora chi è assunto (L. 68/1999 art. 12)",
        _YEARS_10,
        DataClass.SPECIAL,
    ),
    "commitment.owner": Line("di chi se ne occupa in azienda", "dice a chi chiedere", _YEARS_10),
    "commitment_evidence.name": Line(
        "di chi è nominato nel file", "l’azienda riconosce il documento", _YEARS_10
    ),
    "commitment_evidence.file_key": Line(
        "di chi è nominato nel file", "prova che l’impegno è mantenuto", _YEARS_10
    ),
    "prospetto_informativo.opened_by": Line(
        "di chi prepara il prospetto", "per sapere chi l’ha preparato", _YEARS_10
    ),
    "prospetto_informativo.filed_by": Line(
        "di chi registra l’invio", "per sapere chi l’ha registrato", _YEARS_10
    ),
    "prospetto_informativo.document_sealed": Line(
        _WORKER,
        "conserva il prospetto come è stato inviato (L. 68/1999 art. 9 c. 6)",
        _YEARS_10,
        DataClass.SPECIAL,
    ),
    "prospetto_informativo_employer.answers_sealed": Line(
        "del referente dell’azienda", "dice all’ufficio a chi chiedere", _YEARS_10
    ),
    "prospetto_informativo_province.answers_sealed": Line(
        "del referente in provincia", "dice all’ufficio a chi chiedere", _YEARS_10
    ),
}
