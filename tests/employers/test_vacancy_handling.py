"""A vacancy is duplicated, transferred, shown to all; the page for everybody and its data for search engines."""

from datetime import timedelta
from uuid import UUID

import msgspec
import pytest

from portal.accounts import public as accounts
from portal.employers.vacancies.actions import copying, moving, showing
from portal.employers.vacancies.posting import job_posting
from portal.employers.vacancies.queries import detail
from portal.employers.vacancies.vocabulary import VacancyState
from portal.foundation import clock, db, jobs
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests import cast
from tests.cast import Cast
from tests.employers import builders
from tests.web import browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]


async def recruiter() -> Viewer:
    return await Cast().owner(Role.COMPANY_RECRUITER)


async def of(id: UUID) -> detail.VacancyDetail:
    found = await detail.vacancy(id)
    assert found is not None
    return found


async def test_a_copy_is_a_draft_with_the_same_answers_and_is_made_once() -> None:
    viewer = await recruiter()
    today = clock.today()
    first = await builders.published_vacancy(
        viewer, starts_from=today - timedelta(days=3), starts_by=today + timedelta(days=30)
    )
    copy = new_id()
    for _ in range(2):
        assert await copying.duplicate(first, id=copy, by=viewer) == copy
    old, new = await of(first), await of(copy)
    assert new.state is VacancyState.DRAFT
    assert (new.title, new.tasks, new.demands, new.skills, new.offers) == (
        old.title,
        old.tasks,
        old.demands,
        old.skills,
        old.offers,
    )
    assert (new.starts_from, new.starts_by) == (None, old.starts_by)
    assert (new.published_at, new.places_taken, new.public_since) == (None, 0, None)
    await moving.publish(copy, by=viewer)


async def test_a_stranger_copies_nothing() -> None:
    people = Cast()
    ours, theirs = await people.owner(Role.COMPANY_RECRUITER), await people.outsider(Role.COMPANY_RECRUITER)
    id = await builders.drafted_vacancy(ours)
    with pytest.raises(NotThere):
        await copying.duplicate(id, id=new_id(), by=theirs)


async def test_the_copy_is_asked_on_a_page_and_pressed_twice_made_once() -> None:
    viewer = await recruiter()
    id = await builders.published_vacancy(viewer)
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        await user.get(f"/vacancies/{id}/copy")
        assert user.page is not None
        pairs = user.page.form("/copy")
        first = await user.post(f"/vacancies/{id}/copy", pairs)
        second = await user.post(f"/vacancies/{id}/copy", pairs)
        assert "Copia pronta" in first
        assert first.response.url == second.response.url
    assert await db.fetchval("SELECT count(*) FROM vacancy WHERE company = $1", viewer.organisation_id) == 2


async def test_a_vacancy_passes_to_a_colleague_who_is_told() -> None:
    viewer = await recruiter()
    assert viewer.organisation_id is not None
    colleague = await cast.someone(viewer.organisation_id, Role.COMPANY_RECRUITER)
    id = await builders.published_vacancy(viewer)
    assert (await of(id)).referent_id == viewer.account_id
    await showing.hand_over(id, receiver_id=colleague.account_id, by=viewer)
    await jobs.drain()
    assert (await of(id)).referent_id == colleague.account_id
    told = await db.fetch("SELECT account_id FROM notification WHERE kind = 'vacancy_referent'")
    assert [row["account_id"] for row in told] == [colleague.account_id]
    with pytest.raises(Refused, match="già di questa persona"):
        await showing.hand_over(id, receiver_id=colleague.account_id, by=viewer)


async def test_a_vacancy_passes_to_nobody_outside_nor_once_it_is_closed() -> None:
    people = Cast()
    viewer, stranger = (
        await people.owner(Role.COMPANY_RECRUITER),
        await people.outsider(Role.COMPANY_RECRUITER),
    )
    id = await builders.published_vacancy(viewer)
    with pytest.raises(Refused, match="Scegli una persona della tua azienda") as refusal:
        await showing.hand_over(id, receiver_id=stranger.account_id, by=viewer)
    assert refusal.value.field == "receiver"
    await moving.close(id, by=viewer)
    with pytest.raises(Refused, match="«Chiuso»"):
        await showing.hand_over(id, receiver_id=viewer.account_id, by=viewer)


async def test_the_transfer_is_chosen_on_a_page() -> None:
    viewer = await recruiter()
    assert viewer.organisation_id is not None
    colleague = await cast.someone(viewer.organisation_id, Role.COMPANY_RECRUITER)
    id = await builders.published_vacancy(viewer)
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        await user.get(f"/vacancies/{id}/transfer")
        wrong = await user.press("/transfer", {})
        assert wrong.status == 422
        assert "Scegli chi segue l’annuncio da ora." in wrong
        done = await user.press("/transfer", {"receiver": str(colleague.account_id)})
        assert "Annuncio trasferito." in done
        assert colleague.name in done


