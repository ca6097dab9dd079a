"""Who may sit where: kinds of organisation, roles, and which role belongs to which kind.

Source: the roles of the case model (services.md §1) and of the architecture (§5).
"""

from enum import StrEnum


class OrganisationKind(StrEnum):
    COMPANY = "company"
    PLACEMENT_SERVICE = "placement_service"
    REFERRING_SOCIAL_SERVICE = "referring_social_service"
    HEALTH_SERVICE = "health_service"
    EMPLOYMENT_CENTRE = "employment_centre"
    PUBLIC_BODY = "public_body"
    CONSORTIUM = "consortium"
    HOST = "host"
    PROVIDER = "provider"
    ASSOCIATION = "association"
    TERRITORY = "territory"
    PLATFORM = "platform"


KIND_LABELS: dict[OrganisationKind, str] = {
    OrganisationKind.COMPANY: "Azienda",
    OrganisationKind.PLACEMENT_SERVICE: "Servizio di inserimento lavorativo",
    OrganisationKind.REFERRING_SOCIAL_SERVICE: "Servizio sociale inviante",
    OrganisationKind.HEALTH_SERVICE: "Servizio sanitario",
    OrganisationKind.EMPLOYMENT_CENTRE: "Centro per l’impiego e collocamento mirato",
    OrganisationKind.PUBLIC_BODY: "Ente che accredita e finanzia",
    OrganisationKind.CONSORTIUM: "Consorzio gestore",
    OrganisationKind.HOST: "Organizzazione ospitante",
    OrganisationKind.PROVIDER: "Ente di formazione o di sostegno",
    OrganisationKind.ASSOCIATION: "Associazione",
    OrganisationKind.TERRITORY: "Territorio",
    OrganisationKind.PLATFORM: "Gestore della piattaforma",
}


class Role(StrEnum):
    COMPANY_ADMINISTRATOR = "company_administrator"
    COMPANY_RECRUITER = "company_recruiter"
    IN_COMPANY_TUTOR = "in_company_tutor"
    JOB_COUNSELLOR = "job_counsellor"
    LAWYER = "lawyer"
    PSYCHOLOGIST = "psychologist"
    INTERCULTURAL_MEDIATOR = "intercultural_mediator"
    EDUCATOR = "educator"
    DISTRICT_SOCIAL_WORKER = "district_social_worker"
    REFERRING_SOCIAL_WORKER = "referring_social_worker"
    HEALTH_OPERATOR = "health_operator"
    EMPLOYMENT_CENTRE_OPERATOR = "employment_centre_operator"
    COACH = "coach"
    PEER_SUPPORTER = "peer_supporter"
    ACCREDITATION_ASSESSOR = "accreditation_assessor"
    CONSORTIUM_MANAGER = "consortium_manager"
    ACCOUNT_HOLDER = "account_holder"
    COORDINATOR = "coordinator"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    PLATFORM_ADMINISTRATOR = "platform_administrator"


ROLE_LABELS: dict[Role, str] = {
    Role.COMPANY_ADMINISTRATOR: "Amministratore dell’azienda",
    Role.COMPANY_RECRUITER: "Selezione del personale",
    Role.IN_COMPANY_TUTOR: "Tutor aziendale",
    Role.JOB_COUNSELLOR: "Operatore per l’inserimento",
    Role.LAWYER: "Avvocato",
    Role.PSYCHOLOGIST: "Psicologo",
    Role.INTERCULTURAL_MEDIATOR: "Mediatore interculturale",
    Role.EDUCATOR: "Educatore",
    Role.DISTRICT_SOCIAL_WORKER: "Assistente sociale di distretto",
    Role.REFERRING_SOCIAL_WORKER: "Assistente sociale inviante",
    Role.HEALTH_OPERATOR: "Operatore sanitario",
    Role.EMPLOYMENT_CENTRE_OPERATOR: "Operatore del centro per l’impiego",
    Role.COACH: "Coach",
    Role.PEER_SUPPORTER: "Sostegno alla pari",
    Role.ACCREDITATION_ASSESSOR: "Valutatore",
    Role.CONSORTIUM_MANAGER: "Referente del consorzio",
    Role.ACCOUNT_HOLDER: "Referente aziende",
    Role.COORDINATOR: "Coordinatore",
    Role.DATA_PROTECTION_OFFICER: "Responsabile della protezione dei dati",
    Role.PLATFORM_ADMINISTRATOR: "Amministratore della piattaforma",
}

_K = OrganisationKind
_R = Role

ROLES_OF_KIND: dict[OrganisationKind, frozenset[Role]] = {
    _K.COMPANY: frozenset({_R.COMPANY_ADMINISTRATOR, _R.COMPANY_RECRUITER, _R.IN_COMPANY_TUTOR}),
    _K.PLACEMENT_SERVICE: frozenset(
        {
            _R.JOB_COUNSELLOR,
            _R.LAWYER,
            _R.PSYCHOLOGIST,
            _R.INTERCULTURAL_MEDIATOR,
            _R.EDUCATOR,
            _R.ACCOUNT_HOLDER,
            _R.COORDINATOR,
        }
    ),
    _K.REFERRING_SOCIAL_SERVICE: frozenset(
        {_R.REFERRING_SOCIAL_WORKER, _R.DISTRICT_SOCIAL_WORKER, _R.COORDINATOR}
    ),
    _K.HEALTH_SERVICE: frozenset({_R.HEALTH_OPERATOR}),
    _K.EMPLOYMENT_CENTRE: frozenset({_R.JOB_COUNSELLOR, _R.EMPLOYMENT_CENTRE_OPERATOR, _R.COORDINATOR}),
    _K.PUBLIC_BODY: frozenset({_R.ACCREDITATION_ASSESSOR}),
    _K.CONSORTIUM: frozenset({_R.CONSORTIUM_MANAGER}),
    _K.HOST: frozenset({_R.IN_COMPANY_TUTOR, _R.EDUCATOR}),
    _K.PROVIDER: frozenset(
        {_R.LAWYER, _R.PSYCHOLOGIST, _R.INTERCULTURAL_MEDIATOR, _R.COACH, _R.PEER_SUPPORTER}
    ),
    _K.ASSOCIATION: frozenset({_R.COACH, _R.PEER_SUPPORTER}),
    _K.TERRITORY: frozenset({_R.COORDINATOR, _R.DATA_PROTECTION_OFFICER}),
    _K.PLATFORM: frozenset({_R.PLATFORM_ADMINISTRATOR}),
}

COMPANY_ROLES = ROLES_OF_KIND[_K.COMPANY]

# Services.md §1: second factor for every role of a service, the in-company tutor excepted.
SECOND_FACTOR_ROLES: frozenset[Role] = frozenset(Role) - COMPANY_ROLES
