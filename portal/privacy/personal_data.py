"""Each personal column of the rights of the person: whose, why, how long."""

from datetime import timedelta

from portal.kernel.personal_data import DataClass, Line

_PERSON = "della persona che esercita un diritto"
_STAFF = "di chi lavora nel servizio"
_YEARS = timedelta(days=5 * 365 + 1)
_LINK = timedelta(days=90)
_REPLAY = timedelta(days=35)

COLUMNS: dict[str, Line] = {
    "area_link.token_hash": Line(_PERSON, "apre la sua area una volta sola", _LINK),
    "area_link.used_at": Line(_PERSON, "il link vale una volta sola", _LINK),
    "area_link.made_by": Line(_STAFF, "sapere chi ha preparato il link", _LINK),
    "area_session.id_hash": Line(_PERSON, "riconoscerla mentre è nella sua area", timedelta(days=2)),
    "area_session.seen_at": Line(_PERSON, "chiudere la sessione lasciata aperta", timedelta(days=2)),
    "data_request.kind": Line(_PERSON, "rispondere nei tempi della legge, e provarlo", _YEARS),
    "data_request.words_sealed": Line(_PERSON, "sapere che cosa chiede", _YEARS, DataClass.SPECIAL),
    "data_request.answer_sealed": Line(_PERSON, "dirle la risposta e il perché", _YEARS, DataClass.SPECIAL),
    "data_request.received_on": Line(_PERSON, "rispondere nei tempi della legge, e provarlo", _YEARS),
    "data_request.answered_on": Line(_PERSON, "rispondere nei tempi della legge, e provarlo", _YEARS),
    "data_request.answered_by": Line(_STAFF, "sapere chi ha risposto", _YEARS),
    "data_request.recorded_by": Line(_STAFF, "sapere chi ha registrato la richiesta", _YEARS),
    "erasure.person_was": Line(_PERSON, "cancellarla di nuovo se un backup la riporta", _REPLAY),
    "erasure.other_ids": Line(_PERSON, "togliere le ultime tracce dalle code di lavoro", _REPLAY),
    "erasure.addresses": Line(_PERSON, "togliere i messaggi che le abbiamo scritto", _REPLAY),
    "erasure.card_ids": Line(_PERSON, "controllare che la scheda sia fuori dall’indice", _REPLAY),
    "erasure.file_keys": Line(_PERSON, "togliere i suoi documenti dal disco", _REPLAY),
    "kept_record.name_sealed": Line(
        _PERSON, "dire di chi è un percorso che la legge fa conservare", timedelta(days=3653)
    ),
    "retention_notice.due_on": Line(_PERSON, "avvisare prima che la scheda si cancelli"),
    "retention_notice.warned_on": Line(_PERSON, "avvisare prima che la scheda si cancelli"),
}
