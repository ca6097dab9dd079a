"""Which words of a search lead to which words of a card, beside the same words.

A card says an occupation by its group and a skill perhaps by its family; whoever searches for «cuoco» or «saldare»
shall find those who show only «Ricettività e ristorazione» or «produzione e montaggio», after those who show more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from portal.candidates.profiles.card_words import may_be_told
from portal.foundation.search import broader_of
from portal.reference import professions, skills, synonyms
from portal.reference.professions import Profession
from portal.reference.skills import Skill
from portal.reference.synonyms import SynonymGroup
from portal.reference.text import words

ABOUT_HEALTH = frozenset({"S065", "S066", "S067", "S084", "S085", "S086", "S087", "S088", "S097"})
"""Groups of search words that no card answers: the law's categories, disabilities, aids."""

SKILLS_OF: dict[str, tuple[str, ...]] = {
    "S006": ("K006", "K101", "K103"),  # call center
    "S008": ("K008", "K009"),  # contabile
    "S013": ("K018", "K043"),  # scaffalista
    "S015": ("K035", "K037", "K040"),  # aiuto cuoco, lavapiatti
    "S021": ("K028",),  # cameriera ai piani
    "S022": ("K033",),  # lavanderia, stireria
    "S029": ("K051",),  # controllo qualità
    "S035": ("K073", "K074"),  # muratore
    "S040": ("K065", "K066", "K068"),  # giardiniere
    "S043": ("K069",),  # allevamento
    "S050": ("K028", "K033"),  # colf
    "S051": ("K081",),  # babysitter
    "S058": ("K086", "K093"),  # help desk, sistemista
    "S060": ("K090",),  # social media
    "S094": ("K011",),  # excel
    "S095": ("K012",),  # word
    "S096": ("K016",),  # email
}
"""Groups of search words whose skills no code of an occupation tells, or tells wrongly."""

MOST_FAMILIES = 2
"""A word that belongs to more families than this leads to none of them."""

MOST_GROUPS = 3
"""A title of trades of more groups than this says too little."""

_GROUP_LEVELS = 2


def asks_of_health(text: str) -> bool:
    return any(group.code in ABOUT_HEALTH for group in synonyms.groups_in(text))


def alike() -> tuple[tuple[str, ...], ...]:
    """Groups of terms of equal meaning."""
    return tuple(group.terms for group in _groups())


def broader() -> tuple[tuple[str, str], ...]:
    """(narrow, wide): skills and their words to families, trades to groups of occupations and to families."""
    return tuple(dict.fromkeys([*_skills(), *_trades()]))


def _groups() -> Iterator[SynonymGroup]:
    return (group for group in synonyms.entries() if group.code not in ABOUT_HEALTH)


def _skill_labels() -> dict[str, str]:
    """Each skill's label and the family a card may show instead; none that tells of a disability."""
    return {
        skill.name: skills.family(skill.family).name for skill in skills.entries() if may_be_told(skill.code)
    }


def _skills() -> Iterator[tuple[str, str]]:
    """Labels, their words, and whatever searchers call the same as words of a label."""
    labels = _skill_labels()
    yield from broader_of(labels, most_families=MOST_FAMILIES)
    words_of = {label: set(words(label)) for label in labels}
    for group in _groups():
        families = {
            family
            for label, family in labels.items()
            if any(set(words(term)) <= words_of[label] for term in group.terms)
        }
        if len(families) <= MOST_FAMILIES:
            yield from ((term, family) for term in group.terms for family in sorted(families))


def _trades() -> Iterator[tuple[str, str]]:
    """Titles of occupations, and what searchers call the same: to their group, family and single skills."""
    same = {words(group.terms[0]): group.terms for group in _groups()}
    wide: dict[str, dict[str, None]] = defaultdict(dict)
    families: dict[str, dict[str, None]] = defaultdict(dict)
    labels: dict[str, dict[str, None]] = defaultdict(dict)
    for profession in professions.entries():
        called = [term for term in (profession.title, *profession.synonyms) if not asks_of_health(term)]
        terms = dict.fromkeys([*called, *(term for one in called for term in same.get(words(one), ()))])
        group = professions.group_name(professions.first_levels(profession.code, _GROUP_LEVELS))
        nearest = _nearest(profession)
        for term in terms:
            wide[term][group] = None
            families[term].update(dict.fromkeys(_families(nearest)))
            labels[term].update((skill.name, None) for skill in nearest)
    for group_of_words in _groups():
        if told := [skills.by_code(code) for code in SKILLS_OF.get(group_of_words.code, ())]:
            for term in group_of_words.terms:
                wide.setdefault(term, {})
                labels[term] = dict.fromkeys(skill.name for skill in told)
                families[term] = dict.fromkeys(skills.family(skill.family).name for skill in told)
    for term, found in wide.items():
        if len(found) <= MOST_GROUPS:
            yield from ((term, group) for group in found)
        if len(families[term]) <= MOST_FAMILIES:
            yield from ((term, family) for family in families[term])
            yield from ((term, label) for label in labels[term])


def _nearest(profession: Profession) -> list[Skill]:
    """The technical skills of the narrowest group that has any."""
    at: dict[int, list[Skill]] = defaultdict(list)
    for skill in skills.for_profession(profession.code):
        if may_be_told(skill.code):
            at[_levels(skill, profession)].append(skill)
    return at[max(at)] if at else []


def _levels(skill: Skill, profession: Profession) -> int:
    code = f"{profession.code}."
    return max(len(prefix.split(".")) for prefix in skill.professions if code.startswith(f"{prefix}."))


def _families(nearest: Sequence[Skill]) -> list[str]:
    """Those of most of the skills."""
    number = Counter(skill.family for skill in nearest)
    most = max(number.values(), default=0)
    return [skills.family(code).name for code, of_it in number.items() if of_it > most / 2]
