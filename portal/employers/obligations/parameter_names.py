"""How pages call each dated figure, what it counts, and where it stands in the list."""

from dataclasses import dataclass
from decimal import Decimal

from portal.foundation.web.italian import money_it, number_it
from portal.kernel.overlay import Unit

QUOTA = "Quota di riserva"
BASE = "Base di computo"
COVERAGE = "Chi copre la quota"
EXEMPTION = "Esoneri"
SANCTION = "Sanzioni"
TERM = "Termini e sospensioni"
AGREEMENT = "Convenzioni"
INCENTIVE = "Incentivi"
INCLUSION = "Inclusione"
PROPOSALS = "Proposte"
GROUPS = (QUOTA, BASE, COVERAGE, EXEMPTION, SANCTION, TERM, AGREEMENT, INCENTIVE, INCLUSION, PROPOSALS)


@dataclass(frozen=True, slots=True)
class Name:
    group: str
    label: str
    unit: Unit

    @property
    def counts_in_duties(self) -> bool:
        """Whether a change of the figure may change what a company has to do: then all are counted again."""
        return self.group != PROPOSALS


_P, _D, _M, _T = Unit.PEOPLE, Unit.DAYS, Unit.MONTHS, Unit.POINTS
_C, _Y, _S, _E, _N = Unit.CATEGORY, Unit.YES_NO, Unit.SHARE, Unit.EURO, Unit.NUMBER

