"""Tables of the person's file. Special-category fields are sealed (``_sealed``); cards are never computed from them."""

from piccolo.columns import LazyTableReference
from piccolo.table import Table

from portal.foundation import columns

_ORGANISATION = LazyTableReference("Organisation", module_path="portal.accounts.tables")
_ACCOUNT = LazyTableReference("Account", module_path="portal.accounts.tables")


class Person(Table, tablename="person"):
    """Someone followed by a service. ``sort_name`` is folded: the database knows no Italian order."""

    id = columns.key()
    service = columns.refers_to(_ORGANISATION)
    first_name = columns.text()
    last_name = columns.text()
    sort_name = columns.text(index=True)
    email = columns.text(null=True)
    phone = columns.text(null=True)
    comune_code = columns.text()
    preferred_contact = columns.text(null=True)
    birth_sealed = columns.octets(null=True)
    tax_code_sealed = columns.octets(null=True)
    tax_code_index = columns.octets(null=True)
    quota_sealed = columns.octets(null=True)
    conditions_sealed = columns.octets(null=True)
    axes_sealed = columns.octets(null=True)
    registered_by = columns.refers_to(_ACCOUNT, index=False)
    registered_at = columns.moment()
    version = columns.whole(default=1)
    erased_at = columns.moment(null=True)
    sintetico = columns.yes_no(default=False)


class LegalRepresentative(Table, tablename="legal_representative"):
    """Who signs beside the person, by an act of the court. ``words_sealed``: name, telephone, powers, act. One at a
    time; who no longer represents her stays with ``ended_on``."""

    id = columns.key()
    person = columns.refers_to(Person)
    kind = columns.text()
    words_sealed = columns.octets()
    starts_on = columns.day()
    recorded_by = columns.refers_to(_ACCOUNT, index=False)
    recorded_at = columns.moment()
    ended_on = columns.day(null=True)


class Experience(Table, tablename="experience"):
    """A past occupation; years only where the person wants them told."""

    id = columns.key()
    person = columns.refers_to(Person)
    profession_code = columns.text()
    years_band = columns.text()
    from_year = columns.small(null=True)
    to_year = columns.small(null=True)


class PersonSkill(Table, tablename="person_skill"):
    id = columns.key()
    person = columns.refers_to(Person)
    skill_code = columns.text()


class PersonLanguage(Table, tablename="person_language"):
    """A language she works in, with its level of the Common European Framework, 1 (A1) to 6 (C2). Never on a card."""

    id = columns.key()
    person = columns.refers_to(Person)
    language_code = columns.text()
    level = columns.small()


class Availability(Table, tablename="availability"):
    """What she can and wants to do, when and how far. ``slots``: day and part of the day («mon-morning»)."""

    id = columns.key()
    person = columns.refers_to(Person)
    hours_min = columns.small()
    hours_max = columns.small()
    slots = columns.words()
    travel_modes = columns.words()
    max_minutes = columns.small()
    education_code = columns.text(null=True)
    licences = columns.words()
    contracts = columns.words()
    wished_professions = columns.words()
    free_from = columns.day(null=True)
    preferred_slots = columns.words(null=True)
    preferred_contracts = columns.words(null=True)
    avoided_tags = columns.words(null=True)
    version = columns.whole(default=1)


class Consent(Table, tablename="consent"):
    """What the person agreed to. A new one replaces the old; a revoked one stays as the proof that it ended."""

    id = columns.key()
    person = columns.refers_to(Person)
    kind = columns.text()
    given_on = columns.day()
    how = columns.text()
    collected_by = columns.refers_to(_ACCOUNT, null=True, index=False)
    notice_version = columns.text()
    expires_on = columns.day(null=True)
    revoked_on = columns.day(null=True)
    revoked_how = columns.text(null=True)
    replaced_on = columns.day(null=True)
    recorded_at = columns.moment()


class SharingConsent(Table, tablename="sharing_consent"):
    """Her agreement that one service reads some parts of her file, for one purpose, until a day."""

    id = columns.key()
    person = columns.refers_to(Person)
    recipient = columns.refers_to(_ORGANISATION)
    purpose_sealed = columns.octets()
    parts = columns.words()
    notice_version = columns.text()
    collected_by = columns.refers_to(_ACCOUNT, null=True, index=False)
    collected_how = columns.text()
    given_on = columns.day()
    expires_on = columns.day()
    revoked_on = columns.day(null=True)
    revoked_how = columns.text(null=True)
    recorded_at = columns.moment()
