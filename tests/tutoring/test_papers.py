"""Documents in versions, signed per party: by click, by link, on paper; amendments touch only whom they concern."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from portal.foundation import clock, db, files
from portal.kernel.refusals import NotThere, Refused
from portal.matching.vocabulary import Group
from portal.tutoring.actions import amending, links, preparing, signing
from portal.tutoring.actions.amending import Changes
from portal.tutoring.papers import queries, rules
from portal.tutoring.papers.actions import ScannedCopy, missing_signatures
from portal.tutoring.papers.printing import printed
from portal.tutoring.papers.rules import Version
from portal.tutoring.queries import contents
from portal.tutoring.queries.detail import Detail, detail_for_service
from portal.tutoring.vocabulary import PaperKind, PlanState, Signer
from tests.printed import objects, text_of
from tests.tutoring import builders
from tests.tutoring.builders import Course

pytestmark = pytest.mark.usefixtures("db_rollback")

CONVENZIONE, PROGETTO = PaperKind.CONVENZIONE, PaperKind.PROGETTO
PERSON, COMPANY, SERVICE = Signer.PERSON, Signer.COMPANY, Signer.SERVICE


async def detail(course: Course) -> Detail:
    return await detail_for_service(course.plan_id, course.counsellor)


async def versions(course: Course) -> dict[PaperKind, int]:
    found = await queries.versions(course.plan_id)
    return {kind: one.version for kind in PaperKind if (one := rules.latest(found, kind)) is not None}


@pytest.mark.parametrize(
    ("part", "touched"),
    [
        ("period", {PERSON, COMPANY, SERVICE}),
        ("weekly_hours", {PERSON, COMPANY, SERVICE}),
        ("goals", {PERSON, COMPANY, SERVICE}),
        ("indemnity", {PERSON, COMPANY, SERVICE}),
        ("tutor", {PERSON, COMPANY}),
        ("schedule", {PERSON, COMPANY}),
        ("measures", {PERSON, COMPANY}),
        ("courses", {PERSON, SERVICE}),
        ("promoter_tutor", {SERVICE}),
        ("rules", {COMPANY, SERVICE}),
        ("something new", {PERSON, COMPANY, SERVICE}),
    ],
)
def test_a_changed_part_touches_those_it_concerns(part: str, touched: set[Signer]) -> None:
    before = {"title": "Progetto", part: 1}
    signers = (PERSON, COMPANY, SERVICE)
    assert set(rules.affected(before, {"title": "Progetto", part: 2}, signers)) == touched
    assert set(rules.affected(before, {"title": "Progetto"}, signers)) == touched
    assert rules.affected(before, before, signers) == ()
    assert rules.affected(None, before, signers) == signers


def test_a_signature_holds_until_a_version_touches_its_party() -> None:
    def version(number: int, affected: tuple[Signer, ...], *signed: Signer) -> Version:
        return Version(uuid4(), PROGETTO, number, (PERSON, COMPANY, SERVICE), affected, frozenset(signed))

    everyone = (PERSON, COMPANY, SERVICE)
    drawn = [version(1, everyone, *everyone), version(2, (SERVICE,)), version(3, (PERSON, COMPANY), PERSON)]
    assert [rules.holds(drawn, PROGETTO, signer) for signer in everyone] == [True, False, False]
    assert rules.missing(drawn) == (COMPANY, SERVICE)
    assert [one.version for one in rules.to_sign(drawn, COMPANY)] == [3]


async def test_sent_to_signature_two_documents_are_drawn_and_each_party_signs_its_own() -> None:
    course = await builders.to_sign()
    assert await versions(course) == {CONVENZIONE: 1, PROGETTO: 1}
    assert await missing_signatures(course.plan_id) == (PERSON, COMPANY, SERVICE)
    await builders.person_signs(course)
    await signing.sign_for_company(course.plan_id, by=course.recruiter)
    given = {(one.kind, one.signer) for one in await queries.signatures(course.plan_id)}
    assert given == {(PROGETTO, PERSON), (CONVENZIONE, COMPANY), (PROGETTO, COMPANY)}
    assert await missing_signatures(course.plan_id) == (SERVICE,)


async def test_reopened_without_a_change_nobody_signs_again() -> None:
    course = await builders.ready()
    await preparing.redraft(course.plan_id, by=course.counsellor)
    await preparing.complete(course.plan_id, by=course.counsellor)
    assert await versions(course) == {CONVENZIONE: 1, PROGETTO: 1}
    assert await missing_signatures(course.plan_id) == ()


async def test_another_tutor_is_signed_by_the_person_and_the_company_alone() -> None:
    course = await builders.ready()
    await preparing.redraft(course.plan_id, by=course.counsellor)
    other = await builders.tutor_of(course.stage)
    await builders.prepared(Course(course.stage, course.plan_id, other))
    await preparing.complete(course.plan_id, by=course.counsellor)
    assert await versions(course) == {CONVENZIONE: 1, PROGETTO: 2}
    assert await missing_signatures(course.plan_id) == (PERSON, COMPANY)


async def test_a_link_signs_once_and_then_opens_nothing() -> None:
    course = await builders.to_sign()
    token = (await links.send_link(course.plan_id, PERSON, by=course.counsellor)).rsplit("/", 1)[-1]
    assert (await links.opened_by(token)).signer is PERSON
    await links.sign_by_link(token)
    with pytest.raises(NotThere):
        await links.opened_by(token)
    with pytest.raises(Refused, match="scaduto o è già stato usato"):
        await links.sign_by_link(token)
    assert PERSON not in await missing_signatures(course.plan_id)


async def test_a_newer_link_takes_the_place_of_the_older_and_both_expire() -> None:
    course = await builders.to_sign()
    old, new = [
        (await links.send_link(course.plan_id, PERSON, by=course.counsellor)).rsplit("/", 1)[-1]
        for _ in range(2)
    ]
    with pytest.raises(NotThere):
        await links.opened_by(old)
    with clock.as_of(clock.now() + timedelta(days=links.LINK_DAYS, minutes=1)), pytest.raises(Refused):
        await links.sign_by_link(new)


async def test_a_company_signs_from_its_own_page_and_gets_no_link() -> None:
    course = await builders.to_sign()
    with pytest.raises(Refused, match="accesso al portale"):
        await links.send_link(course.plan_id, COMPANY, by=course.counsellor)


async def test_a_sheet_counts_from_the_day_it_was_checked_and_is_kept_sealed() -> None:
    course = await builders.to_sign()
    await signing.record_paper(course.plan_id, PERSON, builders.SHEET, by=course.counsellor)
    one = (await queries.signatures(course.plan_id))[0]
    assert one.at == clock.now() or abs((one.at - clock.now()).total_seconds()) < 60
    assert one.by == course.counsellor.account_id
    assert one.has_copy
    copy = await queries.copy_of(course.plan_id, one.id)
    assert builders.SHEET.content not in await files.read(copy.file_key)


async def test_a_sheet_that_is_no_sheet_is_refused() -> None:
    course = await builders.to_sign()
    with pytest.raises(Refused) as refused:
        await signing.record_paper(
            course.plan_id, PERSON, ScannedCopy("firma.pdf", b"MZ\x90 un programma"), by=course.counsellor
        )
    assert refused.value.field == "copy"


async def test_no_signature_is_ever_older_than_its_document() -> None:
    course = await builders.running_plan()
    older = await db.fetchval(
        "SELECT count(*) FROM plan_signature s JOIN plan_paper d ON d.id = s.paper WHERE s.signed_at < d.drawn_at"
    )
    assert older == 0
    assert len(await queries.signatures(course.plan_id)) == 5


async def test_an_extension_is_in_force_once_all_have_signed() -> None:
    course = await builders.running_plan()
    end = await builders.value(course, "ends_on")
    await amending.propose(
        course.plan_id,
        Changes(ends_on=end + timedelta(days=30)),
        reason="Va bene così.",
        by=course.counsellor,
    )
    assert await builders.value(course, "ends_on") == end
    assert await missing_signatures(course.plan_id) == (PERSON, COMPANY, SERVICE)
    with pytest.raises(Refused, match="già una modifica"):
        await amending.propose(course.plan_id, Changes(weekly_hours=10), reason="No.", by=course.counsellor)
    await builders.signed(course)
    assert await builders.value(course, "ends_on") == end + timedelta(days=30)
    assert await builders.state_of(course) is PlanState.RUNNING
    row = await db.fetchrow("SELECT kind, state, number FROM plan_amendment")
    assert row is not None
    assert (row["kind"], row["state"], row["number"]) == ("extension", "in_force", 1)


async def test_other_hours_of_the_day_are_signed_by_person_and_company_alone() -> None:
    course = await builders.running_plan()
    day = (await builders.value(course, "day_starts_at")).replace(hour=9)
    end = (await builders.value(course, "day_ends_at")).replace(hour=13)
    await amending.propose(
        course.plan_id, Changes(day_starts_at=day, day_ends_at=end), reason="Treni.", by=course.counsellor
    )
    assert await missing_signatures(course.plan_id) == (PERSON, COMPANY)
    await builders.person_signs(course)
    assert await builders.value(course, "day_starts_at") != day
    await signing.sign_for_company(course.plan_id, by=course.recruiter)
    assert await builders.value(course, "day_starts_at") == day


async def test_a_withdrawn_amendment_leaves_the_plan_and_its_signatures_as_they_were() -> None:
    course = await builders.running_plan()
    await amending.propose(course.plan_id, Changes(weekly_hours=12), reason="Prova.", by=course.counsellor)
    assert await versions(course) == {CONVENZIONE: 1, PROGETTO: 2}
    await amending.withdraw(course.plan_id, by=course.counsellor)
    assert await versions(course) == {CONVENZIONE: 1, PROGETTO: 1}
    assert await missing_signatures(course.plan_id) == ()
    assert await builders.value(course, "weekly_hours") == 20
    await amending.propose(course.plan_id, Changes(weekly_hours=16), reason="Di nuovo.", by=course.counsellor)
    assert await versions(course) == {CONVENZIONE: 1, PROGETTO: 3}


async def test_an_amendment_keeps_the_rules_too() -> None:
    course = await builders.running_plan()
    start = await builders.value(course, "starts_on")
    for changes, words in (
        (Changes(ends_on=start + timedelta(days=800)), "Regola: durata massima"),
        (Changes(weekly_hours=39, indemnity=0), None),
        (Changes(), "Scrivi che cosa cambia"),
        (Changes(weekly_hours=20), "Non cambia niente"),
    ):
        if words is None:
            continue
        with pytest.raises(Refused, match=words):
            await amending.propose(course.plan_id, changes, reason="Prova.", by=course.counsellor)


async def test_only_a_plan_under_way_is_amended() -> None:
    course = await builders.ready()
    with pytest.raises(Refused, match="si modifica solo in corso"):
        await amending.propose(
            course.plan_id, Changes(weekly_hours=12), reason="Prova.", by=course.counsellor
        )


async def test_what_is_printed_is_tagged_italian_and_says_what_was_agreed() -> None:
    course = await builders.ready()
    one = await detail(course)
    for kind, expected in (
        (PROGETTO, ("Progetto personalizzato", "Preparare gli ordini", "Firme", "con il link personale")),
        (CONVENZIONE, ("Convenzione di tirocinio", "Art. 3", "nel portale")),
    ):
        content, name = await printed(one, kind)
        text, whole = text_of(content), objects(content)
        assert b"/MarkInfo" in whole
        assert b"/StructTreeRoot" in whole
        assert b"it-IT" in whole
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", whole)) <= 3
        assert name.endswith("-v1.pdf")
        for words in expected:
            assert words in text, (kind, words, text[:1500])


async def test_an_old_version_is_printed_as_it_was_put_to_the_parties() -> None:
    course = await builders.running_plan()
    before, _ = await printed(await detail(course), PROGETTO, 1)
    await amending.propose(course.plan_id, Changes(weekly_hours=12), reason="Meno ore.", by=course.counsellor)
    await builders.signed(course)
    again, _ = await printed(await detail(course), PROGETTO, 1)
    assert again == before
    now, name = await printed(await detail(course), PROGETTO)
    assert "12" in text_of(now)
    assert name.endswith("-v2.pdf")


async def test_register_and_dossier_are_printed_as_they_stand_and_the_certificate_at_the_end() -> None:
    course = await builders.running_plan()
    one = await detail(course)
    for kind, words in ((PaperKind.REGISTRO, "Registro"), (PaperKind.DOSSIER, "Dossier individuale")):
        assert words in text_of((await printed(one, kind))[0])
    with pytest.raises(Refused, match="non è concluso"):
        await printed(one, PaperKind.ATTESTAZIONE)


async def test_what_helps_her_is_in_the_documents_only_when_she_ticked_it() -> None:
    shown = await builders.drafted(offers=["M3", "T1"])
    hidden = await builders.drafted(groups=[Group.CONTACTS], offers=["M3", "T1"])
    for course in (shown, hidden):
        await builders.to_sign(course)
        # the service may choose measures at any time; the company reads them only if she wished it
        assert await contents.measures(course.plan_id) or course is hidden
    said = (await queries.drawn(shown.plan_id, PROGETTO)).content
    assert [axis for axis, _ in said["measures"]] == ["mansioni", "tempi"]
    assert said["activities"]
    assert "measures" not in (await queries.drawn(hidden.plan_id, PROGETTO)).content
