"""Which role where: the table kinds × roles, and who gives and takes them."""

import pytest

from portal.accounts.rules import (
    MANAGES,
    first_roles,
    last_manager_refusal,
    role_refusal,
    roles_in_force,
    roles_managed_by,
)
from portal.accounts.vocabulary import KIND_WITH_ARTICLE
from portal.kernel.roles import KIND_LABELS, ROLE_LABELS, ROLES_OF_KIND, OrganisationKind, Role

K, R = OrganisationKind, Role


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("kind", list(OrganisationKind))
def test_a_role_is_refused_exactly_where_its_kind_does_not_have_it(
    kind: OrganisationKind, role: Role
) -> None:
    refusal = role_refusal(role, [kind])
    if role in ROLES_OF_KIND[kind]:
        assert refusal is None
    else:
        assert refusal is not None
        assert ROLE_LABELS[role] in refusal
        assert refusal.endswith("Scegli un altro ruolo.")


def test_the_sentence_names_kind_and_role() -> None:
    assert role_refusal(R.PSYCHOLOGIST, [K.HOST]) == (
        "Un’organizzazione ospitante non può avere il ruolo Psicologo. Scegli un altro ruolo."
    )


def test_a_body_of_several_kinds_has_the_roles_of_each() -> None:
    kinds = [K.HOST, K.PLACEMENT_SERVICE]
    assert role_refusal(R.PSYCHOLOGIST, kinds) is None
    assert role_refusal(R.IN_COMPANY_TUTOR, kinds) is None
    assert role_refusal(R.HEALTH_OPERATOR, kinds) == (
        "Un servizio di inserimento lavorativo e un’organizzazione ospitante non possono avere "
        "il ruolo Operatore sanitario. Scegli un altro ruolo."
    )


def test_an_organisation_without_a_kind_in_force_has_no_roles() -> None:
    assert role_refusal(R.COORDINATOR, []) is not None
    assert roles_in_force([R.COORDINATOR], []) == frozenset()


def test_a_role_lives_as_long_as_a_kind_that_has_it() -> None:
    assert roles_in_force([R.IN_COMPANY_TUTOR, R.COORDINATOR], [K.PLACEMENT_SERVICE]) == {R.COORDINATOR}


def test_every_kind_and_role_has_its_words() -> None:
    assert set(KIND_WITH_ARTICLE) == set(KIND_LABELS) == set(OrganisationKind)
    assert set(ROLE_LABELS) == set(Role)


@pytest.mark.parametrize(
    ("manager", "kinds", "given"),
    [
        (R.COMPANY_ADMINISTRATOR, {K.COMPANY}, ROLES_OF_KIND[K.COMPANY]),
        (R.COMPANY_RECRUITER, {K.COMPANY}, set()),
        (R.IN_COMPANY_TUTOR, {K.COMPANY}, set()),
        (R.COORDINATOR, {K.PLACEMENT_SERVICE}, ROLES_OF_KIND[K.PLACEMENT_SERVICE]),
        (R.COORDINATOR, {K.TERRITORY}, {R.COORDINATOR, R.DATA_PROTECTION_OFFICER}),
        (R.JOB_COUNSELLOR, {K.PLACEMENT_SERVICE}, set()),
        (R.PLATFORM_ADMINISTRATOR, {K.PLATFORM}, {R.PLATFORM_ADMINISTRATOR}),
    ],
)
def test_who_gives_which_roles_in_the_own_organisation(
    manager: Role, kinds: set[OrganisationKind], given: set[Role]
) -> None:
    assert roles_managed_by([manager], kinds) == given


def test_in_a_cooperative_company_and_service_are_managed_apart() -> None:
    kinds = {K.COMPANY, K.PLACEMENT_SERVICE}
    by_company = roles_managed_by([R.COMPANY_ADMINISTRATOR], kinds)
    by_service = roles_managed_by([R.COORDINATOR], kinds)
    assert R.JOB_COUNSELLOR not in by_company
    assert R.COMPANY_ADMINISTRATOR not in by_service


@pytest.mark.parametrize("role", sorted(set(Role) - set(MANAGES)))
def test_nobody_else_gives_roles(role: Role) -> None:
    assert roles_managed_by([role], list(OrganisationKind)) == frozenset()


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        (K.PLACEMENT_SERVICE, {R.COORDINATOR}),
        (K.EMPLOYMENT_CENTRE, {R.COORDINATOR}),
        (K.TERRITORY, {R.COORDINATOR}),
        (K.HEALTH_SERVICE, {R.HEALTH_OPERATOR}),
        (K.PUBLIC_BODY, {R.ACCREDITATION_ASSESSOR}),
        (K.CONSORTIUM, {R.CONSORTIUM_MANAGER}),
        (K.COMPANY, {R.COMPANY_ADMINISTRATOR}),
    ],
)
def test_the_platforms_office_gives_only_the_role_that_manages_the_others(
    kind: OrganisationKind, first: set[Role]
) -> None:
    assert first_roles([kind]) == first


def test_the_last_administrator_stays() -> None:
    assert last_manager_refusal("Anna Bassi", R.COMPANY_ADMINISTRATOR, 0) == (
        "Anna Bassi è l’unica persona con il ruolo «Amministratore dell’azienda». "
        "Prima assegna il ruolo a un’altra persona."
    )
    assert last_manager_refusal("Anna Bassi", R.COMPANY_ADMINISTRATOR, 1) is None
    assert last_manager_refusal("Anna Bassi", R.COMPANY_RECRUITER, 0) is None
