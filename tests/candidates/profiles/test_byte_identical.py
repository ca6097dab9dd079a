"""I5 and I7 of anonymisation.md §8: what reaches a company has the fields of a card, and hears of nothing else."""

import re
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest

from portal.candidates.documents import actions as documents
from portal.candidates.documents.actions import Paper
from portal.candidates.documents.vocabulary import DocumentKind
from portal.candidates.drafts import actions as drafts
from portal.candidates.drafts.vocabulary import DraftForm
from portal.candidates.fairness import actions as fairness
from portal.candidates.fairness.queries import Attributes
from portal.candidates.fairness.vocabulary import Citizenship, DisabilityMacroType, Sex
from portal.candidates.people import actions as people_actions
from portal.candidates.people.vocabulary import ConsentKind
from portal.candidates.phases import moves
from portal.candidates.phases.vocabulary import InterviewKind
from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles import export
from portal.candidates.profiles.vocabulary import CARD_FIELDS, FIELD_LABELS, CardField
from portal.foundation import clock, db, jobs
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import SYSTEM, Viewer
from portal.privacy.actions import requesting
from portal.privacy.vocabulary import RequestKind
from portal.reference.accommodations import Axis
from tests.candidates import builders
from tests.candidates.builders import LOMBARDIA
from tests.candidates.profiles.many import draw, write
from tests.candidates.test_profile_pages import as_, codes
from tests.cast import Cast, someone
from tests.employers import builders as employers

pytestmark = pytest.mark.usefixtures("db_rollback")

MERATE = "F133"
"""In the province of Lecco, as everybody is."""


async def _contact(one: UUID, by: Viewer, **changes: object) -> None:
    version = await db.fetchval("SELECT version FROM person WHERE id = $1", one)
    contact = builders.contact(comune_code="E507", **changes)
    await people_actions.change_contact(one, contact, version=version, by=by)


async def name_and_contacts(one: UUID, by: Viewer) -> None:
    await _contact(
        one,
        by,
        first_name="Zoraide",
        last_name="Quagliariello",
        email="zoraide@persone.example",
        phone="02 0000000",
        preferred_contact="phone",
    )


async def birth_and_tax_code(one: UUID, by: Viewer) -> None:
    await _contact(one, by, birth=date(1931, 2, 3), tax_code="BRMNVS31B03Z000B")


async def comune(one: UUID, by: Viewer) -> None:
    version = await db.fetchval("SELECT version FROM person WHERE id = $1", one)
    contact = builders.contact(comune_code=MERATE)
    await people_actions.change_contact(one, contact, version=version, by=by)


async def sex_citizenship_and_disability(one: UUID, by: Viewer) -> None:
    attributes = Attributes(Sex.OTHER, Citizenship.NON_EU, DisabilityMacroType.PSYCHIC)
    await fairness.record(one, attributes, by=by)


async def languages(one: UUID, by: Viewer) -> None:
    await people_actions.set_languages(one, {"it": 2, "uk": 6, "ise": 6}, by=by)


async def quota_conditions_and_axes(one: UUID, by: Viewer) -> None:
    await builders.eligible(one, by, art3=None, art18="C2")
    await people_actions.set_conditions(one, accommodations=["C5", "T2"], axes=list(Axis)[:2], by=by)


async def signs_of_a_disability(one: UUID, by: Viewer) -> None:
    """The special licence counts as a licence B, and what tells of an aid is behind no label."""
    row = await db.fetchrow("SELECT hours_min, hours_max, education_code, version FROM availability"
                            " WHERE person = $1", one)  # fmt: skip
    available = people_actions.Available(
        row["hours_min"], row["hours_max"], 45, education_code=row["education_code"], licences=("BS", "CEN")
    )
    await people_actions.set_availability(one, available, version=row["version"], by=by)
    own = [
        r["skill_code"] for r in await db.fetch("SELECT skill_code FROM person_skill WHERE person = $1", one)
    ]
    await people_actions.set_skills(one, [*own, "K105", "K106", "K107"], by=by)


