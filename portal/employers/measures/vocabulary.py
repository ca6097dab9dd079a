"""Words of measures and conventions, with their Italian labels."""

from enum import StrEnum


class MeasureKind(StrEnum):
    """The request of art. 9 and the institutes of art. 5 and art. 3 c. 5 of L. 68/1999; each has its page and rule."""

    RICHIESTA_DI_AVVIAMENTO = "richiesta_di_avviamento"
    ESONERO_PARZIALE = "esonero_parziale"
    ESONERO_60_PERMILLE = "esonero_60_permille"
    SOSPENSIONE = "sospensione"
    COMPENSAZIONE_TERRITORIALE = "compensazione_territoriale"
    GRADUALITA = "gradualita"


MEASURE_LABELS: dict[MeasureKind, str] = {
    MeasureKind.RICHIESTA_DI_AVVIAMENTO: "Richiesta di avviamento",
    MeasureKind.ESONERO_PARZIALE: "Esonero parziale",
    MeasureKind.ESONERO_60_PERMILLE: "Esonero autocertificato 60 per mille",
    MeasureKind.SOSPENSIONE: "Sospensione",
    MeasureKind.COMPENSAZIONE_TERRITORIALE: "Compensazione territoriale",
    MeasureKind.GRADUALITA: "Gradualità",
}

MEASURE_ARTICLES: dict[MeasureKind, str] = {
    MeasureKind.RICHIESTA_DI_AVVIAMENTO: "L. 68/1999 art. 7 e art. 9 c. 1",
    MeasureKind.ESONERO_PARZIALE: "L. 68/1999 art. 5 c. 3 e 4; DM 357/2000",
    MeasureKind.ESONERO_60_PERMILLE: "L. 68/1999 art. 5 c. 3-bis",
    MeasureKind.SOSPENSIONE: "L. 68/1999 art. 3 c. 5; DPR 333/2000 art. 4",
    MeasureKind.COMPENSAZIONE_TERRITORIALE: "L. 68/1999 art. 5 c. 8",
    MeasureKind.GRADUALITA: "DPR 333/2000 art. 2",
}

ON_REQUEST = frozenset({MeasureKind.ESONERO_PARZIALE, MeasureKind.SOSPENSIONE})
"""Kinds that an office decides; the others hold because the company declares them."""


class MeasureState(StrEnum):
    REQUESTED = "requested"
    IN_FORCE = "in_force"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


MEASURE_STATE_LABELS: dict[MeasureState, str] = {
    MeasureState.REQUESTED: "Richiesta",
    MeasureState.IN_FORCE: "Concessa o dichiarata",
    MeasureState.REFUSED: "Negata",
    MeasureState.WITHDRAWN: "Ritirata",
    MeasureState.CANCELLED: "Annullata",
}

LIVE = frozenset({MeasureState.REQUESTED, MeasureState.IN_FORCE})
"""States in which a measure takes its place: two of them may not overlap."""


class EsoneroParzialeGround(StrEnum):
    """DM 357/2000: at least one of the conditions of the activity."""

    FATIGUE = "fatigue"
    DANGER = "danger"
    SPECIAL_WAY = "special_way"


ESONERO_PARZIALE_GROUND_LABELS: dict[EsoneroParzialeGround, str] = {
    EsoneroParzialeGround.FATIGUE: "Faticosità della prestazione",
    EsoneroParzialeGround.DANGER: "Pericolosità, anche per l’ambiente in cui si lavora",
    EsoneroParzialeGround.SPECIAL_WAY: "Particolari modalità di svolgimento dell’attività",
}


class RequestOutcome(StrEnum):
    """What became of a request of avviamento once nothing is asked for any more (L. 68/1999 art. 7)."""

    HIRED = "hired"
    NOBODY = "nobody"
    TAKEN_BACK = "taken_back"


REQUEST_OUTCOME_LABELS: dict[RequestOutcome, str] = {
    RequestOutcome.HIRED: "Le persone sono assunte",
    RequestOutcome.NOBODY: "L’ufficio non ha trovato nessuno",
    RequestOutcome.TAKEN_BACK: "L’azienda ha ritirato la richiesta",
}


class ConvenzioneKind(StrEnum):
    """L. 68/1999 art. 11 (c. 1–3 and c. 4), 12, 12-bis; DLgs 276/2003 art. 14."""

    PROGRAMME = "art11_programme"
    INTEGRATION = "art11_integration"
    ART12 = "art12"
    ART12_BIS = "art12_bis"
    ART14 = "art14"


