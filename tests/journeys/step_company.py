"""Steps 1 to 4: the company comes in, counts its people, commits itself, publishes a vacancy."""

from __future__ import annotations

from datetime import timedelta

from portal.reference import dimensions
from tests import cast
from tests.journeys.hands import File, Hands, follow, sees
from tests.journeys.story import (
    ADMINISTRATOR,
    COMPANY,
    COORDINATOR,
    RECRUITER,
    TUTOR,
    VACANCY,
    Story,
    email_of,
    typed,
)

ROLE_WORDS = {RECRUITER: "Selezione del personale", TUTOR: "Tutor aziendale"}


async def company_registers(story: Story) -> None:
    """1. Who speaks for a company registers it; the link in the letter makes her its administrator."""
    hands = await story.window(ADMINISTRATOR)
    await hands.open("/registration")
    sees(hands)
    await hands.send(
        "/registration",
        {
            "name": COMPANY,
            "tax_code": cast.tax_code(),
            "pec": "officineadda@pec.example",
            "comune": "Lecco",
            "administrator_name": ADMINISTRATOR,
            "administrator_email": email_of(ADMINISTRATOR),
            "privacy": True,
        },
    )
    sees(hands, "Controlla la posta")
    await _accept(story, ADMINISTRATOR, "invitation")


async def _accept(story: Story, name: str, letter: str) -> Hands:
    hands = await story.window(name)
    await hands.open(await story.link_in_letter(email_of(name), letter))
    sees(hands, COMPANY)
    await hands.send("", {"name": name, "password": cast.PASSWORD, "repeated": cast.PASSWORD})
    sees(hands, "Benvenuto", COMPANY)
    story.is_in(name)
    return hands


async def coordinator_verifies(story: Story) -> None:
    """1. A coordinator has looked at VAT number and PEC."""
    hands = await story.at(COORDINATOR, "/companies")
    await follow(hands, COMPANY)
    story.keep("company", hands)
    await hands.open(f"{story.places['company']}/verification")
    await hands.send("/verification", {"vat_checked": True, "pec_checked": True})
    sees(hands, "verificata")
    await story.jobs()


async def people_are_invited(story: Story) -> None:
    """1. The administrator invites who recruits and who will be a tutor; each comes in by her own link."""
    for name, role in ROLE_WORDS.items():
        hands = await story.at(ADMINISTRATOR, "/users/invitations/new")
        await hands.send("/users/invitations", {"name": name, "email": email_of(name), "roles": [role]})
        sees(hands, email_of(name))
        await _accept(story, name, "invitation")


HEADERS = (
    "matricola;sede;data inizio;contratto;ore settimanali;ore tempo pieno;"
    "protezione;categoria;percentuale;titolo copertura"
)
STAFF = 60
"""Over 50: 7% are reserved (art. 3 L. 68/99), so four posts; two of them are filled."""


def workforce_file() -> File:
    rows = [f"{number:04d};Lecco;01/03/2019;Tempo indeterminato;40;40;;;;" for number in range(1, STAFF + 1)]
    rows += [
        f"R{number:03d};Lecco;01/03/2019;Tempo indeterminato;40;40;art. 1;D1;67;{{title}}"
        for number in (1, 2)
    ]
    from portal.employers.companies.vocabulary import CoverageTitle

    title = CoverageTitle.TARGETED_HIRE.value
    text = "\n".join([HEADERS, *rows]).replace("{title}", title) + "\n"
    return File("organico.csv", text.encode("utf-8"))


async def workforce_is_loaded(story: Story) -> None:
    """2. The workforce, from a file; then what follows from it: base, quota, gap, deadlines, cost, what-if."""
    hands = await story.at(ADMINISTRATOR, "/workforce/import")
    await hands.send("/workforce/import", {"file": workforce_file()})
    sees(hands, "62")
    await hands.send("/loading")
    sees(hands, "Organico caricato: 62 righe nuove")
    await story.jobs()
    await hands.open("/obligations")
    sees(hands, "Base di computo", "60", "Lecco")
    await hands.open("/obligations/calculation")
    sees(hands, "art. 3")
    await hands.open("/obligations/what-if")
    await hands.send("/obligations/what-if", {"hire_reserved": "2"})
    sees(hands)


async def commitment_is_recorded(story: Story) -> None:
    """3. A D&I commitment, with the paper that proves it."""
    hands = await story.at(ADMINISTRATOR, "/commitments/new")
    await hands.send(
        "/commitments",
        {
            "title": "Formazione dei capi turno",
            "kind": "voluntary",
            "owner": "Marta Ripamonti",
            "starts_on": typed(story.today),
            "due_on": typed(story.today + timedelta(days=60)),
        },
    )
    sees(hands, "Formazione dei capi turno")
    story.keep("commitment", hands)
    await hands.send("/evidence", {"file": File("programma.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")})
    sees(hands, "programma.pdf")
    await hands.open("/commitments")
    sees(hands, "Formazione dei capi turno")


async def vacancy_is_published(story: Story) -> None:
    """4. The recruiter describes the work; before it goes out she sees which gap it would close."""
    hands = await story.at(RECRUITER, "/vacancies/new")
    await hands.send("/vacancies", {"title": VACANCY})
    vacancy = story.keep("vacancy", hands)
    await hands.send(
        "/place",
        {
            "site": "Lecco",
            "contract": "permanent",
            "places": "1",
            "public_transport": "yes",
            "architectural_barriers": "no",
            "remote": "no",
        },
        button="Salva e continua",
    )
    assert hands.path.endswith("/tasks"), hands.path
    tasks = {
        "title": VACANCY,
        "words": "magazzino",
        "tasks": "Preparare gli ordini\nControllare le bolle\nTenere in ordine gli scaffali",
        "weekly_hours_min": "20",
        "weekly_hours_max": "24",
        "night_shifts": "no",
        "reserved": "art3",
        "offers": ["M2"],
    }
    await hands.send("/tasks", tasks, button="Cerca")
    await hands.send("/tasks", {"profession": "Magazzinier"}, button="Salva e continua")
    assert hands.path.endswith("/demands"), hands.path
    levels = {f"level_{one.code}": "1" for one in dimensions.entries()}
    await hands.send(
        "/demands",
        {**levels, "level_C1": "3", "essential": ["K017"], "trainable": ["K018"]},
        button="Salva e continua",
    )
    assert hands.path.endswith("/conditions"), hands.path
    await hands.send(
        "/conditions", {"experience_required": "no", "axes": ["supporto"]}, button="Salva e continua"
    )
    assert hands.path == f"{vacancy}/review", hands.path
    sees(hands, "scopert", "Preparare gli ordini")
    await hands.send("/publication")
    sees(hands, "Annuncio pubblicato", VACANCY)
    await story.jobs()
    hands = await story.at(RECRUITER, "/vacancies")
    sees(hands, VACANCY, "Aperto")
