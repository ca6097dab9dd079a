"""Sentences of the invented world. They speak of work, never of health."""

from __future__ import annotations

from portal.employers.companies.vocabulary import CompanyState
from portal.employers.inclusion.vocabulary import CommitmentKind

COMPANY_REASONS = {
    CompanyState.SUSPENDED: "La PEC non riceve più: manda al servizio un indirizzo valido.",
    CompanyState.ARCHIVED: "L’azienda è stata incorporata in un’altra società.",
}

_K = CommitmentKind
COMMITMENTS: tuple[tuple[str, CommitmentKind], ...] = (
    ("Politica D&I approvata", _K.VOLUNTARY),
    ("Referente inclusione nominata", _K.VOLUNTARY),
    ("Registro degli accomodamenti", _K.VOLUNTARY),
    ("Verifica accessibilità postazioni", _K.OBLIGATION),
    ("Formazione dei preposti", _K.OBLIGATION),
    ("Certificazione parità di genere", _K.TENDER),
    ("Rapporto biennale sul personale", _K.OBLIGATION),
    ("Clausola sociale nel bando di fornitura", _K.TENDER),
)

TASKS: dict[str, tuple[str, ...]] = {
    "2": (
        "Preparare testi e schede per i colleghi",
        "Verificare la qualità dei dati prima della consegna",
        "Tenere aggiornata la documentazione",
        "Rispondere alle richieste dei reparti",
        "Preparare il materiale per le riunioni",
    ),
    "3": (
        "Controllare i pezzi secondo la scheda",
        "Tenere aggiornate le schede tecniche",
        "Preparare i documenti per i fornitori",
        "Verificare le misure con gli strumenti",
        "Aiutare i colleghi con i programmi in uso",
    ),
    "4": (
        "Archiviare e cercare documenti digitali",
        "Inserire ordini e fatture nel gestionale",
        "Controllare i dati e segnalare gli errori",
        "Smistare posta e messaggi",
        "Rispondere al telefono e prendere appuntamenti",
        "Aggiornare i fogli di calcolo della giornata",
    ),
    "5": (
        "Accogliere le persone e dare indicazioni",
        "Rifornire banchi e scaffali",
        "Tenere in ordine sala e bancone",
        "Preparare ingredienti e piatti semplici",
        "Registrare gli incassi della giornata",
    ),
    "6": (
        "Preparare attrezzi e materiali",
        "Curare piante e spazi verdi",
        "Fare piccole riparazioni in sede",
        "Rifinire i pezzi a mano",
        "Pulire e riporre gli attrezzi",
    ),
    "7": (
        "Montare componenti seguendo lo schema",
        "Alimentare la linea e togliere i pezzi finiti",
        "Controllare i pezzi a vista",
        "Confezionare ed etichettare",
        "Segnalare i fermi della macchina",
    ),
    "8": (
        "Preparare gli ordini con la lista",
        "Imballare ed etichettare i colli",
        "Pulire uffici e spazi comuni",
        "Spostare materiali con il carrello",
        "Tenere in ordine il magazzino",
        "Dividere i materiali da riciclare",
    ),
}
"""By first digit of the profession."""

