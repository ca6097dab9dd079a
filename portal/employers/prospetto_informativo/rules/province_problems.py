"""Quadro 2: places of reference, codes of the module, posts, measures."""

import re
from collections import Counter

from portal.employers.obligations.rules.treatments import BY_GROUP
from portal.employers.prospetto_informativo.rules import shapes
from portal.employers.prospetto_informativo.rules.document import Document, Post, Province
from portal.employers.prospetto_informativo.rules.problems import Problems, error, warning
from portal.employers.prospetto_informativo.vocabulary import CODE_SHAPES, CodeList, Section
from portal.reference import provinces, unipi

_MEASURES = Section.MEASURES
_PROVINCES = frozenset(one.code for one in provinces.entries())


def province_problems(document: Document) -> Problems:
    for one in document.provinces:
        yield from _place(one)
        yield from _codes(one)
        for post in one.posts:
            yield from _post(post)
        yield from _measures(one)
    yield from _balance(document)
    yield from _transformation(document)
    yield from _posts_for_gap(document)


def _place(one: Province) -> Problems:
    said, where = one.answers, provinces.name(one.province)
    missing = [
        words
        for words, value in (
            ("comune", said.comune_code),
            ("CAP", said.cap),
            ("indirizzo", said.address),
            ("cognome e nome del referente", said.contact_surname and said.contact_name),
        )
        if not value
    ]
    if missing:
        yield error(Section.PROVINCES, f"{where}: manca {', '.join(missing)}.", one.province)
    if said.cap and not shapes.CAP.fullmatch(said.cap):
        yield error(Section.PROVINCES, f"{where}: il CAP ha cinque cifre.", one.province)


def _code(list_: CodeList, code: str, what: str) -> Problems:
    shape, words = CODE_SHAPES[list_]
    if not re.fullmatch(shape, code):
        yield error(Section.CODES, f"{what}: scrivi il codice del modulo, {words}.")


def _codes(one: Province) -> Problems:
    for row in one.excluded:
        yield from _code(CodeList.EXCLUDED, row.code, f"{BY_GROUP[row.group].label}, categoria esclusa")
    for suspension in one.suspensions:
        yield from _code(CodeList.SUSPENSION, suspension.code, "Causa di sospensione")
    for agreement in one.agreements:
        yield from _code(CodeList.CONVENTION, agreement.code, "Tipo di convenzione")
    for moved in one.compensations:
        if moved.group_tax_code and moved.province not in _PROVINCES:
            yield error(
                Section.CODES, "Provincia dell’azienda del gruppo: scrivi le due lettere della targa."
            )


def _post(post: Post) -> Problems:
    what = f"Annuncio «{post.title}»"
    if not shapes.QUALIFICATION.fullmatch(post.profession_code):
        yield error(Section.POSTS, f"{what}: manca la professione.", post.vacancy_id)
    if not post.task:
        yield error(Section.POSTS, f"{what}: mancano le mansioni.", post.vacancy_id)
    if not post.comune_code:
        yield error(Section.POSTS, f"{what}: manca la sede.", post.vacancy_id)
    if not post.capacities:
        yield error(Section.POSTS, f"{what}: scrivi capacità richieste e controindicazioni.", post.vacancy_id)
    for value, words in (
        (post.barriers, "se ci sono barriere architettoniche"),
        (post.night_shifts, "se ci sono turni di notte"),
        (post.public_transport, "se si arriva con i mezzi pubblici"),
    ):
        if value is None:
            yield error(Section.POSTS, f"{what}: non dice {words}.", post.vacancy_id)


def _measures(one: Province) -> Problems:
    where = provinces.name(one.province)
    over = any(row.kind == unipi.SURPLUS and row.subject == unipi.DISABLED for row in one.compensations)
    if over and (one.esoneri or one.self_certified):
        yield error(
            _MEASURES,
            f"{where}: un esonero e un’eccedenza in compensazione non stanno insieme (nota ML 1630/2001).",
            one.province,
        )
    if any(row.province == one.province for row in one.compensations):
        yield error(_MEASURES, f"{where}: una provincia non compensa sé stessa.", one.province)
    for rows, words in (
        (one.suspensions, "sospensione"),
        (one.esoneri, "esonero"),
        (one.self_certified, "autocertificazione 60 per mille"),
        (one.agreements, "convenzione"),
    ):
        if len(rows) > 1:
            yield warning(
                _MEASURES,
                f"{where}: ci sono più voci ({words}). Il modulo ne tiene una per provincia: nel file va quella che "
                "conta, le altre vanno da sole nelle note.",
                one.province,
            )
    for esonero in one.esoneri:
        if esonero.granted and not (esonero.decided_on and esonero.act_ref):
            yield error(
                _MEASURES, f"{where}: dell’esonero concesso servono data ed estremi dell’atto.", one.province
            )
    for declared in one.self_certified:
        if declared.declared_on is None:
            yield error(_MEASURES, f"{where}: manca la data dell’autocertificazione.", one.province)


def _transformation(document: Document) -> Problems:
    said = document.transformation
    if said is None:
        return
    if said.decided_on is None or not said.act_ref:
        yield error(_MEASURES, "Della gradualità servono data ed estremi dell’atto.")
    if said.hires_before is None or said.percentage is None:
        yield error(
            _MEASURES, "Della gradualità servono le assunzioni prima della trasformazione e la percentuale."
        )


def _balance(document: Document) -> Problems:
    """Within the company, what one province has over another has under: Σ E = Σ R, for each subject."""
    sums: Counter[tuple[str, str]] = Counter()
    for one in document.provinces:
        for row in one.compensations:
            if not row.group_tax_code:
                sums[row.subject, row.kind] += row.units
    for subject, words in ((unipi.DISABLED, "art. 3"), (unipi.PROTECTED, "art. 18")):
        over, under = sums[subject, unipi.SURPLUS], sums[subject, unipi.REDUCTION]
        if over != under:
            yield error(
                _MEASURES,
                f"Compensazioni {words}: {over} in eccedenza e {under} in riduzione. Devono essere pari.",
            )


def _posts_for_gap(document: Document) -> Problems:
    posts: Counter[str] = Counter()
    for one in document.provinces:
        for post in one.posts:
            posts[post.subject] += post.places
    for subject, gap, words in (
        (unipi.DISABLED, document.totals.gap3, "art. 3"),
        (unipi.PROTECTED, document.totals.gap18, "art. 18"),
    ):
        if posts[subject] < gap:
            yield warning(
                Section.POSTS,
                f"Per l’{words} i posti scoperti sono {gap}, quelli dichiarati {posts[subject]}.",
            )
