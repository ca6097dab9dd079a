"""The prospetto as XML: valid against the schema, or not given at all."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
import pytest
from lxml import etree

from portal.employers.companies.identity import PersonDetails
from portal.employers.companies.rules import WorkerDraft
from portal.employers.companies.vocabulary import CoverageTitle, EmployerKind, WorkContract
from portal.employers.measures.rules.written import Written, WrittenConvenzione, WrittenMeasure
from portal.employers.measures.vocabulary import ConvenzioneKind, ConvenzioneState, MeasureKind, MeasureState
from portal.employers.obligations.rules.situation import Situation
from portal.employers.obligations.vocabulary import Subject
from portal.employers.prospetto_informativo.exports import xml
from portal.employers.prospetto_informativo.rules.answers import EmployerSheet, PublicBalance
from portal.employers.prospetto_informativo.rules.document import Document
from portal.reference import unipi
from tests.employers.prospetto_informativo.made import (
    EMPLOYER,
    MILANO,
    art18,
    document,
    draft,
    problems,
    vacancy,
)
from tests.employers.rules.workforce import part_time, staff, with_contract

SENDING = xml.Sending(datetime(2026, 1, 20, 8, 0, tzinfo=UTC))


def _parsed(made: Document, sending: xml.Sending = SENDING) -> Any:
    return etree.fromstring(xml.render(made, sending))


def _texts(root: Any, path: str) -> list[str]:
    steps = "/".join(unipi.tag(step) for step in path.split("/"))
    return [found.text for found in root.findall(f".//{steps}")]


def _measures() -> Written:
    def measure(kind: MeasureKind, **facts: Any) -> WrittenMeasure:
        usual: dict[str, Any] = {
            "id": UUID(int=9),
            "kind": kind,
            "state": MeasureState.IN_FORCE,
            "starts_on": date(2025, 1, 1),
            "ends_on": date(2026, 12, 31),
            "province": "MI",
            "units": 1,
            "decided_on": date(2025, 1, 1),
            "act_ref": "Atto 1/2025",
        }
        return WrittenMeasure(**{**usual, **facts})

    return Written(
        (
            measure(MeasureKind.ESONERO_PARZIALE, percentage=Decimal("60.00")),
            measure(MeasureKind.ESONERO_60_PERMILLE, workers=12, province="LC"),
            measure(MeasureKind.SOSPENSIONE, cause="cigs", workers=10, of_workers=46),
            measure(MeasureKind.SOSPENSIONE, cause="collective_dismissal", province=None),
            measure(
                MeasureKind.COMPENSAZIONE_TERRITORIALE, other_province="LC", subject=Subject.ART18, units=1
            ),
            measure(
                MeasureKind.COMPENSAZIONE_TERRITORIALE,
                province=None,
                other_province="MI",
                subject=Subject.ART3,
                group_tax_code="98765432109",
            ),
            measure(MeasureKind.GRADUALITA, workers=4, percentage=Decimal(50)),
        ),
        (
            WrittenConvenzione(
                id=UUID(int=3),
                kind=ConvenzioneKind.ART14,
                state=ConvenzioneState.IN_FORCE,
                province="MI",
                requested_on=date(2025, 1, 2),
                starts_on=date(2025, 2, 1),
                ends_on=date(2027, 1, 31),
                signed_on=date(2025, 2, 1),
                granted_on=date(2025, 2, 3),
                act_ref="Conv. 7/2025",
                units=3,
            ),
        ),
    )


def _everything() -> Document:
    """A public employer with every block of the module filled."""
    codes = {
        "excluded:executive": "0101",
        "suspension:cigs": "A",
        "convention:art14": "E",
        "group_province:98765432109": "TO",
    }
    answers = msgspec.structs.replace(
        EMPLOYER,
        codes=codes,
        phone="02 123456",
        fax="02 123457",
        email="info@example.org",
        group_head=True,
        group_head_tax_code="98765432109",
        delegate="BNCLNE85M41F205S",
        delegate_kind="003",
        public_balances=(PublicBalance("03", -2, 1, "Concorso in corso"),),
    )
    reserved: list[tuple[WorkerDraft, str]] = [
        (draft("R1"), "MI"),
        (draft("R2", weekly_hours=Decimal("22.50"), tax_code="NRIPLA90E45F205P"), "LC"),
        (draft("R3", coverage_title=CoverageTitle.SPECIAL_LIST, tax_code="01234567894"), "MI"),
        (
            draft(
                "R4",
                contract=WorkContract.AGENCY,
                coverage_title=CoverageTitle.AGENCY_TWELVE_MONTHS,
                tax_code="01234567895",
                hire_kind="M",
                contract_code="A.01.00",
                contract_ends_on=date(2027, 6, 30),
            ),
            "MI",
        ),
        (art18(starts_on=date(1999, 5, 3)), "MI"),
    ]
    known = [
        (replace(one, person=_born(one)) if one.tax_code and len(one.tax_code) == 11 else one, province)
        for one, province in reserved
    ]
    return document(
        reserved=known,
        others=[
            *staff(45),
            part_time(20),
            *staff(13, "LC"),
            *with_contract(WorkContract.EXECUTIVE),
            *with_contract(WorkContract.INTERMITTENT),
        ],
        written=_measures(),
        employer=Situation("MI", employer=EmployerKind.PUBLIC),
        answers=answers,
        provinces={
            "MI": msgspec.structs.replace(MILANO, note="Due sedi", switchboard_posts=1, therapist_posts=0),
            "LC": MILANO,
        },
        vacancies=[vacancy(night_shifts=True)],
    )


def _born(one: WorkerDraft) -> PersonDetails:
    from portal.employers.companies.vocabulary import Sex

    return PersonDetails("Neri", f"Paolo {one.code}", Sex.MALE, date(1980, 1, 1), "F205")


def test_an_ordinary_prospetto_is_valid() -> None:
    root = _parsed(document())
    assert unipi.problems(root) == []
    assert _texts(root, "datiprospetto/datariferimento") == ["2025-12-31"]
    assert _texts(root, "datiprovinciali/provincia") == ["097", "015"]
    assert _texts(root, "riepilogonazionale/quotariservadisabili") == ["4"]


def test_every_block_of_the_module_is_written_and_valid() -> None:
    made = _everything()
    assert [one.sentence for one in problems(made) if one.blocks and "nota ML" not in one.sentence] == []
    root = _parsed(made)
    for name in (
        "gradualita", "sospensionemobilita", "assunzionipubblicaselezione", "categorieescluse", "dettaglioparttime",
        "dettagliointermittenti", "dicuiinforzaal17012000", "lavoratoricomputabili", "postilavoro", "compensazioni",
        "sospensioni", "esoneri", "esoneri60permille", "convenzione", "note", "nposticentralinisti", "delegato",
        "categoriacompdisabili", "numerocompcatprotette",
    ):  # fmt: skip
        found = root.findall(f".//{unipi.tag(name)}") or root.get(name)
        assert found, name
    assert _texts(root, "compensazioni/provincia") == ["015", "097", "001"]
    assert _texts(root, "convenzione/numLavoratoriPrevisti") == ["03"]
    assert _texts(root, "assunzionipubblicaselezione/saldodisabili") == ["-2"]
    assert set(_texts(root, "lavoratoricomputabili/rapportolavoro/categoriaass")) == {"NU"}


def test_the_head_holds_the_codes_of_the_receipt() -> None:
    sending = xml.Sending(xml.sent_at(date(2026, 1, 20)), "1234567890ABCDEF", "12345678", "ABCDEF1234567890")
    root = _parsed(document("02"), sending)
    assert root.get("codicecomunicazione") == "1234567890ABCDEF"
    assert root.get("codicecomunicazioneprecedente") == "ABCDEF1234567890"
    assert root.get("dataInvio") == "2026-01-20T12:00:00"
    assert root.find(unipi.tag("tipocomunicazione")).text == "02"


def test_what_is_typed_is_text_and_never_markup() -> None:
    answers = msgspec.structs.replace(EMPLOYER, address='Via <b>"Roma"</b> & figli \x07 1')
    root = _parsed(document(answers=answers))
    assert _texts(root, "sedelegale/indirizzosedelegale") == ['Via <b>"Roma"</b> & figli  1']


@pytest.mark.parametrize(
    "answers",
    [
        EmployerSheet(),
        msgspec.structs.replace(EMPLOYER, ateco="C"),
        msgspec.structs.replace(EMPLOYER, pec="x"),
    ],
)
def test_an_incomplete_prospetto_is_not_given(answers: EmployerSheet) -> None:
    with pytest.raises(xml.NotValid) as refused:
        xml.render(document(answers=answers), SENDING)
    assert refused.value.paths
    assert "example" not in str(refused.value)


def test_unknown_places_of_birth_have_their_code() -> None:
    nobody = draft(tax_code="BNCLNE85M41Z000W")
    assert _texts(_parsed(document(reserved=[(nobody, "MI")])), "lavoratore/comunenascita") == ["0000"]
