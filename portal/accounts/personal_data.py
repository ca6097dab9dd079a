"""Each personal column of accounts: whose, why, how long."""

from datetime import timedelta

from portal.kernel.personal_data import DataClass, Line

_USER = "di chi accede al portale"
_INVITED = "di chi riceve un invito"
_UNANSWERED = timedelta(days=180)
_RESET = timedelta(days=30)
_DRAFT = timedelta(days=7)

COLUMNS: dict[str, Line] = {
    "account.email": Line(_USER, "per accedere e per ricevere gli avvisi"),
    "account.name": Line(_USER, "perché chi lavora insieme sappia chi ha fatto che cosa"),
    "account.password_hash": Line(_USER, "per riconoscere la password senza conservarla"),
    "account.totp_sealed": Line(_USER, "per controllare i codici del secondo fattore"),
    "account.totp_confirmed_at": Line(_USER, "per sapere da quando il secondo fattore è attivo"),
    "account.totp_last_step": Line(_USER, "perché un codice non funzioni due volte"),
    "account.disabled_at": Line(_USER, "per chiudere l’accesso senza cancellare ciò che ha firmato"),
    "account.created_at": Line(_USER, "per sapere da quando esiste l’accesso"),
    "recovery_code.code_hash": Line(_USER, "per entrare quando il telefono è perso"),
    "recovery_code.created_at": Line(_USER, "per distinguere i codici nuovi da quelli vecchi"),
    "recovery_code.used_at": Line(_USER, "perché un codice di recupero non funzioni due volte"),
    "membership.role": Line(_USER, "per dare a ciascuno solo ciò che serve al suo ruolo"),
    "membership.starts_on": Line(_USER, "per sapere chi poteva vedere che cosa, e da quando"),
    "membership.ends_on": Line(_USER, "per sapere chi poteva vedere che cosa, e fino a quando"),
    "invitation.email": Line(_INVITED, "per spedire l’invito", _UNANSWERED),
    "invitation.name": Line(_INVITED, "per rivolgersi a chi è invitato", _UNANSWERED),
    "invitation.roles": Line(_INVITED, "per dare i ruoli previsti quando accetta", _UNANSWERED),
    "invitation.token_hash": Line(_INVITED, "perché il link funzioni una volta sola", _UNANSWERED),
    "invitation.created_at": Line(_INVITED, "per sapere quando è partito l’invito", _UNANSWERED),
    "invitation.sent_at": Line(_INVITED, "per sapere quando è partito l’ultimo messaggio", _UNANSWERED),
    "invitation.expires_at": Line(_INVITED, "perché il link scada", _UNANSWERED),
    "invitation.accepted_at": Line(_INVITED, "per sapere quando ha accettato"),
    "invitation.revoked_at": Line(_INVITED, "per sapere quando l’invito è stato ritirato", _UNANSWERED),
    "password_reset.token_hash": Line(_USER, "perché il link funzioni una volta sola", _RESET),
    "password_reset.created_at": Line(_USER, "per sapere quando è stata chiesta una nuova password", _RESET),
    "password_reset.expires_at": Line(_USER, "perché il link scada", _RESET),
    "password_reset.used_at": Line(_USER, "perché il link non funzioni due volte", _RESET),
    "account_draft.typed_sealed": Line(
        "di chi è nominato nel modulo", "non perdere ciò che si sta scrivendo", _DRAFT, DataClass.SPECIAL
    ),
    "account_draft.saved_at": Line(_USER, "per ritrovare la bozza", _DRAFT),
    "account_draft.expires_at": Line(_USER, "per togliere la bozza dopo sette giorni", _DRAFT),
}
"""An unanswered invitation is forgotten after the days that ``jobs.forget_links`` counts; the tests compare."""