async def when_and_how_far(one: UUID, by: Viewer) -> None:
    row = await db.fetchrow("SELECT * FROM availability WHERE person = $1", one)
    available = people_actions.Available(
        row["hours_min"],
        row["hours_max"],
        5,
        slots=("mon-morning",),
        travel_modes=("car",),
        education_code=row["education_code"],
        licences=tuple(row["licences"]),
        contracts=("permanent",),
        wished_professions=(builders.SHOP,),
        free_from=clock.today() + timedelta(days=60),
        preferred_slots=("mon-morning",),
        preferred_contracts=("permanent",),
        avoided_tags=("night",),
    )
    await people_actions.set_availability(one, available, version=row["version"], by=by)


async def levels_and_limits(one: UUID, by: Viewer) -> None:
    await builders.signed_synthesis(one, by, A1=(0, 1), D5=(1, 1), G2=(0, 0))


async def interviews(one: UUID, by: Viewer) -> None:
    for kind in (InterviewKind.LEGAL, InterviewKind.MOTIVATION):
        await builders.interview(one, kind, by)


async def papers_and_drafts(one: UUID, by: Viewer) -> None:
    paper = Paper(DocumentKind.CURRICULUM, "cv.pdf", b"%PDF-1.4\n%%EOF\n", None)
    await documents.add(id=new_id(), person_id=one, paper=paper, by=by)
    await drafts.keep(one, DraftForm.INTERVIEW, {"facts": ["Una bozza."]}, by=by)


async def an_extension(one: UUID, by: Viewer) -> None:
    # of the two tracks only one has a term
    term = clock.today() + timedelta(days=90)
    await db.execute("UPDATE case_ SET due_on = coalesce(due_on, $2) WHERE person = $1", one, term)
    await moves.ask_extension(id=new_id(), person_id=one, months=3, reason="Serve tempo.", by=by)


async def consents_and_requests(one: UUID, by: Viewer) -> None:
    await builders.consent(one, ConsentKind.PROPOSALS, by)
    await requesting.ask(id=new_id(), person_id=one, kind=RequestKind.ACCESS, words="Vorrei una copia.")


async def days_of_waiting_and_publication(one: UUID, by: Viewer) -> None:
    await db.execute(
        "UPDATE profile SET published_on = $2, waiting_since = $2 WHERE person = $1",
        one,
        clock.today() - timedelta(days=19),
    )
    await db.execute("UPDATE case_ SET opened_on = $2 WHERE person = $1", one, date(2020, 1, 1))


async def counsellor_and_office(one: UUID, by: Viewer) -> None:
    assert by.organisation_id is not None
    other = await someone(by.organisation_id, Role.JOB_COUNSELLOR)
    await db.execute("UPDATE case_ SET holder = $2 WHERE person = $1", one, other.account_id)
    await db.execute("UPDATE profile SET submitted_by = $2 WHERE person = $1", one, other.account_id)


CHANGES: tuple[Callable[[UUID, Viewer], Awaitable[None]], ...] = (
    name_and_contacts, birth_and_tax_code, comune, sex_citizenship_and_disability, languages,
    quota_conditions_and_axes, when_and_how_far, levels_and_limits, interviews, papers_and_drafts, an_extension,
    consents_and_requests, days_of_waiting_and_publication, signs_of_a_disability, counsellor_and_office,
)  # fmt: skip
"""In this order: from the last one on she is followed by somebody else."""


async def _all_that_a_company_reads(recruiter: Viewer, vacancy_id: UUID) -> dict[str, str]:
    found = {}
    async with as_(recruiter) as one:
        await one.get("/healthz")
        listed = sorted(codes((await one.get("/profiles")).html))
        paths = [
            *("/profiles", "/profiles?q=magazzino", "/profiles?q=brambilla", "/profiles?area=03&area=LC"),
            *("/profiles?profession=operativi&working_time=part", "/profiles?education=base&licence=no"),
            *("/", "/proposals", "/notifications", "/vacancies", f"/vacancies/{vacancy_id}/place"),
            f"/vacancies/{vacancy_id}/profile-count?families=F02&group=operativi",
            *(f"/profiles/{code}" for code in listed),
            *(f"/profiles/{code}/contact-requests/new" for code in listed[:2]),
        ]
        for path in paths:
            for fragment in (False, True):
                page = await one.get(path, fragment=fragment)
                assert page.status == 200, path
                found[f"{path} {fragment}"] = _plain(page.html)
    return found


def _plain(html: str) -> str:
    """Without what differs between any two answers: the token and the id of a form, the end of the session."""
    html = re.sub(r'(name="(?:_csrf_token|once)" value=")[^"]*', r"\1", html)
    html = re.sub(r'(hx-headers=)(["\']).*?\2', r"\1", html)
    return re.sub(r"\d{4}-\d\d-\d\dT[0-9:.+Z-]+", "", html)


