"""Each personal column of the foundation: whose, why, how long."""

from datetime import timedelta

from portal.foundation.housekeeping import KEEP_DONE, KEEP_MAIL, KEEP_NOTICES, KEEP_TRIES
from portal.kernel.personal_data import Line

_USER = "di chi accede al portale"
_SUBJECT = "della persona di cui tratta la pratica"
_RECIPIENT = "di chi riceve il messaggio"
_BOTH = "di chi ha agito e della persona di cui tratta la pratica"
_SESSION = timedelta(hours=36)  # twelve at most, and until the next housekeeping

COLUMNS: dict[str, Line] = {
    "audit_entry.at": Line(_BOTH, "per sapere quando è successo"),
    "audit_entry.account_id": Line(_USER, "per sapere chi ha fatto o visto che cosa"),
    "audit_entry.impersonator_id": Line(_USER, "per sapere chi ha agito al posto di un altro"),
    "audit_entry.organisation_id": Line(_USER, "per sapere per conto di chi ha agito"),
    "audit_entry.roles": Line(_USER, "per sapere con quali compiti ha agito"),
    "audit_entry.subject_id": Line(_SUBJECT, "per dire a ciascuno chi ha visto i suoi dati"),
    "audit_entry.data": Line(_BOTH, "per ricostruire il fatto: solo codici e riferimenti, mai parole"),
    "audit_subject.reference": Line(
        _SUBJECT, "per ritrovare i suoi atti, finché la sua scheda non è cancellata"
    ),
    "outbox.payload": Line(
        _SUBJECT, "per avviare ciò che segue al fatto: solo codici e riferimenti", KEEP_DONE
    ),
    "mail_message.recipient": Line(_RECIPIENT, "per spedire il messaggio", KEEP_MAIL),
    "mail_message.recipient_index": Line(_RECIPIENT, "per ritrovare i messaggi di chi lo chiede", KEEP_MAIL),
    "mail_message.body": Line(_RECIPIENT, "per spedire il messaggio", KEEP_MAIL),
    "mail_message.link_secret": Line(_RECIPIENT, "perché il link nel messaggio funzioni", KEEP_MAIL),
    "mail_message.unsubscribe": Line(_RECIPIENT, "perché si possa dire basta con un gesto", KEEP_MAIL),
    "notification.account_id": Line(_USER, "per dire a ciascuno che cosa lo aspetta", KEEP_NOTICES),
    "notification.words": Line(_USER, "per dire che cosa fare e quando: date e codici", KEEP_NOTICES),
    "notification.read_at": Line(_USER, "per non ripetere ciò che ha già letto", KEEP_NOTICES),
    "notification.mailed_at": Line(_USER, "per non scrivere due volte della stessa cosa", KEEP_NOTICES),
    "notification_preference.account_id": Line(_USER, "per mandare solo le mail che vuole"),
    "notification_preference.channel": Line(_USER, "per mandare solo le mail che vuole"),
    "web_session.account_id": Line(_USER, "per riconoscere chi è entrato, finché la sessione dura", _SESSION),
    "web_session.organisation_id": Line(_USER, "per sapere per conto di chi lavora", _SESSION),
    "web_session.data": Line(_USER, "per tenere il filo del lavoro tra una pagina e l’altra", _SESSION),
    "web_session.seen_at": Line(_USER, "per chiudere le sessioni lasciate aperte", _SESSION),
    "rate_limit.key_hash": Line(_USER, "per fermare chi prova molte password", KEEP_TRIES),
}
"""The audit log has no term of its own: the law of its act decides. It names people by random references, and the row
of ``audit_subject`` that says whose a reference is dies with her erasure."""
