"""Companies: how large, where, of which activity, since when; their people, workforce and commitments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from portal.demo import codes, names, places
from portal.demo.chance import Chance, shared_out
from portal.demo.days import working
from portal.demo.hosts import host as host_of
from portal.demo.sizes import Size
from portal.demo.world import measures, words
from portal.demo.world.models import Account, Commitment, Company, Site
from portal.demo.world.services import somebody
from portal.demo.world.workforce import FULL_TIME, shape_of, workforce
from portal.employers.companies.actions.profile import Profile
from portal.employers.companies.actions.registration import Registration
from portal.employers.companies.vocabulary import CompanyState, EmployerKind
from portal.employers.inclusion.actions.commitments import CommitmentDraft
from portal.employers.measures.rules.drafts import CompensationDraft
from portal.kernel.roles import Role
from portal.reference import legal_forms
from portal.tutoring.modules import MODULES

EDGES = (14, 15, 35, 36, 50, 51, 150, 151)
"""Bases at which the law changes: always there."""
FIRST_VAT_NUMBER = 101
_LARGE = (250, 600)
_CLASSES = {(3, 14): 30, (15, 35): 30, (36, 50): 10, (51, 150): 16, (151, 249): 6, _LARGE: 8}
_SECTIONS = {
    "C": 30.0, "G": 15.0, "F": 8.0, "H": 7.0, "I": 7.0, "N": 6.0, "O": 6.0, "R": 9.0, "Q": 2.0, "P": 5.0, "A": 2.0,
    "J": 1.0, "L": 1.0, "S": 1.0,
}  # fmt: skip
_STATES = {
    CompanyState.VERIFIED: 84, CompanyState.REGISTERED: 8, CompanyState.SUSPENDED: 4, CompanyState.ARCHIVED: 4,
}  # fmt: skip
_FORMS = {
    "1.3.20": 45.0, "1.3.10": 22.0, "1.2.20": 10.0, "1.3.30": 10.0, "1.4.10": 6.0, "1.2.30": 4.0, "1.4.20": 3.0,
}  # fmt: skip
_PUBLIC_FORMS = {"2.4.30": 60.0, "2.4.50": 20.0, "2.7.12": 20.0}
_AGREEMENTS = {
    "A": "A012", "C": "C011", "F": "F012", "G": "H011", "H": "I100", "I": "H05Y", "J": "G011", "L": "J241",
    "N": "H442", "O": "K511", "Q": "T231", "R": "T151", "S": "H077",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outline:
    """A company before its details: enough to give it vacancies."""

    number: int
    name: str
    section: str
    province: str
    base: int
    registered_on: date
    state: CompanyState
    state_on: date

    @property
    def host(self) -> str:
        return host_of(self.name)

    @property
    def verified_on(self) -> date | None:
        if self.state is CompanyState.REGISTERED:
            return None
        return (
            self.state_on
            if self.state is CompanyState.VERIFIED
            else working(self.registered_on + timedelta(12))
        )


def outlines(seed: int, size: Size, day: date, *, first: int, count: int) -> list[Outline]:
    """``count`` companies numbered from ``first``; eight at least, one for each edge of the law."""
    chance = Chance.of(seed, "companies")
    taken: set[str] = set()
    states = _states(chance, count)
    found = []
    for index, base in enumerate(_bases(chance, count)):
        # companies at an edge are whole ones, so that their figures can be looked at
        state = CompanyState.VERIFIED if base in EDGES else states.pop()
        section = chance.pick(_SECTIONS)
        registered_on, state_on = _days(chance, state, day)
        name = names.company_name(chance, section, taken)
        province = chance.pick(places.weights_of(size))
        found.append(Outline(first + index, name, section, province, base, registered_on, state, state_on))
    return found


def _bases(chance: Chance, count: int) -> list[int]:
    rest = shared_out(count - len(EDGES), _CLASSES)
    drawn = [
        250 + min(900, int(chance.expovariate(1 / 150))) if limits == _LARGE else _not_an_edge(chance, limits)
        for limits, number in rest.items()
        for _ in range(number)
    ]
    found = [*EDGES, *drawn]
    chance.shuffle(found)
    return found


def _not_an_edge(chance: Chance, limits: tuple[int, int]) -> int:
    while True:
        base = chance.randint(*limits)
        if base not in EDGES:
            return base


def _states(chance: Chance, count: int) -> list[CompanyState]:
    """For the companies that stand at no edge; the rarer states once at least."""
    others = count - len(EDGES)
    counts = {state: max(1, number) for state, number in shared_out(others, _STATES).items()}
    counts[CompanyState.VERIFIED] = others - sum(counts.values()) + counts[CompanyState.VERIFIED]
    found = [state for state, number in counts.items() for _ in range(number)]
    chance.shuffle(found)
    return found


def _days(chance: Chance, state: CompanyState, day: date) -> tuple[date, date]:
    """Registered, and in its state since. Most have been there for years; who waits for verification is new."""
    if state is CompanyState.REGISTERED:
        registered_on = working(day - chance.days(3, 15))
        return registered_on, registered_on
    registered_on = working(day - chance.days(1_000, 1_100))
    if state is CompanyState.VERIFIED:
        return registered_on, registered_on + timedelta(days=chance.randint(1, 12))
    return registered_on, working(day - chance.days(20, 120))


def sites(seed: int, outline: Outline) -> tuple[Site, ...]:
    """The head office first; one site more from 40 on, two from 200."""
    chance = Chance.of(seed, "sites", outline.number)
    found: list[Site] = []
    for _ in range(1 if outline.base < 40 else 2 if outline.base < 200 else 3):
        place = places.comune_in(chance, outline.province)
        if place.name not in {site.name for site in found}:
            found.append(Site(chance.id(outline.registered_on), place.name, place.code))
    return tuple(found)


def staff(seed: int, outline: Outline, tutors: int) -> tuple[Account, ...]:
    """An administrator, from 36 on somebody for recruiting, trained tutors; with several a last one half-way."""
    chance = Chance.of(seed, "staff", outline.number)
    taken: set[str] = set()

    def somebody_as(role: Role, modules: int = 0) -> Account:
        one = somebody(chance, outline.host, (role,), outline.registered_on, taken)
        return Account(one.id, one.name, one.email, one.roles, one.since, modules)

    found = [somebody_as(Role.COMPANY_ADMINISTRATOR)]
    if outline.base >= 36:
        found.append(somebody_as(Role.COMPANY_RECRUITER))
    found += [somebody_as(Role.IN_COMPANY_TUTOR, len(MODULES)) for _ in range(tutors)]
    if tutors > 1:
        found.append(somebody_as(Role.IN_COMPANY_TUTOR, 3))
    return tuple(found)


def details(seed: int, outline: Outline, day: date, *, tutors: int) -> Company:
    """The whole company; ``tutors``: how many its plans need."""
    chance = Chance.of(seed, "company", outline.number)
    where, who = sites(seed, outline), staff(seed, outline, tutors)
    form = chance.pick(_PUBLIC_FORMS if outline.section == "P" else _FORMS)
    kind = EmployerKind.PUBLIC if legal_forms.by_code(form).is_public else EmployerKind.PRIVATE
    registration_id = chance.id(outline.registered_on)
    rows = tuple(workforce(chance, shape_of(chance, outline.base, day), where, day))
    commitments = tuple(_commitments(chance, who[0], outline, day))
    asking = measures.Asking(outline.base, outline.province, kind, outline.registered_on, rows)
    asked = Chance.of(seed, "measures", outline.number)
    found = tuple(measures.measures_of(asked, asking, day))
    if any(isinstance(one.draft, CompensationDraft) for one in found):
        kind = EmployerKind.PRIVATE_IN_GROUP
    return Company(
        registration=Registration(
            id=registration_id,
            name=outline.name,
            tax_code=codes.vat_number(FIRST_VAT_NUMBER + outline.number),
            pec=f"posta@pec.{outline.host}",
            comune_code=where[0].comune_code,
            administrator_name=who[0].name,
            administrator_email=who[0].email,
            legal_form=form,
            ateco_section=outline.section,
        ),
        profile=Profile(
            form,
            outline.section,
            _AGREEMENTS.get(outline.section),
            FULL_TIME,
            5,
            kind,
        ),
        sites=where,
        registered_on=outline.registered_on,
        verified_on=outline.verified_on,
        state=outline.state,
        state_on=outline.state_on,
        reason=words.COMPANY_REASONS.get(outline.state),
        base=outline.base,
        workers=rows,
        staff=who,
        commitments=commitments,
        measures=found,
        agreements=tuple(measures.agreements_of(asked, asking, day)),
    )


def _commitments(chance: Chance, owner: Account, outline: Outline, day: date) -> list[Commitment]:
    if outline.base < 36 or outline.state is not CompanyState.VERIFIED:
        return []
    found = []
    for title, kind in chance.some(words.COMMITMENTS, 1, 4):
        starts_on = working(day - chance.days(30, 500))
        due_on = starts_on + chance.days(60, 360)
        done = due_on < day and chance.happens(0.7)
        draft = CommitmentDraft(title, kind, owner.name, starts_on, due_on)
        found.append(Commitment(chance.id(starts_on), draft, working(due_on) if done else None))
    return found
