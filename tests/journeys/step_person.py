"""Steps 5 and 6: the counsellor opens a file, goes through the phases, collects consents, publishes the profile."""

from __future__ import annotations

from datetime import timedelta

from portal.reference import professions
from tests.candidates.builders import WAREHOUSE, WAREHOUSE_SKILLS
from tests.journeys.hands import Hands, does_not_see, follow, sees
from tests.journeys.story import COORDINATOR, COUNSELLOR, HOME, PERSON, Story, email_of, typed

WISHES, AGREED = "Lavorare vicino a casa, al mattino.", "Ci rivediamo con i documenti."

WEEK = 7
"""A profile that waits alone is released after a week at the latest."""


async def file_is_opened(story: Story) -> None:
    """5. The first contact: who she is, how she is reached, which path."""
    hands = await story.at(COUNSELLOR, "/people/new")
    first, last = PERSON.split()
    await hands.send(
        "/people",
        {
            "first_name": first,
            "last_name": last,
            "comune": HOME,
            "phone": "0341 000000",
            "email": email_of(PERSON),
            "opened_on": typed(story.today),
        },
    )
    story.keep("person", hands)
    sees(hands, PERSON, "Segnalazione")


async def _moves(story: Story, hands: Hands, name: str, now_in: str, **more: str) -> None:
    await hands.open(f"{story.places['person']}/phases/moves/{name}")
    await hands.send(f"/moves/{name}", {"on": typed(story.today), **more})
    sees(hands, f"«{now_in}»")


async def _talks(story: Story, hands: Hands, kind: str) -> None:
    await hands.open(f"{story.places['person']}/interviews/new")
    await hands.send(
        "/interviews",
        {
            "kind": kind,
            "held_on": typed(story.today),
            "minutes": "45",
            "mode": "Di persona",
            "present": ["La persona"],
            "wishes": WISHES,
            "agreed": AGREED,
            "next_step": "Portare i documenti.",
        },
    )
    sees(hands, "Colloquio registrato")


async def first_phases(story: Story) -> None:
    """5. First evaluation and the two interviews, each with what the phase must leave behind."""
    hands = await story.at(COUNSELLOR)
    await _moves(story, hands, "start_evaluation", "Prima valutazione")
    await hands.open(f"{story.places['person']}/phases/evaluation")
    await hands.send(
        "/evaluation",
        {
            "workstations": "Due magazzini in zona.",
            "load": "Sostenibile.",
            "network": "Adeguata",
            "noted_on": typed(story.today),
        },
    )
    sees(hands, "Nota di prima valutazione salvata")
    await _moves(story, hands, "meet_sender", "Colloquio con il servizio inviante")
    await _talks(story, hands, "Anamnesi")
    await _moves(story, hands, "meet_person", "Colloquio con la persona")
    await _talks(story, hands, "Accoglienza")


async def working_life_is_written(story: Story) -> None:
    """5. What she has done, what she can do, when she can work, what helps."""
    hands = await story.at(COUNSELLOR, f"{story.places['person']}/data/experiences/new")
    await hands.send("/experiences", {"profession": professions.name(WAREHOUSE), "years": "Da 2 a 4 anni"})
    sees(hands, "Esperienza salvata")
    await hands.open(f"{story.places['person']}/data/skills")
    await hands.send("/skills", {"skills": list(WAREHOUSE_SKILLS)})
    sees(hands, "Competenze salvate")
    await hands.open(f"{story.places['person']}/data/availability")
    await hands.send(
        "/availability",
        {
            "hours_min": "20",
            "hours_max": "30",
            "max_minutes": "45",
            "slots": ["mon-morning", "tue-morning"],
            "travel_modes": ["Mezzi pubblici"],
        },
    )
    sees(hands, "Disponibilità salvata")
    await hands.open(f"{story.places['person']}/data/conditions")
    await hands.send("/conditions", {"accommodations": ["M2"]})
    sees(hands, "Condizioni salvate")
    await hands.open(f"{story.places['person']}/data/quota")
    await hands.send(
        "/quota",
        {
            "art3": "D1",
            "percentage": "67",
            "proof": "Verbale di invalidità",
            "proof_on": typed(story.today),
            "valid_from": typed(story.today),
        },
    )
    sees(hands, "Idoneità alla riserva registrata")


