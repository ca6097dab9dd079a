"""Rule packs as tables: what holds where, for whom, since when, and who says so (l68-rules.md §10)."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from portal.kernel.parameters import Evidence, Parameter, Parameters
from portal.reference import regions
from portal.tutoring.packs import rules
from portal.tutoring.packs.delivered import delivered
from portal.tutoring.packs.rules import Pack, Scope, parts_of
from portal.tutoring.packs.vocabulary import ANY, NAMES, NATION, Category, ForbiddenCase, RuleKind

DAY = date(2026, 11, 23)
TIS, ORDINARY, ART11 = RuleKind.TIS, RuleKind.EXTRACURRICULAR, RuleKind.ART11
HIGH, AUTONOMY = RuleKind.SOCIO_HIGH_SUPPORT, RuleKind.SOCIO_AUTONOMY
DISABLED, GENERAL, DISADVANTAGED = Category.DISABLED, Category.GENERAL, Category.DISADVANTAGED
PIEMONTE, LOMBARDIA, VENETO, EMILIA, TOSCANA, LAZIO, UMBRIA, LIGURIA = (
    "01", "03", "05", "08", "09", "12", "10", "07",
)  # fmt: skip


def pack(region: str, kind: RuleKind = ORDINARY, category: Category = GENERAL, on: date = DAY) -> Pack:
    return Pack(delivered(), Scope(region, kind, category), on)


V1, V2, UNVERIFIED = Evidence.ONE_SOURCE, Evidence.TWO_SOURCES, Evidence.UNVERIFIED
FIGURES = [
    # region, kind, category, rule, value, words of the source, mark
    (LIGURIA, ORDINARY, GENERAL, "duration.min_months", 2, "25-05-2017", V2),
    (LIGURIA, ORDINARY, Category.SEASONAL, "duration.min_months", 1, "25-05-2017", V2),
    (LIGURIA, ORDINARY, Category.SUMMER_STUDENT, "duration.min_days", 14, "25-05-2017", V2),
    (LIGURIA, ORDINARY, GENERAL, "duration.max_months", 12, "86/CSR", V2),
    (LIGURIA, ORDINARY, DISADVANTAGED, "duration.max_months", 12, "86/CSR", V2),
    (LIGURIA, ORDINARY, DISABLED, "duration.max_months", 24, "86/CSR", V2),
    (LIGURIA, TIS, DISABLED, "duration.max_months", 24, "7/CSR", V1),
    (LOMBARDIA, TIS, DISABLED, "duration.max_months", 24, "DGR 5451", V1),
    (LOMBARDIA, ORDINARY, GENERAL, "duration.max_months", 12, "DGR 7763", V2),
    (LOMBARDIA, ORDINARY, Category.EQF_2_3, "duration.max_months", 12, "6 mesi più 6", V2),
    (LOMBARDIA, ORDINARY, Category.EQF_4, "duration.max_months", 12, "DGR 7763", V2),
    (LOMBARDIA, ORDINARY, Category.SUMMER_STUDENT, "duration.max_months", 2, "DGR 7763", V2),
    (LOMBARDIA, ORDINARY, DISABLED, "duration.max_months", 24, "DGR 7763", V2),
    (EMILIA, ORDINARY, GENERAL, "duration.max_months", 6, "LR 1/2019", V2),
    (EMILIA, ORDINARY, DISADVANTAGED, "duration.max_months", 12, "LR 1/2019", V2),
    (EMILIA, ORDINARY, DISABLED, "duration.max_months", 24, "LR 1/2019", V2),
    (LAZIO, ORDINARY, GENERAL, "duration.max_months", 6, "DGR 576/2019", V2),
    (LAZIO, ORDINARY, DISABLED, "duration.max_months", 24, "DGR 576/2019", V2),
    (LIGURIA, ORDINARY, GENERAL, "indemnity.minimum", 300, "86/CSR", V2),
    (LOMBARDIA, ORDINARY, GENERAL, "indemnity.minimum", 500, "DGR 7763", V2),
    (LOMBARDIA, ORDINARY, GENERAL, "indemnity.minimum_with_meals", 400, "DGR 7763", V2),
    (LOMBARDIA, ORDINARY, GENERAL, "indemnity.minimum_short_day", 350, "DGR 7763", V2),
    (LOMBARDIA, ORDINARY, GENERAL, "indemnity.minimum_public_host", 300, "DGR 7763", V2),
    (TOSCANA, ORDINARY, GENERAL, "indemnity.minimum", 500, "LR 32/2002", V2),
    (PIEMONTE, ORDINARY, GENERAL, "indemnity.minimum", 300, "85-6277", UNVERIFIED),
    (EMILIA, ORDINARY, GENERAL, "indemnity.minimum", 450, "LR 17/2005", V2),
    (VENETO, ORDINARY, GENERAL, "indemnity.minimum", 450, "1816/2017", UNVERIFIED),
    (LAZIO, ORDINARY, GENERAL, "indemnity.minimum", 800, "533/2017", V2),
    (LIGURIA, HIGH, DISABLED, "indemnity.due", 0, "maggiore supporto", V1),
    (LIGURIA, AUTONOMY, DISABLED, "indemnity.due", 1, "L. 92/2012", V2),
    (LIGURIA, AUTONOMY, DISABLED, "duration.max_months", 24, "7/CSR", V1),
    (LIGURIA, ORDINARY, GENERAL, "attendance.full_pct", Fraction(7, 10), "2017", UNVERIFIED),
    (LOMBARDIA, ORDINARY, GENERAL, "attendance.full_pct", Fraction(8, 10), "DGR 7763", V2),
    (UMBRIA, ORDINARY, GENERAL, "attendance.full_pct", Fraction(75, 100), "Umbria", V1),
    (LIGURIA, ORDINARY, GENERAL, "host.limit_applies", 1, "2017", V2),
    (LIGURIA, ORDINARY, DISABLED, "host.limit_applies", 0, "fuori dai limiti", V2),
    (LIGURIA, ORDINARY, Category.ASYLUM_SEEKER, "host.limit_applies", 0, "fuori dai limiti", V2),
    (LIGURIA, TIS, GENERAL, "host.limit_applies", 0, "7/CSR", V1),
    (LIGURIA, ORDINARY, GENERAL, "tutor.company_max", 3, "2017", UNVERIFIED),
    (LIGURIA, ORDINARY, GENERAL, "tutor.promoter_max", 20, "2017", V1),
    (LIGURIA, ORDINARY, GENERAL, "host.barred_months", 12, "2017", V1),
    (LIGURIA, TIS, DISABLED, "communication.category_code", 9, "16631", V2),
    (LIGURIA, TIS, DISABLED, "document.service_in_charge_signs", 1, "7/CSR", V1),
    (LIGURIA, ORDINARY, GENERAL, "document.service_in_charge_signs", 0, "2017", V1),
    (LIGURIA, ORDINARY, GENERAL, "sanction.indemnity_min", 1000, "c. 722", V2),
    (LIGURIA, ORDINARY, GENERAL, "sanction.indemnity_max", 6000, "c. 722", V2),
]


@pytest.mark.parametrize(
    ("region", "kind", "category", "rule", "value", "source", "mark"),
    FIGURES,
    ids=[f"{row[3]} {row[0]} {row[1].value} {row[2].value}" for row in FIGURES],
)
def test_each_figure_stands_with_its_source_and_its_mark(
    region: str,
    kind: RuleKind,
    category: Category,
    rule: str,
    value: int | Fraction,
    source: str,
    mark: Evidence,
) -> None:
    row = pack(region, kind, category).row(rule)
    assert row is not None
    assert row.value == value
    assert source in row.source
    assert row.evidence is mark


def test_every_delivered_row_names_a_known_rule_region_kind_and_category() -> None:
    codes = {NATION, *(region.code for region in regions.entries())}
    for row in delivered():
        parts = parts_of(row.key)
        assert parts.rule in NAMES
        assert parts.region in codes
        assert parts.kind in {ANY, *RuleKind}
        assert parts.category in {ANY, *Category}
        assert row.source
    assert {parts_of(row.key).rule for row in delivered()} == set(NAMES)


def test_the_narrower_case_wins_and_for_the_same_case_the_region() -> None:
    since = date(2020, 1, 1)

    def row(key: str, value: int) -> Parameter:
        return Parameter(key, Fraction(value), since, None, key, V1)

    figures = Parameters(
        [
            row("duration.max_months:IT:any:any", 1),
            row("duration.max_months:03:any:any", 2),
            row("duration.max_months:IT:any:disabled", 3),
            row("duration.max_months:IT:tis:any", 4),
            row("duration.max_months:03:tis:any", 5),
            row("duration.max_months:IT:tis:disabled", 6),
        ]
    )

    def asked(region: str, kind: RuleKind, category: Category) -> int | None:
        return Pack(figures, Scope(region, kind, category), DAY).whole("duration.max_months")

    assert asked("09", ORDINARY, GENERAL) == 1
    assert asked("03", ORDINARY, GENERAL) == 2
    assert asked("03", ORDINARY, DISABLED) == 3
    assert asked("09", TIS, GENERAL) == 4
    assert asked("03", TIS, GENERAL) == 5
    assert asked("03", TIS, DISABLED) == 6
    assert (
        Pack(figures, Scope("03", TIS, GENERAL), since - timedelta(days=1)).row("duration.max_months") is None
    )


def test_a_figure_of_another_time_is_that_of_its_time() -> None:
    before, after = pack(VENETO, on=date(2015, 6, 1)), pack(VENETO)
    assert before.whole("indemnity.minimum_with_meals") == 300
    assert after.whole("indemnity.minimum_with_meals") == 350


@pytest.mark.parametrize(("staff", "most"), [(0, 1), (5, 1), (6, 2), (20, 2), (30, 3), (40, 4)])
def test_a_host_keeps_so_many_at_a_time(staff: int, most: int) -> None:
    """The constructed cases of the specification, which avoid the question of rounding."""
    assert rules.host_capacity(pack(LIGURIA), staff) == most
    assert rules.host_limit(pack(LIGURIA), staff, most - 1) is None
    found = rules.host_limit(pack(LIGURIA), staff, most)
    assert found is not None
    assert f"il massimo è {most}" in found.sentence
    assert "Regola: " in found.sentence
    assert "86/CSR" in found.sentence


def test_eleven_percent_of_a_person_rounds_up_and_is_marked_to_verify() -> None:
    assert rules.host_capacity(pack(LIGURIA), 21) == 3
    row = pack(LIGURIA).row("host.large_rounds_up")
    assert row is not None
    assert row.evidence is UNVERIFIED


@pytest.mark.parametrize(
    ("share", "more"),
    [
        (None, 0),
        (Fraction(19, 100), 0),
        (Fraction(1, 5), 1),
        (Fraction(1, 2), 2),
        (Fraction(3, 4), 3),
        (Fraction(1), 4),
    ],
)
def test_who_hired_former_trainees_may_keep_more(share: Fraction | None, more: int) -> None:
    assert rules.host_capacity(pack(LIGURIA), 30, share) == 3 + more
    assert rules.host_capacity(pack(LIGURIA), 20, share) == 2, "the premium is for hosts over twenty"


def test_people_with_disabilities_and_tis_are_outside_the_limits_of_the_host() -> None:
    assert rules.host_limit(pack(LIGURIA, category=DISABLED), 0, 50) is None
    assert rules.host_limit(pack(LIGURIA, category=DISADVANTAGED), 0, 50) is None
    assert rules.host_limit(pack(LIGURIA, TIS), 0, 50) is None
    assert rules.host_limit(pack(LIGURIA), 0, 50) is not None


DURATIONS = [
    # region, kind, category, start, last allowed day
    (LIGURIA, ORDINARY, GENERAL, date(2026, 11, 23), date(2027, 11, 22)),
    (EMILIA, ORDINARY, GENERAL, date(2026, 11, 23), date(2027, 5, 22)),
    (LAZIO, ORDINARY, DISABLED, date(2026, 11, 23), date(2028, 11, 22)),
    (LIGURIA, TIS, DISABLED, date(2024, 2, 29), date(2026, 2, 27)),
    (LIGURIA, ORDINARY, GENERAL, date(2026, 8, 31), date(2027, 8, 30)),
    (EMILIA, ORDINARY, GENERAL, date(2026, 8, 31), date(2027, 2, 27)),
]


@pytest.mark.parametrize(("region", "kind", "category", "start", "last"), DURATIONS)
def test_it_lasts_up_to_its_last_day_and_not_a_day_more(
    region: str, kind: RuleKind, category: Category, start: date, last: date
) -> None:
    own = pack(region, kind, category)
    assert rules.last_day(own, start) == last
    assert rules.duration(own, start, last) is None
    found = rules.duration(own, start, last + timedelta(days=1))
    assert found is not None
    assert "il massimo" in found.sentence
    assert found.source in found.sentence


def test_days_of_suspension_do_not_count() -> None:
    own, start = pack(LIGURIA), date(2026, 1, 1)
    assert rules.duration(own, start, date(2027, 1, 10)) is not None
    assert rules.duration(own, start, date(2027, 1, 10), paused_days=10) is None
    assert rules.duration(own, start, date(2027, 1, 11), paused_days=10) is not None


def test_a_tis_goes_beyond_only_on_the_written_attestation_of_the_service() -> None:
    own, start, end = pack(LIGURIA, TIS, DISABLED), date(2026, 1, 1), date(2028, 6, 30)
    found = rules.duration(own, start, end)
    assert found is not None
    assert "registra l’attestazione scritta del servizio" in found.way_out
    assert rules.duration(own, start, end, attested=True) is None
    ordinary = rules.duration(pack(LIGURIA), start, end, attested=True)
    assert ordinary is not None
    assert "attestazione" not in ordinary.way_out


def test_it_is_no_shorter_than_the_rules_say() -> None:
    start = date(2026, 11, 23)
    assert rules.duration(pack(LIGURIA), start, date(2027, 1, 22)) is None
    found = rules.duration(pack(LIGURIA), start, date(2027, 1, 21))
    assert found is not None
    assert "dal 22 gennaio 2027 in poi" in found.sentence
    summer = pack(LIGURIA, category=Category.SUMMER_STUDENT)
    assert rules.duration(summer, start, start + timedelta(days=13)) is None
    assert rules.duration(summer, start, start + timedelta(days=12)) is not None
    assert rules.duration(pack(LIGURIA, category=DISABLED), start, start + timedelta(days=5)) is None


def least(region: str, kind: RuleKind = ORDINARY, **case: object) -> int | None:
    usual = {"weekly_hours": 30, "hours_a_day": Fraction(6)}
    found = rules.least_indemnity(pack(region, kind), **(usual | case))  # type: ignore[arg-type]
    return None if found is None else int(found.amount)


def test_the_least_indemnity_of_each_case() -> None:
    assert least(LIGURIA) == 300
    assert least(LOMBARDIA) == 500
    assert least(LOMBARDIA, meals=True) == 400
    assert least(LOMBARDIA, hours_a_day=Fraction(4)) == 350
    assert least(LOMBARDIA, hours_a_day=Fraction(9, 2)) == 500
    assert least(LOMBARDIA, public_host=True) == 300
    assert least(LOMBARDIA, meals=True, hours_a_day=Fraction(4)) == 350
    assert least(LAZIO) == 800
    assert [least(PIEMONTE, weekly_hours=hours) for hours in (10, 20, 30, 40)] == [300, 300, 450, 600]
    assert least(LIGURIA, TIS) == 0
    assert least(LIGURIA, HIGH) is None


def test_an_indemnity_under_the_least_is_refused_with_the_act() -> None:
    own = pack(LOMBARDIA)
    wanted = rules.least_indemnity(own, weekly_hours=30)
    assert rules.indemnity(own, 500, wanted) is None
    found = rules.indemnity(own, 499, wanted)
    assert found is not None
    assert "almeno 500 €" in found.sentence
    assert "DGR 7763" in found.sentence


def test_what_a_month_earns_depends_on_the_threshold_of_its_region() -> None:
    """66 of 100 hours: nothing by the Linee guida, in proportion in Lombardia, which pays whole from 80 %."""
    nation, lombardia = pack(LIGURIA), pack(LOMBARDIA)

    def due(own: Pack, done: int) -> Fraction:
        return rules.indemnity_due(own, Fraction(500), Fraction(done), Fraction(100))

    assert [due(nation, done) for done in (0, 66, 69, 70, 100, 120)] == [0, 0, 0, 500, 500, 500]
    assert [due(lombardia, done) for done in (66, 79, 80, 100)] == [330, 395, 500, 500]
    assert rules.indemnity_due(nation, Fraction(500), Fraction(0), Fraction(0)) == 0
    assert rules.indemnity_due(pack(LIGURIA, HIGH), Fraction(500), Fraction(9), Fraction(9)) == 0


def test_two_trainees_forty_days_in_the_place_of_work() -> None:
    assert rules.fraud_fine(pack(LIGURIA), 2, 40) == 4_000


def test_the_final_certificate_asks_for_its_attendance() -> None:
    own = pack(LIGURIA)
    assert rules.certificate(own, Fraction(70), Fraction(100)) is None
    found = rules.certificate(own, Fraction(69), Fraction(100))
    assert found is not None
    assert "69 %" in found.sentence
    assert "da verificare" in found.sentence


def test_a_tutor_keeps_three_and_a_promoter_twenty() -> None:
    own = pack(LIGURIA)
    assert rules.company_tutor(own, 2) is None
    company, promoter = rules.company_tutor(own, 3), rules.promoter_tutor(own, 20)
    assert company is not None
    assert "il massimo è 3" in company.sentence
    assert rules.promoter_tutor(own, 19) is None
    assert promoter is not None
    assert "il massimo è 20" in promoter.sentence


@pytest.mark.parametrize("case", ForbiddenCase)
def test_each_forbidden_case_bars_and_says_what_to_do(case: ForbiddenCase) -> None:
    found = rules.barred(pack(LIGURIA), [case])
    assert found is not None
    assert "mansioni diverse" in found.way_out
    now = case in (ForbiddenCase.CIG, ForbiddenCase.SOLIDARITY)
    assert ("quando finisce" if now else "12 mesi dopo") in found.way_out


def test_nothing_declared_bars_nothing() -> None:
    assert rules.barred(pack(LIGURIA), []) is None


def test_the_communication_leaves_the_day_before() -> None:
    own, start = pack(LIGURIA), date(2026, 11, 24)
    assert rules.communicated_in_time(own, date(2026, 11, 23), start) is None
    found = rules.communicated_in_time(own, start, start)
    assert found is not None
    assert "il giorno prima dell’inizio" in found.sentence


def test_an_ordinary_one_is_not_repeated_at_the_same_host() -> None:
    assert rules.same_host_again(pack(LIGURIA), []) is None
    found = rules.same_host_again(pack(LIGURIA), ["TIR-001"])
    assert found is not None
    assert "TIR-001" in found.sentence
    assert rules.same_host_again(pack(LIGURIA, category=DISABLED), ["TIR-001"]) is None
    assert rules.same_host_again(pack(LIGURIA, TIS), ["TIS-001"]) is None


@pytest.mark.parametrize("kind", [TIS, ORDINARY, ART11])
def test_every_tirocinio_has_its_seven_documents(kind: RuleKind) -> None:
    assert rules.papers(pack(LIGURIA, kind)) == (
        "convenzione", "progetto", "insurance", "communication", "registro", "dossier", "attestazione",
    )  # fmt: skip
