"""Every address of the slice."""

from portal.candidates.assessment import routes as assessment
from portal.candidates.cases import routes as cases
from portal.candidates.cases.team import routes as team
from portal.candidates.documents import routes as documents
from portal.candidates.drafts import routes as drafts
from portal.candidates.eligibility import routes as eligibility
from portal.candidates.fairness import routes as fairness
from portal.candidates.people import routes as people
from portal.candidates.phases import routes as phases
from portal.candidates.profiles import counsellor_routes as profiles
from portal.candidates.profiles import routes as cards
from portal.candidates.profiles import threshold_routes as thresholds
from portal.candidates.profiles.texts import routes as texts
from portal.candidates.projects import routes as projects
from portal.candidates.searches import routes as searches
from portal.candidates.services import routes as services

ROUTES = [
    *cases.ROUTES,
    *team.TEAM_ROUTES,
    *phases.ROUTES,
    *people.ROUTES,
    *documents.ROUTES,
    *drafts.ROUTES,
    *fairness.ROUTES,
    *eligibility.ROUTES,
    *assessment.ROUTES,
    *projects.ROUTES,
    *services.ROUTES,
    *profiles.ROUTES,
    *cards.ROUTES,
    *searches.ROUTES,
    *texts.ROUTES,
    *thresholds.ROUTES,
]