async def test_somebody_who_left_follows_nothing_any_more() -> None:
    viewer = await recruiter()
    id = await builders.published_vacancy(viewer)
    await db.execute(
        "UPDATE membership SET ends_on = $2 WHERE account = $1", viewer.account_id, clock.today()
    )
    assert (await of(id)).referent is None


# --- what anybody may read ---------------------------------------------------------------------------------------


async def test_anybody_reads_only_what_the_company_makes_public() -> None:
    viewer = await recruiter()
    id = await builders.published_vacancy(viewer)
    async with browser() as visitor:
        assert (await visitor.get(f"/jobs/{id}")).status == 404
        assert "Nessun annuncio pubblico" in await visitor.get("/jobs")
        await showing.show_to_all(id, by=viewer)
        page = await visitor.get(f"/jobs/{id}")
        assert page.status == 200
        assert "Archiviare i documenti" in page
        assert "noindex" not in page.html.split("</head>")[0] or (await of(id)).sintetico
        assert "Addetto/a back office" in await visitor.get("/jobs")
        await moving.suspend(id, by=viewer)
        assert (await visitor.get(f"/jobs/{id}")).status == 404
        await moving.publish(id, by=viewer)
        await showing.hide_again(id, by=viewer)
        assert (await visitor.get(f"/jobs/{id}")).status == 404


async def test_showing_and_hiding_are_said_once() -> None:
    viewer = await recruiter()
    id = await builders.published_vacancy(viewer)
    with pytest.raises(Refused, match="non è pubblico"):
        await showing.hide_again(id, by=viewer)
    await showing.show_to_all(id, by=viewer)
    with pytest.raises(Refused, match="già pubblico"):
        await showing.show_to_all(id, by=viewer)


async def test_a_draft_is_never_public() -> None:
    viewer = await recruiter()
    id = await builders.drafted_vacancy(viewer)
    with pytest.raises(Refused, match="«In bozza»"):
        await showing.show_to_all(id, by=viewer)


async def test_the_public_page_says_nothing_of_what_the_score_reads() -> None:
    viewer = await recruiter()
    id = await builders.published_vacancy(viewer)
    await showing.show_to_all(id, by=viewer)
    async with browser() as visitor:
        page = await visitor.get(f"/jobs/{id}")
    assert "level" not in page.html.lower().replace("leveling", "")
    assert "A1" not in page
    assert viewer.name not in page


async def test_search_engines_read_schema_org_data() -> None:
    viewer = await recruiter()
    id = await builders.published_vacancy(
        viewer, tasks=("Dire <b>sì</b> & no", "Archiviare</script><script>x"), reserved="art3", places=2
    )
    await showing.show_to_all(id, by=viewer)
    async with browser() as visitor:
        page = await visitor.get(f"/jobs/{id}")
    start = page.html.index('<script type="application/ld+json">') + len(
        '<script type="application/ld+json">'
    )
    text = page.html[start : page.html.index("</script>", start)]
    said = msgspec.json.decode(text)
    assert (said["@context"], said["@type"]) == ("https://schema.org", "JobPosting")
    assert said["title"] == "Addetto/a back office"
    assert said["hiringOrganization"]["@type"] == "Organization"
    assert said["jobLocation"]["address"] == {
        "@type": "PostalAddress",
        "addressCountry": "IT",
        "addressLocality": "Lecco",
        "addressRegion": "Lombardia",
    }
    assert said["employmentType"] == ["PART_TIME"]
    assert said["totalJobOpenings"] == 2
    assert said["directApply"] is False
    assert said["url"].endswith(f"/jobs/{id}")
    assert said["validThrough"] == (clock.today() + timedelta(days=90)).isoformat()
    assert "&lt;b&gt;" in said["description"]
    # nothing in it can end the element it stands in
    assert "<" not in text
    assert "script-src 'self'" in page.response.headers["content-security-policy"]


async def test_pay_terms_and_remote_work_travel_in_the_data() -> None:
    from decimal import Decimal

    viewer = await recruiter()
    id = await builders.published_vacancy(
        viewer, contract="tis", reserved="none", remote=True, pay_min=Decimal(500), pay_period="month"
    )
    said = job_posting(await of(id), "https://x/jobs/1")
    assert said["baseSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "minValue": 500.0, "maxValue": 500.0, "unitText": "MONTH"},
    }
    assert said["employmentType"] == ["PART_TIME", "INTERN"]
    assert said["jobLocationType"] == "TELECOMMUTE"
    assert said["experienceRequirements"] == "Non serve esperienza"


async def test_accounts_are_asked_for_who_may_take_a_vacancy() -> None:
    viewer = await recruiter()
    assert viewer.organisation_id is not None
    await cast.someone(viewer.organisation_id, Role.IN_COMPANY_TUTOR)
    names = {one.account_id for one in await showing.receivers(viewer.organisation_id)}
    roles = (Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER)
    assert names == {one.account_id for one in await accounts.members_with(roles, viewer.organisation_id)}