NAMES: dict[str, Name] = {
    "quota.art3.class_c_from": Name(QUOTA, "Art. 3: obbligo da questa base", _P),
    "quota.art3.15_35": Name(QUOTA, "Art. 3: posti nella prima fascia", _P),
    "quota.art3.class_b_from": Name(QUOTA, "Art. 3: seconda fascia da questa base", _P),
    "quota.art3.36_50": Name(QUOTA, "Art. 3: posti nella seconda fascia", _P),
    "quota.art3.class_a_from": Name(QUOTA, "Art. 3: percentuale da questa base", _P),
    "quota.art3.gt50_pct": Name(QUOTA, "Art. 3: percentuale oltre la seconda fascia", _S),
    "quota.art18.from": Name(QUOTA, "Art. 18: obbligo da questa base", _P),
    "quota.art18.51_150": Name(QUOTA, "Art. 18: posti nella prima fascia", _P),
    "quota.art18.pct_from": Name(QUOTA, "Art. 18: percentuale da questa base", _P),
    "quota.art18.gt150_pct": Name(QUOTA, "Art. 18: percentuale oltre la prima fascia", _S),
    "base.art18_cap_pct": Name(BASE, "Categorie protette tolte dalla base, al massimo", _S),
    "base.semester_weeks": Name(BASE, "Settimane di un semestre, per gli intermittenti", _N),
    "fixed_term_excluded_max_months": Name(BASE, "Tempo determinato escluso fino a", _M),
    "fixed_term_days_of_offices": Name(BASE, "Tempo determinato: giorni che alcuni uffici contano, fino a", _D),
    "seasonal_agricultural_max_days": Name(BASE, "Stagionali agricoli esclusi fino a", _D),
    "seasonal_max_days": Name(BASE, "Altri stagionali esclusi fino a", _D),
    "exclusion.travelling.art18": Name(BASE, "Personale viaggiante escluso anche per l’art. 18", _Y),
    "exclusion.road_haulage.art18": Name(BASE, "Autotrasporto escluso anche per l’art. 18", _Y),
    "exclusion.building_site.art18": Name(BASE, "Personale di cantiere escluso anche per l’art. 18", _Y),
    "exclusion.on_site_assembly.art18": Name(BASE, "Montaggio in cantiere escluso anche per l’art. 18", _Y),
    "exclusion.cableway.art18": Name(BASE, "Impianti a fune esclusi anche per l’art. 18", _Y),
    "exclusion.underground.art18": Name(BASE, "Lavoro in sotterraneo escluso anche per l’art. 18", _Y),
    "protected.civil_first_pct": Name(COVERAGE, "Invalidità civile a partire da", _T),
    "protected.work_first_pct": Name(COVERAGE, "Invalidità del lavoro a partire da", _T),
    "coverage.before_hire_pct": Name(COVERAGE, "Disabilità precedente l’assunzione, da", _T),
    "coverage.before_hire_war_category": Name(COVERAGE, "La stessa, categoria di guerra fino alla", _C),
    "coverage.war_last_category": Name(COVERAGE, "Categorie di guerra protette, fino alla", _C),
    "coverage.became_unable_pct": Name(COVERAGE, "Inabilità sopravvenuta in servizio, da", _T),
    "coverage.agency_months": Name(COVERAGE, "Missione di somministrazione che copre, da", _M),
    "coverage.part_time_whole_above": Name(COVERAGE, "Part-time che vale 1, oltre questa parte dell’orario", _S),
    "coverage.small_company_pct_above": Name(COVERAGE, "Prima fascia: il part-time vale 1 oltre", _T),
    "coverage.small_company_war_category": Name(COVERAGE, "La stessa, categoria di guerra fino alla", _C),
    "public.placement_officer_above": Name(
        COVERAGE, "Enti pubblici: responsabile dell’inserimento oltre questi dipendenti", _P
    ),
    "esonero.contributo_day": Name(EXEMPTION, "Contributo esonerativo, per giorno e posto", _E),
    "esonero.cap_pct": Name(EXEMPTION, "Esonero parziale, al massimo", _S),
    "esonero.cap_pct_security_transport": Name(EXEMPTION, "Lo stesso per vigilanza e trasporto privato", _S),
    "esonero.one_unit_quota": Name(EXEMPTION, "Quota che ammette un solo posto esonerato", _P),
    "esonero.one_unit": Name(EXEMPTION, "Posti esonerabili con quella quota", _P),
    "esonero.surcharge_min_pct": Name(EXEMPTION, "Maggiorazione per ritardo, minimo annuo", _S),
    "esonero.surcharge_max_pct": Name(EXEMPTION, "Maggiorazione per ritardo, massimo annuo", _S),
    "esonero.decision_days": Name(EXEMPTION, "Giorni per la decisione dell’ufficio", _D),
    "esonero60.threshold_permille": Name(EXEMPTION, "60 per mille: tasso INAIL a partire da (per mille)", _N),
    "esonero60.cap_pct": Name(EXEMPTION, "60 per mille: esonero al massimo", _S),
    "esonero60.contributo_day": Name(EXEMPTION, "60 per mille: contributo per giorno e posto", _E),
    "esonero60.payment_months": Name(EXEMPTION, "60 per mille: un versamento ogni", _M),
    "sanction.mancata_assunzione_multiple": Name(SANCTION, "Mancata assunzione: volte il contributo", _N),
    "sanction.mancata_assunzione_day": Name(SANCTION, "Mancata assunzione: importo fisso al giorno", _E),
    "sanction.applies_to_art18": Name(SANCTION, "Mancata assunzione: vale anche per l’art. 18", _Y),
    "sanction.diffida_share": Name(SANCTION, "Mancata assunzione: parte dovuta con la diffida", _S),
    "sanction.prospetto_fixed": Name(SANCTION, "Prospetto in ritardo: importo fisso", _E),
    "sanction.prospetto_per_day": Name(SANCTION, "Prospetto in ritardo: per ogni giorno", _E),
    "sanction.prospetto_diffida_share": Name(SANCTION, "Prospetto: parte dovuta con la diffida", _S),
    "sanction.prospetto_art16_share": Name(SANCTION, "Prospetto: parte dovuta in misura ridotta", _S),
    "request_deadline_days": Name(TERM, "Richiesta di avviamento entro", _D),
    "prospetto.first_days": Name(TERM, "Primo prospetto entro", _D),
    "prospetto.is_request": Name(TERM, "Il prospetto vale come richiesta di avviamento", _Y),
    "suspension.precedence_dismissals": Name(TERM, "Licenziamenti che prolungano la sospensione, da", _P),
    "suspension.precedence_months": Name(TERM, "Durata del diritto di precedenza", _M),
    "suspension.request_days_after": Name(TERM, "Richiesta dopo la sospensione entro", _D),
    "termination.communication_days": Name(TERM, "Comunicazione della cessazione entro", _D),
    "refusal.unjustified_count": Name(TERM, "Rifiuti non giustificati che cancellano", _N),
    "refusal.cancellation_months": Name(TERM, "Durata della cancellazione", _M),
    "conv12.small_up_to": Name(AGREEMENT, "Art. 12: aziende piccole fino a", _P),
    "conv12.cap_small": Name(AGREEMENT, "Art. 12: posti per le aziende piccole", _P),
    "conv12.cap_pct": Name(AGREEMENT, "Art. 12: parte dei posti per le altre", _S),
    "conv12.months": Name(AGREEMENT, "Art. 12: durata", _M),
    "conv12.extension_months": Name(AGREEMENT, "Art. 12: proroga", _M),
    "conv12bis.employees_above": Name(AGREEMENT, "Art. 12-bis: aziende con più di", _P),
    "conv12bis.cap_pct": Name(AGREEMENT, "Art. 12-bis: parte della quota", _S),
    "conv12bis.min_months": Name(AGREEMENT, "Art. 12-bis: durata minima", _M),
    "conv14.cap_pct": Name(AGREEMENT, "Art. 14: parte della quota", _S),
    "convention.wider_receivers": Name(AGREEMENT, "Elenco largo dei soggetti che accolgono", _Y),
    "incentive.high_above_pct": Name(INCENTIVE, "Incentivo alto: riduzione oltre", _T),
    "incentive.high_war_category": Name(INCENTIVE, "Incentivo alto: categoria di guerra fino alla", _C),
    "incentive.high_pct": Name(INCENTIVE, "Incentivo alto: parte della retribuzione", _S),
    "incentive.high_months": Name(INCENTIVE, "Incentivo alto: durata", _M),
    "incentive.middle_from_pct": Name(INCENTIVE, "Incentivo medio: riduzione da", _T),
    "incentive.middle_war_category": Name(INCENTIVE, "Incentivo medio: categoria di guerra fino alla", _C),
    "incentive.middle_pct": Name(INCENTIVE, "Incentivo medio: parte della retribuzione", _S),
    "incentive.middle_months": Name(INCENTIVE, "Incentivo medio: durata", _M),
    "incentive.mental_above_pct": Name(INCENTIVE, "Disabilità intellettiva o psichica: oltre", _T),
    "incentive.mental_pct": Name(INCENTIVE, "La stessa: parte della retribuzione", _S),
    "incentive.mental_months": Name(INCENTIVE, "La stessa: durata", _M),
    "incentive.fixed_term_min_months": Name(INCENTIVE, "Tempo determinato: durata minima", _M),
    "incentive.answer_days": Name(INCENTIVE, "Risposta dell’INPS entro", _D),
    "incentive.contract_days": Name(INCENTIVE, "Contratto entro", _D),
    "incentive.communication_days": Name(INCENTIVE, "Comunicazione dell’assunzione entro", _D),
    "incentive.aid_cap_pct": Name(INCENTIVE, "Aiuti, al massimo del costo del lavoro", _S),
    "accommodation.fund_above_pct": Name(INCLUSION, "Fondo regionale: riduzione della capacità oltre", _T),
    "accommodation.inail_most": Name(INCLUSION, "INAIL: rimborso al massimo", _E),
    "rapporto_biennale_above": Name(INCLUSION, "Rapporto biennale dovuto oltre", _P),
    "accommodation.answer_days": Name(INCLUSION, "Risposta a una richiesta di accomodamento entro", _D),
    "proposals.open_most": Name(PROPOSALS, "Proposte aperte insieme in un’azienda, al massimo", Unit.PROPOSALS),
}  # fmt: skip


EFFECTS: dict[str, str] = {
    "base3": "Base di computo (art. 3)",
    "base18": "Base di computo (art. 18)",
    "quota3": "Quota di riserva (art. 3)",
    "quota18": "Quota (art. 18)",
    "in_force3": "In forza (art. 3)",
    "in_force18": "In forza (art. 18)",
    "gap3": "Posti scoperti (art. 3)",
    "gap18": "Posti scoperti (art. 18)",
    "cost": "Costo di sei mesi senza fare niente",
}
"""What a change of a figure can change for a company."""


def effect_written(effect: str, value: Decimal) -> str:
    return money_it(value) if effect == "cost" else number_it(value)


def name_of(key: str) -> Name:
    """A figure not named here still shows, under its key."""
    return NAMES.get(key, Name(BASE, key, Unit.NUMBER))


_PLACES = {key: place for place, key in enumerate(NAMES)}


def place_of(key: str) -> int:
    """Where it stands among the others: in the order of the law, unnamed ones last."""
    return _PLACES.get(key, len(_PLACES))
