"""The company as the services follow it: contacts with a next step, letters of adherence, the cap, hosted paths."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import pytest

from portal.employers import jobs as employers_jobs
from portal.employers import public as employers
from portal.employers.companies.actions import company_accounts
from portal.employers.following.actions import adherence, capping, keeping
from portal.employers.following.actions.adherence import Signature
from portal.employers.following.actions.keeping import ContactDraft
from portal.employers.following.queries import caps, contacts, letters
from portal.employers.following.rules import letter_file_problem, step_problem
from portal.employers.following.vocabulary import Commitment, ContactKind, LetterState
from portal.foundation import clock, db, jobs
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast
from tests.web import browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]

PDF = b"%PDF-1.7\n%%EOF\n"


@dataclass(frozen=True)
class Followed:
    people: Cast
    administrator: Viewer
    follower: Viewer
    colleague: Viewer
    coordinator: Viewer

    @property
    def company_id(self) -> UUID:
        assert self.administrator.organisation_id is not None
        return self.administrator.organisation_id


async def followed() -> Followed:
    people = Cast()
    now = Followed(
        people,
        await people.owner(Role.COMPANY_ADMINISTRATOR),
        await people.owner(Role.JOB_COUNSELLOR),
        await people.teammate(Role.JOB_COUNSELLOR),
        await people.owner(Role.COORDINATOR),
    )
    await company_accounts.assign(now.company_id, holder_id=now.follower.account_id, by=now.coordinator)
    return now


def contact(**said: object) -> ContactDraft:
    usual = ContactDraft(
        held_on=clock.today(),
        kind=ContactKind.VISIT,
        summary="Visto il reparto spedizioni.",
        minutes=60,
        met="Responsabile di reparto",
        next_step="Mandare la lettera",
        next_on=clock.today() + timedelta(days=7),
    )
    return replace(usual, **said)  # type: ignore[arg-type]


# --- contacts ------------------------------------------------------------------------------------------------------


def test_a_contact_has_a_next_step_or_says_why_not() -> None:
    today = clock.today()
    assert step_problem(None, None, None, today) == {
        "next_step": "Scrivi il prossimo passo, oppure perché non serve."
    }
    assert list(step_problem("Chiamare", None, None, today)) == ["next_on"]
    assert list(step_problem("Chiamare", today, "Non serve", today)) == ["no_step_reason"]
    assert list(step_problem("Chiamare", today - timedelta(days=1), None, today)) == ["next_on"]
    assert list(step_problem(None, today, "Non serve", today)) == ["next_step"]
    assert step_problem(None, None, "L’azienda non assume", today) == {}
    assert step_problem("Chiamare", today, None, today) == {}


async def test_whoever_follows_the_company_writes_once_and_takes_the_step() -> None:
    now = await followed()
    id = new_id()
    for _ in range(2):
        await keeping.write_contact(now.company_id, contact(), id=id, by=now.follower)
    assert now.follower.organisation_id is not None
    assert await contacts.count(now.company_id, now.follower.organisation_id) == 1
    waiting = await employers.steps_waiting(now.follower, 5)
    assert [one.next_step for one in waiting] == ["Mandare la lettera"]
    for _ in range(2):
        await keeping.take_step(id, now.company_id, by=now.follower)
    assert await employers.steps_waiting(now.follower, 5) == []
    told = await db.fetchval("SELECT count(*) FROM audit_entry WHERE what = 'CompanyStepTaken'")
    assert told == 1


async def test_only_whoever_follows_the_company_writes() -> None:
    now = await followed()
    stranger = await now.people.outsider(Role.JOB_COUNSELLOR)
    for viewer in (now.colleague, now.coordinator, stranger, now.administrator):
        with pytest.raises(NotThere):
            await keeping.write_contact(now.company_id, contact(), id=new_id(), by=viewer)
    id = await keeping.write_contact(now.company_id, contact(), id=new_id(), by=now.follower)
    for viewer in (now.colleague, stranger):
        with pytest.raises(NotThere):
            await keeping.take_step(id, now.company_id, by=viewer)


async def test_a_contact_of_tomorrow_is_refused() -> None:
    now = await followed()
    with pytest.raises(Refused, match="futuro"):
        await keeping.write_contact(
            now.company_id, contact(held_on=clock.today() + timedelta(days=1)), id=new_id(), by=now.follower
        )
    without = await keeping.write_contact(
        now.company_id,
        contact(next_step=None, next_on=None, no_step_reason="Richiama l’azienda"),
        id=new_id(),
        by=now.follower,
    )
    with pytest.raises(Refused, match="non ha un prossimo passo"):
        await keeping.take_step(without, now.company_id, by=now.follower)


async def test_a_late_step_is_told_once_to_whoever_follows_the_company_now() -> None:
    now = await followed()
    ago = clock.today() - timedelta(days=3)
    await keeping.write_contact(
        now.company_id, contact(held_on=ago, next_on=ago + timedelta(days=1)), id=new_id(), by=now.follower
    )
    await company_accounts.assign(now.company_id, holder_id=now.colleague.account_id, by=now.coordinator)
    for _ in range(2):
        await employers_jobs.followed_companies.run()
        await jobs.drain()
    told = await db.fetch("SELECT account_id FROM notification WHERE kind = 'company_step'")
    assert [row["account_id"] for row in told] == [now.colleague.account_id]


async def test_a_step_already_taken_is_never_late() -> None:
    now = await followed()
    ago = clock.today() - timedelta(days=3)
    id = await keeping.write_contact(
        now.company_id, contact(held_on=ago, next_on=ago), id=new_id(), by=now.follower
    )
    await keeping.take_step(id, now.company_id, by=now.follower)
    await employers_jobs.followed_companies.run()
    await jobs.drain()
    assert await db.fetchval("SELECT count(*) FROM notification WHERE kind = 'company_step'") == 0


async def test_the_page_of_a_contact_says_every_error_and_warns_of_people() -> None:
    now = await followed()
    path = f"/companies/{now.company_id}/contacts"
    async with browser() as user:
        await user.sign_in_as(now.follower.account_id, now.follower.organisation_id)
        assert "Contatti" in await user.get(f"/companies/{now.company_id}")
        await user.get(f"{path}/new")
        wrong = await user.press("/contacts", {"held_on": "31/12/2099", "minutes": "0"})
        assert wrong.status == 422
        for sentence in (
            "La data non può essere nel futuro.",
            "Scegli che tipo di contatto è stato.",
            "Scrivi che cosa vi siete detti.",
            "I minuti vanno da 1 a 1440.",
            "Scrivi il prossimo passo, oppure perché non serve.",
        ):
            assert sentence in wrong, sentence
        said = {
            "held_on": f"{clock.today():%d/%m/%Y}",
            "kind": "call",
            "minutes": "15",
            "summary": "Propongono un posto per chi ha una diagnosi di autismo.",
            "next_step": "Richiamare",
            "next_on": f"{clock.today() + timedelta(days=5):%d/%m/%Y}",
        }
        warned = await user.press("/contacts", said)
        assert warned.status == 422
        assert "oppure spunta «Ho riletto»" in warned
        saved = await user.press("/contacts", {**said, "reread": "1"})
        assert "Contatto scritto." in saved
        assert "Richiamare" in saved
        assert "Richiamare" in await user.get("/company-contacts")
        assert "Richiamare" in await user.get("/")
        await user.get(path)
        assert "Passo fatto." in await user.press("/done")
        assert "Nessun passo in attesa." in await user.get("/company-contacts")


async def test_the_coordinator_reads_the_log_and_a_colleague_does_not() -> None:
    now = await followed()
    await keeping.write_contact(now.company_id, contact(), id=new_id(), by=now.follower)
    path = f"/companies/{now.company_id}/contacts"
    async with browser() as user:
        await user.sign_in_as(now.coordinator.account_id, now.coordinator.organisation_id)
        page = await user.get(path)
        assert "Visto il reparto spedizioni." in page
        assert "Nuovo contatto" not in page
        assert (await user.get(f"{path}/new")).status == 404
        await user.sign_in_as(now.colleague.account_id, now.colleague.organisation_id)
        assert (await user.get(path)).status == 404
        assert "Visto il reparto" not in await user.get(f"/companies/{now.company_id}")
        await user.sign_in_as(now.administrator.account_id, now.administrator.organisation_id)
        assert (await user.get(path)).status == 403


# --- letters -------------------------------------------------------------------------------------------------------


async def drafted(now: Followed) -> UUID:
    return await adherence.draft_letter(
        now.company_id, [Commitment.VISITS, Commitment.JOBS], id=new_id(), by=now.follower
    )


def signature(**said: object) -> Signature:
    usual = Signature("Rita Serra", "Titolare", clock.today(), "firmata.pdf", PDF)
    return replace(usual, **said)  # type: ignore[arg-type]


async def state_of(id: UUID) -> LetterState:
    found = await letters.letter(id)
    assert found is not None
    return found.state


async def test_a_letter_goes_from_the_service_to_the_signature_and_its_end() -> None:
    now = await followed()
    id = await drafted(now)
    with pytest.raises(NotThere):
        await adherence.readable(id, now.administrator)
    await adherence.send(id, by=now.follower)
    await adherence.take_back(id, by=now.follower)
    await adherence.send(id, by=now.follower)
    with pytest.raises(Refused, match="«Da firmare»"):
        await adherence.send(id, by=now.follower)
    await adherence.sign(id, signature(), by=now.administrator)
    found = await letters.letter(id)
    assert found is not None
    assert (found.state, found.signatory_name, found.signed_on) == (
        LetterState.SIGNED,
        "Rita Serra",
        clock.today(),
    )
    with pytest.raises(Refused, match="«Firmata»"):
        await adherence.sign(id, signature(), by=now.follower)
    await adherence.end(id, reason="L’azienda chiude la sede", by=now.follower)
    assert await state_of(id) is LetterState.ENDED
    await jobs.drain()
    told = await db.fetch(
        "SELECT account_id, step FROM notification WHERE kind = 'letter_of_adherence' ORDER BY step"
    )
    who = {(row["account_id"], row["step"].partition(":")[0]) for row in told}
    assert who == {
        (now.administrator.account_id, "LetterOfAdherenceSent"),
        (now.follower.account_id, "LetterOfAdherenceSigned"),
    }


async def test_one_letter_is_open_at_a_time() -> None:
    now = await followed()
    id = new_id()
    for _ in range(2):
        await adherence.draft_letter(now.company_id, [Commitment.SPREAD], id=id, by=now.follower)
    with pytest.raises(Refused, match="già una lettera aperta"):
        await drafted(now)
    with pytest.raises(Refused, match="almeno un impegno"):
        await adherence.draft_letter(now.company_id, [], id=new_id(), by=now.follower)


async def test_others_neither_prepare_nor_sign() -> None:
    now = await followed()
    id = await drafted(now)
    await adherence.send(id, by=now.follower)
    stranger = await now.people.outsider(Role.COMPANY_ADMINISTRATOR)
    for viewer in (now.colleague, stranger):
        with pytest.raises(NotThere):
            await adherence.sign(id, signature(), by=viewer)
    recruiter = await now.people.owner(Role.COMPANY_RECRUITER)
    if recruiter.organisation_id == now.company_id:
        with pytest.raises(Refused, match="Non spetta a te"):
            await adherence.sign(id, signature(), by=recruiter)
    with pytest.raises(NotThere):
        await drafted(replace(now, follower=now.colleague))
    assert await state_of(id) is LetterState.SENT


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"signed_on": clock.today() + timedelta(days=1)}, "signed_on", "futuro"),
        ({"valid_until": clock.today() - timedelta(days=1)}, "valid_until", "prima della firma"),
        ({"content": b"GIF89a"}, "file", "non è un PDF"),
        ({"name": ""}, None, "chi firma e con quale incarico"),
    ],
)
async def test_a_signature_that_makes_no_sense_is_refused_and_nothing_changes(
    said: dict[str, object], field: str | None, words: str
) -> None:
    now = await followed()
    id = await drafted(now)
    await adherence.send(id, by=now.follower)
    with pytest.raises(Refused, match=words) as refusal:
        await adherence.sign(id, signature(**said), by=now.administrator)
    assert refusal.value.field == field
    assert await state_of(id) is LetterState.SENT


def test_a_letter_is_a_pdf_of_at_most_five_megabytes() -> None:
    assert letter_file_problem("a.pdf", PDF) is None
    assert "5 MB" in (letter_file_problem("a.pdf", PDF + b"x" * 5_000_000) or "")


async def test_time_warns_of_a_letter_once_and_ends_it() -> None:
    now = await followed()
    id = await drafted(now)
    await adherence.send(id, by=now.follower)
    today = clock.today()
    said = signature(signed_on=today, valid_until=today + timedelta(days=60))
    await adherence.sign(id, said, by=now.administrator)
    for _ in range(2):
        await employers_jobs.followed_companies.run()
        await jobs.drain()
    warned = await db.fetchval("SELECT count(*) FROM notification WHERE step LIKE 'LetterOfAdherenceEnding%'")
    assert warned == 2
    assert await state_of(id) is LetterState.SIGNED
    await db.execute(
        "UPDATE letter_of_adherence SET signed_on = $2, valid_until = $3 WHERE id = $1",
        id,
        today - timedelta(days=9),
        today - timedelta(days=1),
    )
    await employers_jobs.followed_companies.run()
    assert await state_of(id) is LetterState.EXPIRED
    await drafted(now)


async def test_the_pages_of_a_letter_on_both_sides() -> None:
    now = await followed()
    async with browser() as user:
        await user.sign_in_as(now.follower.account_id, now.follower.organisation_id)
        await user.get(f"/companies/{now.company_id}/letters/new")
        wrong = await user.press("/letters", {})
        assert wrong.status == 422
        assert "Scegli almeno un impegno dell’azienda." in wrong
        made = await user.press("/letters", {"commitments": ["jobs", "tutors"]})
        path = made.response.url.path
        assert "In bozza" in made
        printed = await user.get(f"{path}/text.pdf")
        assert printed.response.content.startswith(b"%PDF-")
        await user.get(path)
        assert "Lettera inviata" in await user.press("/sending")
    async with browser() as company:
        await company.sign_in_as(now.administrator.account_id, now.administrator.organisation_id)
        assert "Da firmare" in await company.get("/letters")
        assert (await company.get(f"{path}/signed.pdf")).status == 404
        await company.get(f"{path}/signature")
        wrong = await company.press("/signature", {"signed_on": "31/12/2099"})
        assert wrong.status == 422
        for sentence in (
            "Indica chi firma e con quale incarico.",
            "La data non può essere nel futuro.",
            "Carica la lettera firmata, in PDF.",
        ):
            assert sentence in wrong, sentence
        signed = await company.press(
            "/signature",
            {
                "signatory_name": "Rita Serra",
                "signatory_office": "Titolare",
                "signed_on": f"{clock.today():%d/%m/%Y}",
            },
            files={"file": ("firmata.pdf", PDF, "application/pdf")},
        )
        assert "Firma registrata." in signed
        assert (await company.get(f"{path}/signed.pdf")).response.content == PDF
        late = await company.get(f"{path}/signature")
        assert "«Firmata»" in late
        await company.get(f"{path}/ending")
        assert (await company.press("/ending", {"reason": ""})).status == 422
        assert "Lettera conclusa." in await company.press("/ending", {"reason": "Cambio di sede"})


# --- cap -----------------------------------------------------------------------------------------------------------


async def test_the_cap_is_the_portals_until_somebody_sets_another() -> None:
    now = await followed()
    assert await employers.most_open_proposals(now.company_id) == 10
    for viewer in (now.colleague, now.administrator):
        with pytest.raises(NotThere):
            await capping.set_cap(now.company_id, most=3, by=viewer)
    for viewer, most in ((now.follower, 3), (now.coordinator, 5), (now.coordinator, 5)):
        await capping.set_cap(now.company_id, most=most, by=viewer)
    cap = await caps.cap_of(now.company_id)
    assert (cap.most, cap.set_by) == (5, now.coordinator.name)
    assert await db.fetchval("SELECT count(*) FROM audit_entry WHERE what = 'ProposalCapSet'") == 2


async def test_the_cap_is_changed_on_a_page() -> None:
    now = await followed()
    async with browser() as user:
        await user.sign_in_as(now.follower.account_id, now.follower.organisation_id)
        assert "Al massimo 10 proposte aperte insieme." in await user.get(f"/companies/{now.company_id}")
        await user.get(f"/companies/{now.company_id}/proposal-cap")
        wrong = await user.press("/proposal-cap", {"most": "0"})
        assert wrong.status == 422
        assert "Il limite va da 1 a 200 proposte." in wrong
        assert "Al massimo 1 proposta aperta insieme." in await user.press("/proposal-cap", {"most": "1"})
        await user.sign_in_as(now.colleague.account_id, now.colleague.organisation_id)
        assert (await user.get(f"/companies/{now.company_id}/proposal-cap")).status == 404