async def test_what_a_card_never_holds_changes_no_byte_of_what_a_company_reads() -> None:
    people = Cast()
    counsellor, recruiter = (
        await people.owner(Role.JOB_COUNSELLOR),
        await people.owner(Role.COMPANY_RECRUITER),
    )
    vacancy_id = await employers.published_vacancy(recruiter)
    dice = Random(7)
    drawn = [draw(dice) for _ in range(24)]
    followed = await write(drawn, counsellor)
    await db.execute("UPDATE person SET comune_code = 'E507'")
    await db.execute("UPDATE availability SET licences = '{B}' WHERE person = $1", followed[0])
    await profiles.release(LOMBARDIA, by=SYSTEM)
    await jobs.drain()
    before = await _all_that_a_company_reads(recruiter, vacancy_id)
    exported, _ = await export.export(LOMBARDIA, by=SYSTEM)
    assert await _all_that_a_company_reads(recruiter, vacancy_id) == before, "reading alone changes something"
    wrong = {}
    for change in CHANGES:
        await change(followed[0], counsellor)
        await profiles.release(LOMBARDIA, by=SYSTEM)
        after = await _all_that_a_company_reads(recruiter, vacancy_id)
        if paths := [path for path, html in after.items() if html != before.get(path)]:
            wrong[change.__name__] = paths
        if (await export.export(LOMBARDIA, by=SYSTEM))[0] != exported:
            wrong[f"{change.__name__}, export"] = ["cards.csv"]
    assert wrong == {}


async def test_a_change_of_what_a_card_holds_is_seen() -> None:
    """So that the test above could fail."""
    people = Cast()
    counsellor, recruiter = (
        await people.owner(Role.JOB_COUNSELLOR),
        await people.owner(Role.COMPANY_RECRUITER),
    )
    vacancy_id = await employers.published_vacancy(recruiter)
    followed = await builders.released(counsellor, 10)
    before = await _all_that_a_company_reads(recruiter, vacancy_id)
    available = people_actions.Available(36, 40, 45)
    for one in followed:
        await people_actions.set_availability(one, available, version=1, by=counsellor)
    await profiles.release(LOMBARDIA, by=SYSTEM, on=clock.today() + timedelta(days=30))
    after = await _all_that_a_company_reads(recruiter, vacancy_id)
    assert {path for path, html in after.items() if html != before[path]} >= {"/profiles False"}


async def test_pages_and_exports_have_the_fields_of_a_card_and_no_other() -> None:
    people = Cast()
    counsellor, recruiter = (
        await people.owner(Role.JOB_COUNSELLOR),
        await people.owner(Role.COMPANY_RECRUITER),
    )
    await write([draw(Random(3)) for _ in range(40)], counsellor)
    await profiles.release(LOMBARDIA, by=SYSTEM)
    content, count = await export.export(LOMBARDIA, by=SYSTEM)
    header, *rows = content.decode().splitlines()
    assert count == len(rows) == 40
    assert header.split(",") == [*(of.value for of in CardField), "labels"]
    assert [*(of.value for of in CardField)] == [name for name in CARD_FIELDS if name in list(CardField)]
    allowed = {"Profilo", *FIELD_LABELS.values()}
    async with as_(recruiter) as one:
        for code in codes((await one.get("/profiles")).html)[:8]:
            page = await one.get(f"/profiles/{code}")
            told = set(re.findall(r"<dt[^>]*>\s*(.*?)\s*</dt>", page.html, re.S))
            assert told, "a card without a field"
            assert told <= allowed


async def test_no_mail_and_no_notice_to_a_company_follows_from_a_card() -> None:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    recruiter = await people.owner(Role.COMPANY_RECRUITER)
    await jobs.drain()
    told = "SELECT (SELECT count(*) FROM mail_message), (SELECT count(*) FROM notification WHERE account_id = $1)"
    before = await db.fetchrow(told, recruiter.account_id)
    followed = await write([draw(Random(3)) for _ in range(12)], counsellor)
    await profiles.release(LOMBARDIA, by=SYSTEM)
    await profiles.withdraw(followed[0], by=counsellor)
    await jobs.drain()
    assert await db.fetchrow(told, recruiter.account_id) == before
