"""The score on pairs counted by hand, the bands, the constraints, the measures, the words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from portal.matching.suitability import (
    BAND_LABELS,
    Band,
    Code,
    Demand,
    Factor,
    Fit,
    Level,
    Mode,
    PersonSide,
    Reserve,
    Terms,
    Transport,
    VacancySide,
    common_parts,
    explain,
    job_side_reasons,
    judge,
    proposals,
)
from portal.matching.suitability.intensity import SUPPORT
from portal.matching.suitability.weights import by_version, in_force, versions
from portal.matching.suitability.words import under_use
from portal.reference import skills
from tests.matching.suitability.pairs import pairs

WEIGHTS = in_force(date(2026, 11, 23))

PERSON = PersonSide(
    art3=True,
    hours_min=20,
    hours_max=30,
    slots=frozenset({"mon-morning", "tue-morning"}),
    comune="E507",
    modes=frozenset({Mode.CAR}),
    max_minutes=60,
    contracts=frozenset({"permanent"}),
    experiences=("4.1.1.2.0",),
    skills=frozenset({"K001"}),
    levels={"C1": Level(3, 3), "F1": Level(1, 2), "C2": Level(2, 2), "A1": Level(4, 4)},
)
VACANCY = VacancySide(
    hours_min=20,
    hours_max=24,
    slots=frozenset({"mon-morning"}),
    comune="E507",
    contract="permanent",
    profession="4.1.1.2.0",
    experience_required=True,
    essential=frozenset({"K001"}),
    demands={"C1": Demand(3)},
)


def points(terms: Terms, factor: Factor) -> Decimal:
    return next(one.points for one in terms.contributions if one.factor is factor)


def of(vacancy: VacancySide = VACANCY, person: PersonSide = PERSON) -> Terms:
    return judge(vacancy, person, WEIGHTS)


def test_a_pair_that_lacks_nothing_has_a_hundred_points() -> None:
    terms = of()
    assert terms.score == Decimal("100.0")
    assert terms.band is Band.HIGH
    assert terms.eligible


@pytest.mark.parametrize(
    ("demand", "offers", "penalty", "fit"),
    [
        (Demand(1), (), 0, Fit.OK),
        (Demand(2), (), 15, Fit.WITH_MEASURE),  # her own aids: .10 + .05
        (Demand(3), (), 55, Fit.GAP),
        (Demand(3, True), (), 20, Fit.WITH_MEASURE),
        (Demand(4), (), 80, Fit.GAP),
        (Demand(4), ("C3",), 25, Fit.WITH_MEASURE),  # two levels given back by the trolley
        (Demand(4), ("S2",), 25, Fit.WITH_MEASURE),
        (Demand(0), (), 0, Fit.NOT_ASKED),
    ],
)
def test_fit_on_one_dimension(demand: Demand, offers: tuple[str, ...], penalty: int, fit: Fit) -> None:
    terms = of(replace(VACANCY, demands={"F1": demand}, offers=frozenset(offers)))
    (one,) = terms.dimensions
    assert (one.penalty, one.fit) == (penalty, fit)
    # weight 1 of 6: 45 * (1 - p / 6)
    lost = 45 * Decimal(penalty) / 600
    assert abs(points(terms, Factor.CAPACITY) - (45 - lost)) <= Decimal("0.1")


def test_what_was_not_assessed_counts_as_nothing_but_never_more_than_three_tenths() -> None:
    unseen = replace(PERSON, levels={})
    (one,) = of(replace(VACANCY, demands={"F1": Demand(4)}), unseen).dimensions
    assert (one.fit, one.penalty, one.gap) == (Fit.NOT_ASSESSED, 30, 0)
    (one,) = of(replace(VACANCY, demands={"F1": Demand(1)}, offers=frozenset({"C3"})), unseen).dimensions
    assert one.penalty == 15


def test_a_gap_of_three_levels_costs_a_whole_weight() -> None:
    nothing = replace(PERSON, levels={"C1": Level(0, 0)})
    (one,) = of(person=nothing).dimensions
    assert (one.gap, one.penalty) == (3, 100)
    # C1 weighs 1.5: 45 * (1 - 1.5 / 6) = 33.75, so that 100 - 11.25 is 88.75, half up
    assert of(person=nothing).score == Decimal("88.8")


def test_occupation_and_skills_are_half_of_their_factor_each() -> None:
    other = replace(PERSON, experiences=("4.3.1.1.0",))
    assert points(of(person=other), Factor.SKILL) == Decimal("14.4")  # 25 * (.15 + 1) / 2
    easy = replace(VACANCY, experience_required=False)
    assert points(of(easy, other), Factor.SKILL) == Decimal("20.0")  # 25 * (.60 + 1) / 2
    asked = replace(VACANCY, trainable=frozenset({"K002"}), optional=frozenset({"K003"}))
    assert points(of(asked), Factor.SKILL) == Decimal("22.5")  # 25 * (1 + .80) / 2
    assert points(of(replace(VACANCY, profession=None)), Factor.SKILL) == 25


def test_preferences_are_the_mean_of_four() -> None:
    person = replace(
        PERSON,
        wished=("8.1.3.2.0",),
        avoided_tags=frozenset({"noise"}),
        preferred_slots=frozenset({"tue-morning"}),
        preferred_contracts=frozenset({"tis"}),
    )
    terms = of(replace(VACANCY, tags=frozenset({"noise"})), person)
    assert points(terms, Factor.PREFERENCE) == Decimal("3.8")  # 15 * (0 + 0 + .5 + .5) / 4 = 3.75
    assert terms.band is Band.TO_WEIGH
    near = replace(PERSON, wished=("4.1.2.1.0",))
    assert points(of(person=near), Factor.PREFERENCE) == Decimal("13.1")  # 15 * 3.5 / 4 = 13.125


def test_the_way_counts_from_twenty_minutes_to_her_own_limit() -> None:
    far = replace(VACANCY, comune="C933")
    terms = of(far)
    assert terms.trip is not None
    assert terms.trip.mode is Mode.CAR
    minutes = Decimal(terms.trip.thousandths) / 1000
    assert 20 < minutes < 60
    expected = 10 * (1 - Decimal("0.6") * (minutes - 20) / 40)
    assert abs(points(terms, Factor.TRAVEL) - expected) <= Decimal("0.1")
    assert points(of(replace(far, remote=True)), Factor.TRAVEL) == 10


def test_support_loses_a_quarter_for_each_axis_not_offered() -> None:
    person = replace(PERSON, axes=frozenset({"tempi", "contesto", "reti"}))
    assert points(of(replace(VACANCY, axes=frozenset({"tempi"})), person), Factor.SUPPORT) == Decimal("2.5")


@pytest.mark.parametrize(
    ("changes", "own", "code", "negotiable"),
    [
        ({"published": False}, {}, Code.X01, False),
        ({}, {"may_be_proposed": False}, Code.X01, False),
        ({"reserved": Reserve.ART18}, {}, Code.X02, False),
        ({"hours_min": 36, "hours_max": 40}, {}, Code.X03, True),  # 6 over 30: a fifth
        ({"hours_min": 37, "hours_max": 40}, {}, Code.X03, False),
        ({"hours_min": 8, "hours_max": 16}, {}, Code.X03, True),  # 4 under 20
        ({"slots": frozenset({"sat-morning"})}, {}, Code.X04, True),
        ({"slots": frozenset({"sat-morning", "sun-morning"})}, {}, Code.X04, False),
        ({"starts_by": date(2026, 12, 1)}, {"free_from": date(2026, 12, 31)}, Code.X05, True),
        ({"starts_by": date(2026, 12, 1)}, {"free_from": date(2027, 1, 1)}, Code.X05, False),
        ({"comune": "H501"}, {}, Code.X06, False),
        ({}, {"modes": frozenset()}, Code.X06, False),
        ({"licences": frozenset({"C"})}, {}, Code.X07, True),
        ({"certificates": frozenset({"HACCP"})}, {}, Code.X08, False),
        ({"education": "USG"}, {"education": "LSE"}, Code.X09, False),
        ({"contract": "tis"}, {}, Code.X11, False),
        ({"languages": {"en": 3}}, {"languages": {"en": 2}}, Code.X12, True),
        ({"languages": {"en": 3}}, {"languages": {"en": 1}}, Code.X12, False),
    ],
)
def test_each_constraint_alone(changes: dict, own: dict, code: Code, negotiable: bool) -> None:  # type: ignore[type-arg]
    terms = of(replace(VACANCY, **changes), replace(PERSON, **own))
    assert [(one.code, one.negotiable) for one in terms.failures] == [(code, negotiable)]
    assert terms.nearly_eligible is negotiable
    assert not terms.eligible


def test_constraints_that_others_meet_do_not_fail() -> None:
    asked = replace(
        VACANCY,
        reserved=Reserve.ART3,
        licences=frozenset({"B"}),
        certificates=frozenset({"HACCP", "SIC-B"}),
        certificates_given=frozenset({"SIC-B"}),
        education="IFP",
        languages={"it": 3},
    )
    own = replace(
        PERSON, licences=frozenset({"BS", "HACCP"}), education="USV", languages={"it": 6}
    )  # a licence B with adaptations is a licence B
    assert of(asked, own).eligible


def test_public_transport_is_barred_only_where_it_is_known_not_to_go() -> None:
    rider = replace(PERSON, modes=frozenset({Mode.PUBLIC_TRANSPORT}))
    barred = of(replace(VACANCY, public_transport=Transport.NO), rider)
    assert [one.code for one in barred.failures] == [Code.X06]
    unknown = of(VACANCY, rider)
    assert unknown.eligible
    assert unknown.trip is not None
    assert unknown.trip.uncertain
    assert "Non si sa se i mezzi pubblici arrivano in sede: controlla." in explain(unknown, skills.label)


def test_a_medical_limit_excludes_unless_measures_bring_the_demand_under_it() -> None:
    limited = replace(PERSON, levels={**PERSON.levels, "F1": Level(4, 4, limit=1)})
    heavy = replace(VACANCY, demands={"F1": Demand(3)})
    assert [one.code for one in of(heavy, limited).failures] == [Code.X10]
    assert of(replace(heavy, offers=frozenset({"C3"})), limited).eligible
    # what she is able to do and what she may be exposed to are kept apart
    assert of(heavy, limited).dimensions[0].fit is Fit.OK


def test_two_things_that_can_be_talked_about_are_one_too_many() -> None:
    terms = of(replace(VACANCY, licences=frozenset({"C"}), slots=frozenset({"sat-morning"})))
    assert {one.code for one in terms.failures} == {Code.X04, Code.X07}
    assert not terms.nearly_eligible


def test_bands_ask_for_points_and_for_no_gap() -> None:
    one_gap = of(replace(VACANCY, demands={"F1": Demand(3)}))
    assert one_gap.score > 80
    assert one_gap.band is Band.GOOD
    wide = of(replace(VACANCY, demands={"F1": Demand(4)}))
    assert wide.score > 65
    assert wide.band is Band.TO_WEIGH
    assert set(BAND_LABELS) == set(Band)


def test_the_cheapest_measure_that_narrows_the_gap_is_proposed_with_its_score() -> None:
    heavy = replace(VACANCY, demands={"F1": Demand(4)})
    found = proposals(heavy, PERSON, WEIGHTS)
    (one,) = found.each
    # M1 gives back two levels at no cost, and closes the gap
    assert (one.dimension, one.measure, one.lower_demand, one.closes) == ("F1", "M1", False, True)
    then = judge(replace(heavy, offers=frozenset({"M1"}), axes=frozenset({"mansioni"})), PERSON, WEIGHTS)
    assert (one.score, one.band) == (then.score, then.band)
    assert found.score == one.score > of(heavy).score


def test_a_lower_demand_is_asked_where_no_measure_is_enough() -> None:
    weak = replace(PERSON, levels={"D5": Level(0, 0)})
    (one,) = proposals(replace(VACANCY, demands={"D5": Demand(4)}), weak, WEIGHTS).each
    assert one.measure == "M1"
    assert one.lower_demand
    assert not one.closes
    assert proposals(VACANCY, PERSON, WEIGHTS).each == ()


def test_proposed_measures_never_lower_a_score() -> None:
    for vacancy, person in pairs(400, seed=31):
        before = judge(vacancy, person, WEIGHTS)
        found = proposals(vacancy, person, WEIGHTS)
        assert found.score >= before.score
        assert all(one.score >= before.score for one in found.each)
        assert {one.dimension for one in found.each} <= {one.dimension for one in before.of(Fit.GAP)}


def test_the_explanation_goes_from_what_fits_to_the_constraints() -> None:
    vacancy = replace(
        VACANCY,
        demands={"C1": Demand(3), "F1": Demand(4), "C2": Demand(3), "G1": Demand(2)},
        offers=frozenset({"C3"}),
        essential=frozenset({"K001", "K004"}),
        trainable=frozenset({"K002"}),
    )
    words = explain(of(vacancy), lambda code: f"Competenza {code}")
    assert words == [
        "Adatto: autonomia nel compito e competenza K001.",
        "La professione è quella che ha fatto.",
        "Serve: ausili per il sollevamento, carrello o transpallet (contesto, azienda, costo medio).",
        "Manca ancora: precisione e cura (un livello).",
        "Mancano, e servono: competenza K004.",
        "Può imparare sul posto: competenza K002.",
        "Non rilevato: rumore.",
        "Tragitto 5 minuti in auto.",
        "Rispetta tutte le condizioni.",
    ]


def test_the_explanation_names_what_fails_and_what_can_be_talked_about() -> None:
    words = explain(of(replace(VACANCY, licences=frozenset({"C"}), contract="tis")), skills.label)
    assert "Manca una patente o un’abilitazione (se ne può parlare)." in words
    assert "Non accetta questo tipo di contratto." in words


def test_a_company_reads_conditions_of_the_job_and_never_a_deficit_a_number_or_a_level() -> None:
    for vacancy, person in pairs(400, seed=32):
        terms = judge(vacancy, person, WEIGHTS)
        words = " ".join(job_side_reasons(terms, lambda code: f"Competenza {code}"))
        for never in ("Manca", "Non ", "diversa", str(terms.score), "livell", "limite", "minuti"):
            assert never not in words


def test_who_can_do_far_more_than_is_asked_is_a_note_without_penalty() -> None:
    terms = of(replace(VACANCY, demands={"A1": Demand(1), "F1": Demand(1)}))
    assert under_use(terms) == ["Apprendere compiti nuovi"]
    assert terms.score == 100


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("4.1.1.1.0", "4.1.1.1.0", 5),
        ("4.1.1.1.0", "4.1.1.2.0", 3),
        ("4.1.1.1.0", "4.1.2.1.0", 2),
        ("4.1.1.1.0", "4.3.1.1.0", 1),
        ("4.1.1.1.0", "8.1.3.2.0", 0),
        ("4.12", "4.1", 1),
    ],
)
def test_occupations_are_as_close_as_the_parts_they_share(one: str, other: str, shared: int) -> None:
    assert common_parts(one, other) == shared


def test_weights_are_found_by_day_and_by_version() -> None:
    assert in_force(date(2020, 1, 1)) is versions()[0]
    assert by_version(WEIGHTS.version) is WEIGHTS
    assert sum(WEIGHTS[f"share_{factor.value}"] for factor in Factor) == 100
    assert WEIGHTS.dimensions["C1"] == 15
    with pytest.raises(LookupError):
        by_version("1999-01")
    assert len({one.version for one in versions()}) == len(versions())


def test_each_grade_has_its_support() -> None:
    assert set(SUPPORT) == {"low", "medium", "high"}
    assert SUPPORT["low"].contact == "un contatto a settimana"