async def _consents(story: Story, hands: Hands, kind: str) -> None:
    await hands.open(f"{story.places['person']}/consents/{kind}")
    await hands.send(f"/consents/{kind}", {"how": "Su carta", "given_on": typed(story.today)})
    sees(hands, "Consenso registrato")


async def she_is_admitted(story: Story) -> None:
    """5. The decision, with its reason; the project in her words, agreed; then development begins."""
    hands = await story.at(COUNSELLOR)
    await _moves(story, hands, "go_to_decision", "Decisione")
    await _consents(story, hands, "service")
    await _moves(
        story,
        hands,
        "admit",
        "Accettazione",
        reason="Il percorso è adatto a lei.",
        notice_on=typed(story.today),
    )
    await hands.open(f"{story.places['person']}/project/draft")
    await hands.send(
        "/project/draft",
        {
            "wishes": "Lavorare vicino a casa.",
            "aim_1": "Un lavoro in magazzino.",
            "area_1": "Posti di lavoro stabili",
            "indicator_1": "Un contratto firmato.",
            "action_1_1": "Cercare annunci ogni settimana.",
            "kind_1_1": "Ricerca attiva",
            "owner_1_1": "La persona",
            "due_1_1": typed(story.today + timedelta(days=30)),
            "next_review_on": typed(story.today + timedelta(days=60)),
        },
    )
    sees(hands, "Bozza salvata")
    await hands.send("/agreement-request")
    await hands.open(f"{story.places['person']}/project/agreement")
    await hands.send("/project/agreement", {"how": "Su carta, firmato", "agreed_on": typed(story.today)})
    sees(hands, "Il progetto è in vigore")
    await _moves(story, hands, "start_development", "Sviluppo")


async def she_is_assessed(story: Story) -> None:
    """5. What was seen, on the dimensions of ICF; nothing counts before the signature."""
    person = story.places["person"]
    hands = await story.at(COORDINATOR, "/operator-training")
    course = {
        "member": COUNSELLOR,
        "topic": "Metodo di valutazione",
        "hours": "16",
        "completed_on": typed(story.today),
    }
    await hands.send("/operator-training", course)
    sees(hands, "Formazione registrata")
    hands = await story.at(COUNSELLOR, f"{person}/assessment/new")
    await hands.send("/assessment/new", {"occasion": "Iniziale"})
    sees(hands, "Valutazione iniziata")
    await follow(hands, "Compila la tua scheda")
    seen = {"k_A1": "2", "s_A1": "3", "basis_A1": "Prova", "k_C1": "3", "basis_C1": "Colloquio"}
    await hands.send("/sheet", seen, button="Consegna la scheda")
    sees(hands, "Scheda consegnata")
    await hands.send("/comparison")
    sees(hands, "Le schede sono a confronto")
    await follow(hands, "Concorda la sintesi")
    await hands.send("/agreement", {"words": "Lavora con cura, con il foglio delle consegne."})
    await follow(hands, "Controlla e firma")
    await hands.send("/signature", {"signed_on": typed(story.today)})
    sees(hands, "Valutazione firmata")


async def consents_are_collected(story: Story) -> None:
    """5. Each for its own purpose: the profile, the proposals."""
    hands = await story.at(COUNSELLOR)
    await _consents(story, hands, "profile")
    await _consents(story, hands, "proposals")


async def profile_is_published(story: Story) -> None:
    """6. The card as companies will see it, why each field is hidden; then the next run of the region."""
    profile = f"{story.places['person']}/profile"
    hands = await story.at(COUNSELLOR, profile)
    await hands.send("/profile", {"profession": professions.name(WAREHOUSE)})
    sees(hands, "Come la vede l’azienda", "Provincia di Lecco")
    await hands.send("/profile/publication")
    sees(hands, "In attesa")
    await story.nights(WEEK)
    hands = await story.at(COUNSELLOR, profile)
    sees(hands, "Pubblicato", "Provincia di Lecco")
    does_not_see(hands, "Il profilo è in bozza")
