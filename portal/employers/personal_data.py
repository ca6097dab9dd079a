"""Each personal column of companies, workforce and vacancies: whose, why, how long."""

from datetime import timedelta

from portal.kernel.personal_data import DataClass, Line

_YEARS_10 = timedelta(days=3653)
_WORKER = "di chi lavora nell’azienda"
_HOLDER = "di chi segue l’azienda per un servizio"
_WHY_FOLLOWS = "dice chi legge gli obblighi dell’azienda, e da quando"
_WHY_QUOTA = "calcola la quota di riserva (L. 68/1999 art. 3, 4 e 18)"

COLUMNS: dict[str, Line] = {
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
    "workforce_import.file_name": Line(_WORKER, "l’azienda riconosce il file che ha caricato", _YEARS_10),
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