WORKSTATIONS = (
    "Visti due posti: archivio e magazzino leggero.",
    "Visti un ufficio con lavoro a piccoli gruppi e una linea di confezionamento.",
    "Visto un posto di segreteria con compiti regolari.",
    "Visti tre posti in aziende vicine, tutti part-time.",
)
LOADS = (
    "L’operatore segue altre ventidue persone: può cominciare subito.",
    "C’è posto nel mese: primo colloquio entro dieci giorni.",
    "Il carico è alto: il primo colloquio si fissa con una collega.",
)
WISHES = (
    "Vorrebbe un lavoro vicino a casa, con orari regolari.",
    "Cerca un posto dove imparare un mestiere e restare.",
    "Le piace lavorare con le mani e vedere il risultato.",
    "Vorrebbe tornare in ufficio, come prima.",
    "Preferisce lavorare la mattina, in un gruppo piccolo.",
    "Chiede un lavoro a contatto con il pubblico.",
)
FACTS = (
    "Ha portato attestati e lettere di chi l’ha avuta al lavoro.",
    "È arrivata puntuale e con i documenti in ordine.",
    "Racconta volentieri gli ultimi due lavori.",
    "Ha fatto da poco un corso di formazione.",
)
RESOURCES = (
    "Usa i mezzi da sola, conosce bene la zona.",
    "Sa usare il computer e la posta elettronica.",
    "Ha una rete di amici e un’associazione vicina.",
    "Impara in fretta se le si mostra come fare.",
)
AGREED = (
    "Preparare insieme il curriculum.",
    "Vedere due annunci della zona e parlarne.",
    "Raccogliere gli attestati che mancano.",
    "Provare il tragitto fino alla zona industriale.",
)
NEXT_STEPS = (
    "Nuovo colloquio con il curriculum pronto.",
    "Telefonata per sentire come è andata.",
    "Visita in azienda con l’operatore.",
    "Incontro con il servizio inviante.",
)
AIMS = (
    "Trovare un lavoro part-time entro un anno.",
    "Fare un tirocinio che porti a un’assunzione.",
    "Tornare a lavorare in ufficio.",
    "Imparare il lavoro di magazzino.",
)
ACTIONS = (
    "Aggiornare il curriculum e pubblicare il profilo.",
    "Corso breve sui fogli di calcolo.",
    "Due visite in aziende della zona.",
    "Tre settimane di prova in un laboratorio.",
)
INDICATORS = (
    "Un contratto firmato.",
    "Il curriculum pronto e due colloqui fatti.",
    "Tre settimane senza ritardi.",
)
GRADE_REASON = "Confermato con lei nel colloquio."
OBSERVED_IN = ("Laboratorio del servizio", "Colloqui nel servizio", "Prova di lavoro di una settimana")
SYNTHESES = (
    "Lavora con precisione quando i compiti sono chiari. Chiede aiuto se serve. Regge bene mezza giornata.",
    "È autonoma nei compiti conosciuti. Impara guardando. Un referente fisso la aiuta nelle prime settimane.",
    "Comunica volentieri e lavora bene in gruppo. Preferisce un compito alla volta.",
    "Ha esperienza e ritmo. Le servono istruzioni scritte quando il compito cambia.",
)
ADMISSION = "La persona è motivata e ci sono posti adatti nella zona."
NO_ADMISSION = "La persona ha trovato lavoro da sola prima della decisione."
SUSPENSION = "La persona ha chiesto una pausa di qualche settimana per motivi di famiglia."
HAND_OVER = "La persona si è trasferita in un’altra provincia."
WITHDRAWAL = "La persona preferisce cercare lavoro per conto suo."
REDESIGN = "La persona ora desidera un lavoro diverso: si scrive un nuovo progetto."
SKIPPED_SENDER = "La persona si è rivolta al servizio da sola: nessuno l’ha inviata."
FINAL = (
    "Gli obiettivi del progetto sono stati guardati uno per uno con la persona. Il percorso può chiudersi."
)
CASE_REASONS = (ADMISSION, NO_ADMISSION, SUSPENSION, HAND_OVER, WITHDRAWAL, REDESIGN, SKIPPED_SENDER)

FOR_COMPANY = (
    "Precisa e costante. Ha già fatto un lavoro simile e lo ha fatto bene.",
    "Impara in fretta e tiene in ordine. Disponibile per gli orari dell’annuncio.",
    "Esperienza di alcuni anni nella stessa mansione. Raggiunge la sede con i mezzi.",
    "Affidabile, lavora volentieri in gruppo. Le interessa restare.",
)
FROM_COMPANY = (
    "Il profilo ci sembra adatto: vorremmo conoscere la persona.",
    "Cerchiamo qualcuno con queste competenze da inserire nei prossimi mesi.",
    "Possiamo organizzare una visita in sede quando volete.",
)
