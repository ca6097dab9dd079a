"""Pages of what only the prospetto asks: provinces, codes, posts, balances."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from portal.employers.measures.vocabulary import CONVENZIONE_LABELS
from portal.employers.obligations.rules.sospensione import EFFECTS, SuspensionCause
from portal.employers.prospetto_informativo.exports.words import comune, excluded_label
from portal.employers.prospetto_informativo.pages.show import Head
from portal.employers.prospetto_informativo.rules.answers import EmployerSheet, PostSheet, code_key
from portal.employers.prospetto_informativo.rules.document import Document
from portal.employers.prospetto_informativo.rules.posts import OpenVacancy
from portal.employers.prospetto_informativo.vocabulary import CODE_LIST_LABELS, CODE_SHAPES, CodeList
from portal.employers.vacancies.vocabulary import RESERVED_LABELS
from portal.reference import provinces, regions


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    code: str
    name: str
    workers: int
    place: str
    complete: bool


@dataclass(frozen=True, slots=True)
class ProvincesPage:
    head: Head
    rows: list[ProvinceRow]


@dataclass(frozen=True, slots=True)
class CodeField:
    key: str
    label: str
    value: str
    wrong: str | None


@dataclass(frozen=True, slots=True)
class CodeGroup:
    title: str
    hint: str
    fields: list[CodeField] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CodesPage:
    head: Head
    groups: list[CodeGroup]

    @property
    def wrong(self) -> list[CodeField]:
        return [one for group in self.groups for one in group.fields if one.wrong]


@dataclass(frozen=True, slots=True)
class PostRow:
    id: UUID
    title: str
    place: str
    reserved: str
    places: int
    state: str
    tag: str


@dataclass(frozen=True, slots=True)
class PostsPage:
    head: Head
    rows: list[PostRow]


@dataclass(frozen=True, slots=True)
class BalanceRow:
    region: str
    name: str
    disabled: int
    protected: int
    note: str


def provinces_page(head: Head, document: Document) -> ProvincesPage:
    return ProvincesPage(
        head,
        [
            ProvinceRow(
                one.province,
                provinces.name(one.province),
                one.workers,
                comune(one.answers.comune_code),
                all(
                    (
                        one.answers.comune_code,
                        one.answers.cap,
                        one.answers.address,
                        one.answers.contact_surname,
                        one.answers.contact_name,
                    )
                ),
            )
            for one in document.provinces
        ],
    )


def codes_asked(document: Document) -> dict[str, tuple[CodeList, str]]:
    """By key: the list of the module and our words for the thing."""
    found: dict[str, tuple[CodeList, str]] = {}
    for one in document.provinces:
        for row in one.excluded:
            found[code_key(CodeList.EXCLUDED, row.word)] = (CodeList.EXCLUDED, excluded_label(row))
        for stop in one.suspensions:
            label = EFFECTS[SuspensionCause(stop.cause)].label if stop.cause else "Sospensione"
            found[code_key(CodeList.SUSPENSION, stop.cause)] = (CodeList.SUSPENSION, label)
        for agreement in one.agreements:
            found[code_key(CodeList.CONVENTION, agreement.kind)] = (
                CodeList.CONVENTION,
                CONVENZIONE_LABELS[agreement.kind],
            )
        for moved in one.compensations:
            if moved.group_tax_code:
                found[code_key(CodeList.GROUP_PROVINCE, moved.group_tax_code)] = (
                    CodeList.GROUP_PROVINCE,
                    f"Azienda {moved.group_tax_code}",
                )
    return found


def codes_page(
    head: Head,
    asked: Mapping[str, tuple[CodeList, str]],
    known: EmployerSheet,
    typed: Mapping[str, str],
    wrong: Mapping[str, str],
) -> CodesPage:
    groups: dict[CodeList, CodeGroup] = {}
    for key, (list_, label) in asked.items():
        group = groups.setdefault(
            list_, CodeGroup(CODE_LIST_LABELS[list_], f"Scrivi {CODE_SHAPES[list_][1]}.")
        )
        group.fields.append(CodeField(key, label, typed.get(key, known.codes.get(key, "")), wrong.get(key)))
    return CodesPage(head, list(groups.values()))


def posts_page(head: Head, there: Sequence[OpenVacancy], said: Mapping[UUID, PostSheet]) -> PostsPage:
    rows = []
    for one in there:
        sheet = said.get(one.id)
        state, tag = ("Da completare", "warning")
        if sheet is not None and not sheet.declared:
            state, tag = ("Non dichiarato", "neutral")
        elif sheet is not None and sheet.capacities:
            state, tag = ("Dichiarato", "ok")
        place = f"{comune(one.comune_code)}"
        rows.append(PostRow(one.id, one.title, place, RESERVED_LABELS[one.reserved], one.places, state, tag))
    return PostsPage(head, rows)


def balance_rows(sheet: EmployerSheet) -> list[BalanceRow]:
    return [
        BalanceRow(one.region, regions.by_code(one.region).name, one.disabled, one.protected, one.note or "–")
        for one in sheet.public_balances
    ]
