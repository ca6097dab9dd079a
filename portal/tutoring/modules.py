"""The five modules of the tutors' training, in words one can use the same day."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Module:
    key: str
    title: str
    minutes: int
    paragraphs: tuple[str, ...]
    question: str
    answers: tuple[tuple[str, str], ...]
    right: str


MODULES: tuple[Module, ...] = (
    Module(
        "welcome",
        "Accogliere e presentare il gruppo",
        15,
        (
            "Il primo giorno decide molto. Aspetta la persona all’ingresso e dedicale la prima mezz’ora.",
            "Mostra i luoghi che userà: ingresso, spogliatoio, bagno, pausa, posto di lavoro. "
            "Presenta due o tre colleghi, non tutti insieme.",
            "Spiega a chi rivolgersi se qualcosa non va. Scrivi nome e interno su un foglio da tenere.",
            "Con i colleghi parla del lavoro che farà. Della salute non si parla: non serve e non ti riguarda.",
        ),
        "Un collega ti chiede che disabilità ha la nuova persona. Che cosa rispondi?",
        (
            ("a", "Gli racconto quello che so, così può aiutarla."),
            ("b", "Gli spiego che cosa farà e di che cosa ha bisogno sul lavoro."),
            ("c", "Gli dico di chiederlo direttamente a lei."),
        ),
        "b",
    ),
    Module(
        "goals",
        "Obiettivi osservabili",
        20,
        (
            "Un obiettivo è osservabile quando due persone, guardando, direbbero la stessa cosa.",
            "«Essere più autonoma» non si vede. «Preparare tre ordini senza chiedere» si vede e si conta.",
            "Scegli pochi obiettivi, tre o quattro. Valuta da 1, con guida continua, a 5, in autonomia.",
            "Accanto a ogni valutazione scrivi il fatto che hai visto: quando, che cosa, quante volte.",
        ),
        "Quale di questi obiettivi si può osservare?",
        (
            ("a", "Migliorare l’attenzione."),
            ("b", "Essere motivato."),
            ("c", "Controllare le bolle e segnare gli errori su dieci righe."),
        ),
        "c",
    ),
    Module(
        "feedback",
        "Dare riscontri chiari",
        20,
        (
            "Un riscontro utile arriva presto, riguarda un fatto e dice che cosa fare la prossima volta.",
            "Comincia da ciò che ha funzionato, con precisione: «Hai controllato tutti i codici».",
            "Poi una sola cosa da cambiare, mostrata e provata insieme. Non elencare tutto in una volta.",
            "Chiedi alla persona come è andata per lei. Se non parla volentieri, usa una scala da 1 a 5.",
        ),
        "La persona ha sbagliato due etichette su venti. Come cominci?",
        (
            ("a", "«Diciotto sono giuste. Guardiamo insieme queste due.»"),
            ("b", "«Devi stare più attenta.»"),
            ("c", "Le rifaccio io e non dico niente."),
        ),
        "a",
    ),
    Module(
        "accommodations",
        "Accomodamenti ragionevoli",
        25,
        (
            "Un accomodamento cambia il lavoro, non la persona: mansioni, tempi, contesto, reti, sostegno.",
            "Spesso costa poco: istruzioni scritte, un orario spostato di mezz’ora, una postazione più silenziosa.",
            "Prova per due settimane e guarda se funziona. Se non funziona, cambia ancora.",
            "Quello che non puoi decidere tu segnalalo: l’azienda è tenuta a rispondere, e il servizio aiuta.",
        ),
        "La persona si stanca nelle ultime due ore. Che cosa provi per primo?",
        (
            ("a", "Chiedo al medico che cosa ha."),
            ("b", "Sposto i compiti più pesanti al mattino e metto una pausa breve."),
            ("c", "Riduco il contratto."),
        ),
        "b",
    ),
    Module(
        "handover",
        "Verifica e passaggio di consegne",
        20,
        (
            "La verifica si fa in tre: persona, tutor, operatore. Si guardano gli obiettivi uno per uno.",
            "Porta i fatti del diario. Di’ che cosa è cambiato, che cosa aiuta e che cosa resta da fare.",
            "Se qualcosa va male, segnalalo subito: non aspettare la verifica.",
            "Alla fine lascia scritto che cosa funziona. Chi verrà dopo di te parte da lì.",
        ),
        "Da una settimana la persona arriva in ritardo. Quando lo segnali?",
        (
            ("a", "Alla prossima verifica."),
            ("b", "Alla fine del percorso."),
            ("c", "Oggi, con «Segnala una difficoltà»."),
        ),
        "c",
    ),
)

BY_KEY: dict[str, Module] = {module.key: module for module in MODULES}
