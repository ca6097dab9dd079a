"""Goals, facts and diary lines of plans. They tell what was seen at work, never anything about health."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from portal.demo.days import following, working
from portal.demo.world.models import Goal, Plan
from portal.tutoring.judgements.vocabulary import Judgement
from portal.tutoring.packs.vocabulary import Category
from portal.tutoring.rules import Day, Month, month_of, presence, reviews
from portal.tutoring.vocabulary import DiaryKind, Outcome, PlanState

GOALS: dict[str, tuple[Goal, ...]] = {
    "office": (
        Goal("Archiviare i documenti", "Dare il nome giusto ai file e metterli nella cartella", 4),
        Goal("Inserire i dati", "Copiare le righe nel gestionale senza errori", 4),
        Goal("Usare la posta elettronica", "Leggere, rispondere e smistare i messaggi", 3),
        Goal("Rispettare gli orari", "Arrivo, pause e uscita concordati", 5),
        Goal("Chiedere aiuto quando serve", "Rivolgersi al tutor prima di fermarsi", 4),
    ),
    "service": (
        Goal("Accogliere le persone", "Salutare, ascoltare e dare indicazioni", 4),
        Goal("Rifornire il banco", "Leggere la lista e prendere i prodotti giusti", 4),
        Goal("Tenere in ordine", "Lasciare pulito il posto a fine turno", 5),
        Goal("Rispettare gli orari", "Arrivo, pause e uscita concordati", 5),
        Goal("Lavorare con i colleghi", "Passare le consegne a voce o per iscritto", 4),
    ),
    "manual": (
        Goal("Preparare gli ordini", "Leggere la lista e prelevare i pezzi giusti", 4),
        Goal("Usare il lettore di codici", "Registrare carico e scarico senza aiuto", 4),
        Goal("Rispettare gli orari", "Arrivo, pause e uscita concordati", 5),
        Goal("Chiedere aiuto quando serve", "Rivolgersi al tutor prima di fermarsi", 4),
        Goal("Lavorare in sicurezza", "Indossare i dispositivi e seguire i percorsi", 5),
    ),
}
"""By macro group of the profession."""

FACTS = (
    "Visto questa settimana: lo ha fatto quattro volte su cinque senza che glielo ricordassi.",
    "Ha completato il compito da inizio a fine, con una sola domanda.",
    "Ha bisogno che le mostri il primo passo, poi va avanti.",
    "Su dieci prove, otto giuste. Le due sbagliate le ha corrette dopo il controllo.",
    "Rispetto al mese scorso chiede meno conferme e tiene il ritmo.",
    "Da due settimane lo fa ogni giorno, anche quando sono in un altro reparto.",
)

TITLES: dict[DiaryKind, tuple[str, ...]] = {
    DiaryKind.STEP_FORWARD: (
        "Un passo avanti",
        "Prelievo in autonomia",
        "Compito nuovo riuscito",
        "Meno domande",
    ),
    DiaryKind.TO_FOLLOW: ("Una mattina faticosa", "Ritmo da rivedere", "Consegne poco chiare"),
    DiaryKind.VISIT: ("Visita del servizio in azienda", "Colloquio a tre", "Incontro di verifica"),
    DiaryKind.NOTE: ("Com’è andata la settimana", "Annotazione", "Cambio di reparto"),
}

SENTENCES: dict[DiaryKind, tuple[str, ...]] = {
    DiaryKind.STEP_FORWARD: (
        "Ha preparato sei ordini su sette senza guida.",
        "Ha trovato da sola un errore e lo ha segnalato.",
        "Un collega le ha chiesto una mano e ha saputo rispondere.",
        "Ha usato la lista di controllo dall’inizio alla fine.",
        "Abbiamo aggiunto un compito e l’ha imparato in due giorni.",
        "A fine turno ha lasciato il posto pulito senza che lo dicessi.",
        "Per la prima volta ha proposto lei come dividere il lavoro.",
    ),
    DiaryKind.TO_FOLLOW: (
        "Reparto in inventario, molto rumore e poche pause.",
        "Ha saltato un passaggio della lista e si è fermata.",
        "È arrivata con venti minuti di ritardo per un autobus cancellato.",
        "Due richieste insieme l’hanno messa in difficoltà: meglio una alla volta.",
        "Abbiamo spostato i compiti più pesanti alla prima parte della mattina.",
        "Ne riparliamo lunedì con l’operatore.",
    ),
    DiaryKind.VISIT: (
        "Colloquio con la persona, il tutor e l’operatore.",
        "Abbiamo guardato gli obiettivi uno per uno.",
        "Si conferma l’orario concordato.",
        "Concordato un segnale semplice per chiedere aiuto: il cartellino giallo sul banco.",
        "La persona racconta che si trova bene con il gruppo.",
        "Prossima visita fra un mese.",
    ),
    DiaryKind.NOTE: (
        "Settimana regolare.",
        "Ha lavorato due giorni con una collega esperta.",
        "Le istruzioni scritte con le foto aiutano.",
        "La postazione vicino alla finestra va bene.",
        "Ha conosciuto i colleghi del turno dopo.",
        "Da lunedì prova il compito nuovo, un’ora al giorno.",
        "Ha chiesto di restare mezz’ora in più per finire.",
    ),
}
COMMON = (
    "Le ho mostrato una volta come si fa e poi ha continuato.",
    "A metà mattina abbiamo fatto una pausa insieme.",
    "Ho scritto i passi su un foglio che tiene sul banco.",
    "I colleghi sono stati disponibili.",
    "Per la prossima settimana abbiamo scelto una sola cosa da migliorare.",
    "Ho dato un riscontro alla fine del turno, con un esempio.",
    "Le consegne del mattino ora sono su una lista sola.",
)
SUSPENSION = "Chiusura dell’azienda per lavori: si riprende alla riapertura."
INTERRUPTION = "La persona ha scelto un’altra strada: ne abbiamo parlato insieme."
OUTCOME = "Gli obiettivi sono stati guardati insieme. Azienda e persona sono d’accordo sul seguito."
JUDGED = "Abbiamo guardato insieme gli obiettivi e i fatti scritti nel diario."
CONDITIONS = "Un turno fisso e le consegne scritte su un foglio."
JUDGEMENTS = {
    Outcome.HIRE: Judgement.SUITED, Outcome.EXTENSION: Judgement.WITH_CONDITIONS,
    Outcome.OTHER_PATH: Judgement.WITH_CONDITIONS,
}  # fmt: skip
"""By how it ended; whoever goes back to the services was not suited to these tasks."""
DOCUMENT = "Protocollo del servizio"
COURSE = "Sicurezza sul lavoro"
COURSE_HOURS = 8
VISIT_DAYS, VISIT_MINUTES = 21, 45
"""So many days after the start the service goes and looks, and stays so long."""
AGREED = "Si va avanti così. La prossima volta guardiamo insieme gli obiettivi."
CATEGORY = Category.DISABLED
"""For the rules of tirocini, everybody of the sample data."""


def weekdays(weekly_hours: int) -> tuple[int, ...]:
    """Four hours a day, from Monday on."""
    return tuple(range(1, weekly_hours // 4 + 1))


def judgement(outcome: Outcome) -> tuple[Judgement, str | None]:
    """With the conditions, where there are some."""
    found = JUDGEMENTS.get(outcome, Judgement.NOT_SUITED)
    return found, CONDITIONS if found is Judgement.WITH_CONDITIONS else None


def pays(proposal: int) -> bool:
    """Every third plan has its months recorded as paid, and its warnings answered."""
    return proposal % 3 == 0


def review_days(plan: Plan, day: date) -> list[date]:
    """Of the reviews that were held; one in seven was not."""
    last = min(plan.ended_on or plan.ends_on, day) - timedelta(days=1)
    return [
        on
        for after, on in reviews(plan.starts_on, plan.ends_on)
        if working(on) <= last and (plan.proposal + after) % 7
    ]


def visit_on(starts_on: date) -> date:
    return starts_on + timedelta(days=VISIT_DAYS)


@dataclass(frozen=True)
class Closed:
    """A month of the register that tutor and person agreed on."""

    month: Month
    on: date
    confirmed_on: date
    present: int
    expected: int
    minutes: int


def closed_month(plan: Plan, day: date) -> Closed | None:
    """The month before ``day``, of one running plan in ten, where all of it was written in time."""
    month = month_of(day).previous()
    lines = [one for one in plan.presences if month_of(one.day) == month]
    if plan.state is not PlanState.RUNNING or plan.proposal % 10 or not lines:
        return None
    on = following(max(month.last, *(one.entered_on for one in lines)) + timedelta(days=1))
    confirmed_on = following(on + timedelta(days=1))
    if confirmed_on >= day:
        return None
    days = [Day(one.day, one.starts_at, one.ends_at, one.absence) for one in lines]
    present, expected = presence(days)
    return Closed(month, on, confirmed_on, present, expected, sum(one.minutes for one in days))


def visited_on(plan: Plan, day: date) -> date | None:
    """The day of the visit, where the plan was still there and the day has come."""
    on = working(visit_on(plan.starts_on))
    last = min(plan.ended_on or plan.ends_on, day) - timedelta(days=1)
    return on if on <= last else None
