"""Steps 7 to 9: the company searches, the person decides, the two sides move the proposal."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from portal.candidates.profiles.codes import card_code
from portal.foundation import db
from tests.journeys.hands import does_not_see, follow, has_form, sees
from tests.journeys.story import COMPANY, COUNSELLOR, HOME, PERSON, RECRUITER, VACANCY, Story, email_of, typed

SURNAME = PERSON.split()[1]


async def company_asks_for_a_contact(story: Story) -> None:
    """7. Cards only: no name, no comune; and a contact for one of the open vacancies."""
    hands = await story.at(RECRUITER, "/profiles")
    sees(hands, "Provincia di Lecco")
    does_not_see(hands, SURNAME, HOME, email_of(PERSON))
    await hands.open(await story_card(story))
    does_not_see(hands, SURNAME, email_of(PERSON))
    await follow(hands, "Chiedi un contatto")
    await hands.send(
        "/contact-requests", {"vacancy": VACANCY, "words": "Cerchiamo una persona precisa, per il mattino."}
    )
    proposal = story.keep("proposal", hands)
    sees(hands, "In attesa del servizio")
    does_not_see(hands, SURNAME)
    await story.jobs()
    await hands.open("/proposals")
    sees(hands, VACANCY)
    assert proposal


async def story_card(story: Story) -> str:
    """The card of the story's person, as this company is given it: among cards alike nobody but a test may tell."""
    company_id = UUID(story.places["company"].rpartition("/")[2])
    card_id = await db.fetchval(
        "SELECT c.id FROM card c JOIN profile p ON p.id = c.profile JOIN person q ON q.id = p.person"
        " WHERE q.last_name = $1",
        SURNAME,
    )
    assert card_id is not None, "the story's person has no card"
    return f"/profiles/{card_code(card_id, company_id, story.today)}"


async def counsellor_puts_it_to_the_person(story: Story) -> None:
    """8. The counsellor finds the request, sees why it fits, and asks the person."""
    hands = await story.at(COUNSELLOR, "/proposals")
    await follow(hands, VACANCY)
    sees(hands, PERSON, COMPANY, "Compatibilità")
    await hands.send("/consent-request", {"readers": [RECRUITER]})
    sees(hands, "Link pronto")
    await story.jobs()


async def person_agrees(story: Story) -> None:
    """8. One page, no account: who asks, what for, who would read; she ticks what they may see."""
    hands = await story.window(PERSON)
    await hands.open(await story.link_in_letter(email_of(PERSON), "consent_request"))
    sees(hands, COMPANY, RECRUITER, VACANCY)
    assert "Menu principale" not in hands.html
    await hands.send("", {"answer": "Accetto", "groups": ["contacts", "quota_category"]})
    sees(hands, "Hai accettato", "Ritira il consenso")
    await story.jobs()


async def counsellor_sends(story: Story) -> None:
    """8. Only now, by the counsellor's hand, does the company learn who it is: exactly what was ticked."""
    company = await story.at(RECRUITER, story.places["proposal"])
    does_not_see(company, SURNAME)
    hands = await story.at(COUNSELLOR, story.places["proposal"])
    await hands.send("/sending")
    sees(hands, "Proposta inviata")
    await story.jobs()
    await company.open(story.places["proposal"])
    sees(company, PERSON, email_of(PERSON))
    does_not_see(company, "Condizioni che aiutano", "Esperienze e competenze")


async def silence_is_reminded(story: Story) -> None:
    """9. Three days without an answer bring a reminder, seven an escalation."""
    before = await _letters(story)
    await story.nights(3)
    first = await _letters(story)
    assert first > before, "nobody was reminded after three days"
    await story.nights(4)
    assert await _letters(story) > first, "nobody was told after seven days"


async def _letters(story: Story) -> int:
    return int(await db.fetchval("SELECT count(*) FROM notification WHERE kind = 'proposal_silence'"))


async def company_meets_and_accepts(story: Story) -> None:
    """9. An interview on the day the person chose, then yes. Accepting occupies the place."""
    hands = await story.at(RECRUITER, story.places["proposal"])
    await hands.send("/answer", {"kind": "interview"})
    await hands.send(
        "/interview",
        {"day": typed(story.today + timedelta(days=1)), "at": "10:30", "place": "Via Resinelli 4, Lecco"},
    )
    sees(hands, "Date proposte")
    counsellor = await story.at(COUNSELLOR, story.places["proposal"])
    await follow(counsellor, "Fissa la data del colloquio")
    does_not_see(counsellor, "Che cosa rende accessibile il colloquio")
    day = await db.fetchval("SELECT id FROM interview_date WHERE state = 'proposed'")
    await counsellor.send("/interview/date", {"date": str(day)})
    sees(counsellor, "Data fissata")
    await story.nights(2)
    hands = await story.at(RECRUITER, story.places["proposal"])
    await follow(hands, "Scrivi com’è andato")
    await hands.send("/interview/outcome", {"outcome": "held"})
    sees(hands, "Il colloquio c’è stato")
    await hands.send("/answer", {"kind": "accept"})
    sees(hands, "Controlla le risposte")
    await hands.send("/acceptance")
    sees(hands, "Proposta accettata")
    assert not has_form(hands, "/answer")
    await hands.open(story.places["vacancy"])
    sees(hands, "Coperto")
    await story.jobs()