CONVENZIONE_LABELS: dict[ConvenzioneKind, str] = {
    ConvenzioneKind.PROGRAMME: "Convenzione di programma (art. 11)",
    ConvenzioneKind.INTEGRATION: "Convenzione di integrazione lavorativa (art. 11 c. 4)",
    ConvenzioneKind.ART12: "Inserimento temporaneo con finalità formative (art. 12)",
    ConvenzioneKind.ART12_BIS: "Inserimento lavorativo presso terzi (art. 12-bis)",
    ConvenzioneKind.ART14: "Convenzione quadro territoriale (art. 14 DLgs 276/2003)",
}

CONVENZIONE_ARTICLES: dict[ConvenzioneKind, str] = {
    ConvenzioneKind.PROGRAMME: "L. 68/1999 art. 11 c. 1–3",
    ConvenzioneKind.INTEGRATION: "L. 68/1999 art. 11 c. 4, 6 e 7",
    ConvenzioneKind.ART12: "L. 68/1999 art. 12",
    ConvenzioneKind.ART12_BIS: "L. 68/1999 art. 12-bis",
    ConvenzioneKind.ART14: "DLgs 276/2003 art. 14",
}

OWN_HIRES = frozenset({ConvenzioneKind.PROGRAMME, ConvenzioneKind.INTEGRATION})
"""Their commitments are hires of the company itself; its places stay «in convention» until then."""

WITH_A_BODY = frozenset({ConvenzioneKind.ART12, ConvenzioneKind.ART12_BIS, ConvenzioneKind.ART14})
"""Somebody else gives the work: a receiving body is named."""


class ConvenzioneState(StrEnum):
    REQUESTED = "requested"
    IN_FORCE = "in_force"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CONCLUDED = "concluded"
    REVOKED = "revoked"


CONVENZIONE_STATE_LABELS: dict[ConvenzioneState, str] = {
    ConvenzioneState.REQUESTED: "Richiesta",
    ConvenzioneState.IN_FORCE: "In vigore",
    ConvenzioneState.REFUSED: "Negata",
    ConvenzioneState.WITHDRAWN: "Ritirata",
    ConvenzioneState.CONCLUDED: "Conclusa",
    ConvenzioneState.REVOKED: "Risolta dall’ufficio",
}


class BodyKind(StrEnum):
    """Who may receive work orders; from 31-12-2025 a wider list (L. 198/2025 art. 14-bis)."""

    SOCIAL_COOPERATIVE_A = "social_cooperative_a"
    SOCIAL_COOPERATIVE_B = "social_cooperative_b"
    CONSORTIUM = "consortium"
    SOCIAL_ENTERPRISE = "social_enterprise"
    NON_COMMERCIAL_ETS = "non_commercial_ets"
    BENEFIT_COMPANY = "benefit_company"
    PROFESSIONAL = "professional"


BODY_LABELS: dict[BodyKind, str] = {
    BodyKind.SOCIAL_COOPERATIVE_A: "Cooperativa sociale di tipo A",
    BodyKind.SOCIAL_COOPERATIVE_B: "Cooperativa sociale di tipo B",
    BodyKind.CONSORTIUM: "Consorzio di cooperative sociali",
    BodyKind.SOCIAL_ENTERPRISE: "Impresa sociale",
    BodyKind.NON_COMMERCIAL_ETS: "Ente del terzo settore non commerciale",
    BodyKind.BENEFIT_COMPANY: "Società benefit",
    BodyKind.PROFESSIONAL: "Libero professionista con disabilità",
}


class CommitmentStep(StrEnum):
    """Letters about a dated commitment, one each."""

    APPROACHING = "approaching"
    BREACHED = "breached"


class CommitmentStanding(StrEnum):
    """Computed from the day and the people hired, never stored."""

    KEPT = "kept"
    PLANNED = "planned"
    NEAR = "near"
    BREACHED = "breached"


COMMITMENT_STANDING_LABELS: dict[CommitmentStanding, str] = {
    CommitmentStanding.KEPT: "Rispettato",
    CommitmentStanding.PLANNED: "Programmato",
    CommitmentStanding.NEAR: "In scadenza",
    CommitmentStanding.BREACHED: "Non rispettato",
}
