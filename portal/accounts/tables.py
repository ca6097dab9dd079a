"""Tables of people, organisations and access. Checks, exclusions and partial indexes stand in the migrations."""

from piccolo.table import Table

from portal.foundation import columns


class Account(Table, tablename="account"):
    """Somebody who signs in. ``email`` is in small letters; the second factor is there once confirmed."""

    id = columns.key()
    email = columns.text(unique=True)
    name = columns.text()
    password_hash = columns.text(null=True)
    totp_sealed = columns.octets(null=True)
    totp_confirmed_at = columns.moment(null=True)
    totp_last_step = columns.large(null=True)
    disabled_at = columns.moment(null=True)
    created_at = columns.moment()
    sintetico = columns.yes_no(default=False)


class RecoveryCode(Table, tablename="recovery_code"):
    """One of the ten codes for a lost phone; shown once, kept as a hash."""

    id = columns.key()
    account = columns.refers_to(Account)
    code_hash = columns.octets(unique=True)
    created_at = columns.moment()
    used_at = columns.moment(null=True)


class Organisation(Table, tablename="organisation"):
    """A body people act for. ``tax_code``: eleven digits, VAT number or tax code of the body."""

    id = columns.key()
    name = columns.text()
    tax_code = columns.text(unique=True)
    pec = columns.text(null=True)
    subkind = columns.text(null=True)
    verified_on = columns.day(null=True)
    verified_by = columns.refers_to(Account, null=True, index=False)
    created_at = columns.moment()
    sintetico = columns.yes_no(default=False)


class OrganisationKindPeriod(Table, tablename="organisation_kind"):
    """What an organisation is, from ``starts_on`` until the day before ``ends_on``."""

    id = columns.key()
    organisation = columns.refers_to(Organisation, index=False)
    kind = columns.text()
    starts_on = columns.day()
    ends_on = columns.day(null=True)


class Territory(Table, tablename="territory"):
    """A set of municipalities that services and offices answer for; Istat codes in ``comuni``."""

    id = columns.key()
    name = columns.text()
    kind = columns.text()
    region_code = columns.text()
    comuni = columns.words()
    valid_from = columns.day()
    valid_until = columns.day(null=True)


class OrganisationTerritory(Table, tablename="organisation_territory"):
    id = columns.key()
    organisation = columns.refers_to(Organisation, index=False)
    territory = columns.refers_to(Territory)


class Membership(Table, tablename="membership"):
    """A person has a role in an organisation, from ``starts_on`` until the day before ``ends_on``."""

    id = columns.key()
    account = columns.refers_to(Account, index=False)
    organisation = columns.refers_to(Organisation)
    role = columns.text()
    starts_on = columns.day()
    ends_on = columns.day(null=True)


class Invitation(Table, tablename="invitation"):
    """A single-use link to join an organisation in some roles. ``invited_by`` is empty for a registration."""

    id = columns.key()
    organisation = columns.refers_to(Organisation)
    email = columns.text(index=True)
    name = columns.text()
    roles = columns.words()
    token_hash = columns.octets(unique=True)
    created_at = columns.moment()
    sent_at = columns.moment()
    expires_at = columns.moment()
    accepted_at = columns.moment(null=True)
    accepted_by = columns.refers_to(Account, null=True, index=False)
    revoked_at = columns.moment(null=True)
    invited_by = columns.refers_to(Account, null=True, index=False)


class PasswordReset(Table, tablename="password_reset"):
    """A single-use link to choose a new password."""

    id = columns.key()
    account = columns.refers_to(Account)
    token_hash = columns.octets(unique=True)
    created_at = columns.moment()
    expires_at = columns.moment()
    used_at = columns.moment(null=True)


class AccountDraft(Table, tablename="account_draft"):
    """What somebody types in a form that belongs to no file yet, sealed; one an account, organisation and form."""

    id = columns.key()
    account = columns.refers_to(Account)
    organisation = columns.refers_to(Organisation)
    form = columns.text()
    typed_sealed = columns.octets()
    saved_at = columns.moment()
    expires_at = columns.moment(index=True)
