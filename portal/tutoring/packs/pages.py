"""What the pages of the rule packs receive."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from portal.foundation import db
from portal.foundation.web.figure_pages import (
    ACT_WORDS,
    MARKS,
    HistoryLine,
    hint_of,
    history,
    nearest,
    period_words,
    written,
)
from portal.foundation.web.italian import date_it
from portal.kernel.overlay import ActKind, Entered
from portal.kernel.parameters import Parameter
from portal.reference import regions
from portal.tutoring.packs.rules import KeyParts, parts_of
from portal.tutoring.packs.vocabulary import (
    ANY,
    CATEGORY_LABELS,
    GROUPS,
    NAMES,
    NATION,
    PLACES,
    RULE_KIND_LABELS,
    Category,
    RuleKind,
)


def region_name(code: str) -> str:
    return "Italia" if code == NATION else regions.name(code)


def case_words(parts: KeyParts) -> str:
    """For whom a figure is: «Tirocinio extracurriculare, persona con disabilità»."""
    kind = "Ogni tipo" if parts.kind == ANY else RULE_KIND_LABELS[RuleKind(parts.kind)]
    if parts.category == ANY:
        return kind
    category = CATEGORY_LABELS[Category(parts.category)]
    return f"{kind}, {category[:1].lower()}{category[1:]}"


@dataclass(frozen=True, slots=True)
class RuleLine:
    key: str
    case: str
    value: str
    period: str
    source: str
    mark: tuple[str, str]
    entered: bool


@dataclass(frozen=True, slots=True)
class RuleCard:
    """One rule, a row for each case it has a figure for."""

    label: str
    rows: Sequence[RuleLine]


@dataclass(frozen=True, slots=True)
class RulesPage:
    on: date
    region: str
    rules: Sequence[RuleCard]
    """Of the group that was chosen; all of them at once are a long page."""
    parts: Sequence[tuple[str, str, bool]]
    subjects: Sequence[tuple[str, str, bool]]


def rules_page(
    rows: Iterable[Parameter], known: Iterable[Entered], on: date, region: str, group: str | None = None
) -> RulesPage:
    """One group of figures of a region, or of the nation: the value that holds on ``on``, else the nearest one."""
    over = {one.parameter for one in known if not one.withdrawn}
    by_key: dict[str, list[Parameter]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    found = sorted(
        {parts_of(key).region for key in by_key}, key=lambda code: (code != NATION, region_name(code))
    )
    chosen = region if region in found else NATION
    lines: dict[str, dict[str, list[RuleLine]]] = {}
    for key in sorted(by_key, key=lambda one: (PLACES[parts_of(one).rule], parts_of(one).kind, one)):
        parts = parts_of(key)
        if parts.region != chosen:
            continue
        row, name = nearest(by_key[key], on), NAMES[parts.rule]
        lines.setdefault(name.group, {}).setdefault(name.label, []).append(
            RuleLine(
                key,
                case_words(parts),
                written(row.value, name.unit),
                period_words(row),
                row.source,
                MARKS[row.evidence],
                row in over,
            )
        )
    titles = [title for title in GROUPS if title in lines]
    shown = group if group in titles else titles[0]
    return RulesPage(
        on,
        region_name(chosen),
        [RuleCard(label, own) for label, own in lines[shown].items()],
        [
            (title, f"/rules?{urlencode({'region': chosen, 'group': title})}", title == shown)
            for title in titles
        ],
        [(region_name(code), f"/rules?{urlencode({'region': code})}", code == chosen) for code in found],
    )


@dataclass(frozen=True, slots=True)
class RuleAct:
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class RulePage:
    key: str
    label: str
    group: str
    case: str
    region: str
    hint: str
    rows: Sequence[HistoryLine]
    acts: Sequence[RuleAct]


async def rule_page(
    key: str, delivered: Iterable[Parameter], known: Sequence[Entered], *, only: UUID | None = None
) -> RulePage:
    """``only``: one figure of it, for the page that ends or withdraws it."""
    parts = parts_of(key)
    name = NAMES[parts.rule]
    mine = [one for one in known if one.parameter.key == key and only in (None, one.id)]
    return RulePage(
        key,
        name.label,
        name.group,
        case_words(parts),
        region_name(parts.region),
        hint_of(name.unit),
        history(key, name.unit, () if only else delivered, mine),
        [] if only else await _acts([one.id for one in mine]),
    )


async def _acts(figure_ids: Sequence[UUID]) -> list[RuleAct]:
    rows = await db.fetch(
        "SELECT r.kind, r.reason, r.valid_to, a.name, r.at FROM rule_act r JOIN account a ON a.id = r.by_account"
        " WHERE r.figure_id = ANY($1) ORDER BY r.number DESC",
        figure_ids,
    )
    return [_act(row["kind"], row["reason"], row["valid_to"], row["name"], row["at"]) for row in rows]


def _act(kind: str, reason: str | None, last_day: date | None, name: str, at: datetime) -> RuleAct:
    words = ACT_WORDS[ActKind(kind)]
    if ActKind(kind) is ActKind.ENDED:
        words = f"{words}: {date_it(last_day)}"
    return RuleAct(f"{words}: {reason}" if reason else words, f"{name}, {date_it(at)}")
