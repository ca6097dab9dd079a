"""Steps 10 to 12: the plan is prepared, kept, ended; what follows from its end."""

from __future__ import annotations

from datetime import timedelta

from portal.foundation.notifications import Kind
from portal.tutoring.modules import MODULES
from tests import cast
from tests.journeys.hands import does_not_see, follow, sees, words_of
from tests.journeys.story import (
    ADMINISTRATOR,
    COORDINATOR,
    COUNSELLOR,
    PERSON,
    RECRUITER,
    TUTOR,
    VACANCY,
    Story,
    email_of,
    typed,
)

WEEKS = 8


async def plan_is_prepared(story: Story) -> None:
    """10. The plan is there by itself; the counsellor gives it dates, hours, goals and a tutor."""
    hands = await story.at(COUNSELLOR, "/plans")
    await follow(hands, VACANCY[1:])
    plan = story.keep("plan", hands)
    sees(hands, "In preparazione", PERSON)
    await hands.open(f"{plan}/preparation")
    await hands.send(
        "/preparation",
        {
            "starts_on": typed(story.today + timedelta(days=1)),
            "ends_on": typed(story.today + timedelta(weeks=WEEKS)),
            "weekly_hours": "20",
            "day_starts_at": "8:30",
            "day_ends_at": "12:30",
            "tutor": TUTOR,
            "goal_1": "Preparare un ordine senza aiuto",
            "indicator_1": "Dieci righe giuste senza chiedere",
            "target_1": "4",
            "goal_2": "Controllare le bolle",
            "indicator_2": "Segna ogni differenza",
        },
    )
    sees(hands, "Preparare un ordine senza aiuto", TUTOR)
    await hands.send("/completion")
    sees(hands, "Da firmare")


async def papers_are_signed(story: Story) -> None:
    """10. Signatures of the three, every document, and a trained tutor: then, and only then, it is ready.

    Who has an account signs with the password once more; she signs on the page of her own link.
    """
    plan = story.places["plan"]
    hands = await story.at(COUNSELLOR, f"{plan}/signatures/service")
    await hands.send("/signatures/service", {"password": cast.PASSWORD})
    sees(hands, "Firma registrata")
    await hands.open(f"{plan}/documents")
    await hands.send("/signature-links", {"signer": "La persona"})
    await story.jobs()
    company = await story.at(RECRUITER, plan)
    sees(company, PERSON)
    await company.open(f"{plan}/signatures/company")
    await company.send("/signatures/company", {"password": cast.PASSWORD})
    sees(company, "Firma registrata")
    herself = await story.window(PERSON)
    await herself.open(await story.link_in_letter(email_of(PERSON), "documents_to_sign"))
    sees(herself, "Preparare un ordine senza aiuto")
    await herself.send("")
    sees(herself, "Hai firmato")
    hands = await story.at(COUNSELLOR, f"{plan}/documents")
    await hands.send(
        "/documents",
        {"kind": "communication", "reference": "Prot. 418", "recorded_on": typed(story.today)},
    )
    sees(hands, "Documento registrato")
    await hands.open(plan)
    sees(hands, "Da firmare", "formazione del tutor")


async def tutor_is_trained(story: Story) -> None:
    """10. Five modules, each with its question."""
    hands = await story.at(TUTOR, "/tutor-training")
    for module in MODULES:
        await hands.open("/tutor-training")
        await follow(hands, module.title)
        await hands.send(f"/{module.key}/reading")
        await hands.send(f"/{module.key}/questions", module.best)
        sees(hands, f"Modulo concluso: {module.title}.")
    hands = await story.at(COUNSELLOR, story.places["plan"])
    if "Pronto" not in words_of(hands):
        await hands.send("/readiness")
    sees(hands, "Pronto")


async def plan_is_started(story: Story) -> None:
    """10. On its first day, not before."""
    await story.nights(1)
    hands = await story.at(COUNSELLOR, story.places["plan"])
    await hands.send("/start")
    sees(hands, "Percorso avviato", "In corso")
    await story.jobs()


async def tutor_keeps_the_register(story: Story) -> None:
    """11. From the phone: today's hours, an absence, a goal with the fact seen, the diary."""
    hands = await story.at(TUTOR, "/")
    assert hands.path.startswith(story.places["plan"]), hands.path
    sees(hands, "Oggi", "Preparare un ordine senza aiuto")
    await hands.send("/attendance", {"starts_at": "8.30", "ends_at": "1230"})
    sees(hands, "Presenza registrata", "8:30")
    await hands.open(f"{story.places['plan']}/goals")
    await hands.send(
        "/goals",
        {"on": typed(story.today), "level_1": "2", "fact_1": "Tre ordini su dieci da sola."},
    )
    sees(hands, "Valutazione salvata")
    await hands.send(
        "/diary",
        {
            "title": "Prima settimana",
            "text": "Ha preparato gli ordini del mattino con il foglio.",
            "kind": "step_forward",
        },
    )
    sees(hands, "Prima settimana")
    counsellor = await story.at(COUNSELLOR, story.places["plan"])
    sees(counsellor, "Prima settimana")


async def month_is_reminded(story: Story) -> None:
    """11. Once for each month that ended; here a job, not a person, remembers."""
    first_day = story.today
    next_month = (first_day.replace(day=1) + timedelta(days=32)).replace(day=1)
    await story.nights((next_month - first_day).days)
    await story.told(email_of(TUTOR), Kind.PLAN_DUE)
    hands = await story.at(TUTOR, f"{story.places['plan']}?month={first_day:%Y-%m}")
    sees(hands, "8:30")


async def plan_ends_with_a_hire(story: Story) -> None:
    """12. The outcome is a hire; the company finds a row to confirm, and its coverage has not moved yet."""
    await story.nights(20)
    hands = await story.at(COUNSELLOR, f"{story.places['plan']}/outcome")
    await hands.send(
        "/outcome",
        {
            "outcome": "Assunzione",
            "ended_on": typed(story.today),
            "words": "Prepara gli ordini da sola.",
            "hire_from": typed(story.today),
            "hire_weekly_hours": "24",
        },
    )
    sees(hands, "Percorso concluso", "Concluso")
    await story.jobs()


async def company_confirms_the_hire(story: Story) -> None:
    """12. When the administrator confirms, the row counts."""
    hands = await story.at(ADMINISTRATOR, "/obligations")
    before = words_of(hands)
    await hands.open("/")
    await follow(hands, "Conferma l’assunzione")
    sees(hands, PERSON)
    await hands.send(
        "/confirmation",
        {"code": "0901", "site": "Lecco", "contract": "permanent", "category": "D1", "percentage": "67"},
    )
    sees(hands, "in organico")
    await story.jobs()
    await hands.open("/obligations")
    assert words_of(hands) != before, "the coverage did not move"


async def it_is_verified_after_a_month(story: Story) -> None:
    """12. Follow-ups at 1, 3, 6, 12 months; the first is due, the second is not. The coordinator sees the territory."""
    await story.nights(31)
    await story.told(email_of(COUNSELLOR), Kind.PLAN_DUE)
    hands = await story.at(COUNSELLOR, f"{story.places['plan']}/follow-ups")
    await hands.send("/follow-ups", {"months": "1 mes", "still_there": "Lavora ancora lì"})
    sees(hands, "lavora ancora lì")
    coordinator = await story.at(COORDINATOR, "/")
    sees(coordinator, "Territorio")
    does_not_see(coordinator, PERSON)
