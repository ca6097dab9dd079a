"""Facts about companies, their workforce and their vacancies."""

from typing import ClassVar
from uuid import UUID

from portal.kernel.events import Event


class CompanyRegistered(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "company_id"
    company_id: UUID


class CompanyVerified(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "company_id"
    company_id: UUID


class CompanySuspended(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "company_id"
    company_id: UUID


class CompanyReadmitted(Event, frozen=True, kw_only=True):
    """A suspended company may publish again."""

    subject: ClassVar[str] = "company_id"
    company_id: UUID


class CompanyArchived(Event, frozen=True, kw_only=True):
    """Merged or closed: nothing more can start from it."""

    subject: ClassVar[str] = "company_id"
    company_id: UUID


class CompanyProfileChanged(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "company_id"
    company_id: UUID


class CompanyAccountAssigned(Event, frozen=True, kw_only=True):
    """Somebody of a service follows the company from now on."""

    subject: ClassVar[str] = "company_id"
    company_id: UUID
    company_account_id: UUID
    service_id: UUID
    holder_id: UUID


class CompanyAccountEnded(Event, frozen=True, kw_only=True):
    """She follows it no longer; who takes over, if anybody, has a fact of her own."""

    subject: ClassVar[str] = "company_id"
    company_id: UUID
    company_account_id: UUID
    service_id: UUID
    holder_id: UUID


class WorkforceChanged(Event, frozen=True, kw_only=True):
    """A row of the workforce was added, changed or ended: the duties must be counted again."""

    subject: ClassVar[str] = "company_id"
    company_id: UUID


class ParameterChanged(Event, frozen=True, kw_only=True):
    """A dated figure was entered, ended or withdrawn: whatever was counted with it is old. ``act`` is its number."""

    subject: ClassVar[str] = "figure_id"
    figure_id: UUID
    act: int
    kind: str


class ParameterRecountAdvanced(Event, frozen=True, kw_only=True):
    """Some companies are counted again because of a figure; the others follow."""

    subject: ClassVar[str] = "recount_id"
    recount_id: UUID


class ParameterRecounted(Event, frozen=True, kw_only=True):
    """Every company is counted again because of a figure."""

    subject: ClassVar[str] = "recount_id"
    recount_id: UUID


class ScenarioSaved(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "scenario_id"
    scenario_id: UUID
    company_id: UUID


class ScenarioRemoved(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "scenario_id"
    scenario_id: UUID
    company_id: UUID


class DeadlineCalendarRenewed(Event, frozen=True, kw_only=True):
    """A new secret link to the deadlines; the one before answers no more."""

    subject: ClassVar[str] = "deadline_calendar_id"
    deadline_calendar_id: UUID
    company_id: UUID


class WorkforceFileReceived(Event, frozen=True, kw_only=True):
    """A file of the workforce waits to be read and checked; nothing of it is in the workforce yet."""

    subject: ClassVar[str] = "workforce_import_id"
    workforce_import_id: UUID
    company_id: UUID


class WorkforceFileConfirmed(Event, frozen=True, kw_only=True):
    """The company confirmed a checked file: it is to be loaded, all or nothing."""

    subject: ClassVar[str] = "workforce_import_id"
    workforce_import_id: UUID
    company_id: UUID


class HireProposed(Event, frozen=True, kw_only=True):
    """A plan ended with a hire; the company has yet to say that it took place."""

    subject: ClassVar[str] = "worker_proposal_id"
    worker_proposal_id: UUID
    company_id: UUID


class HireConfirmed(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "worker_proposal_id"
    worker_proposal_id: UUID
    company_id: UUID
    plan_id: UUID


class HireDeclined(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "worker_proposal_id"
    worker_proposal_id: UUID
    company_id: UUID
    plan_id: UUID


class CommitmentRecorded(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "commitment_id"
    commitment_id: UUID
    company_id: UUID


class CommitmentFulfilled(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "commitment_id"
    commitment_id: UUID
    company_id: UUID


class AccommodationRequested(Event, frozen=True, kw_only=True):
    """Somebody asked the company in writing for a reasonable accommodation."""

    subject: ClassVar[str] = "accommodation_id"
    accommodation_id: UUID
    company_id: UUID


class PersonHeard(Event, frozen=True, kw_only=True):
    """Who asked for an accommodation took part in looking for it."""

    subject: ClassVar[str] = "accommodation_id"
    accommodation_id: UUID
    company_id: UUID


class AccommodationAnswered(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "accommodation_id"
    accommodation_id: UUID
    company_id: UUID


class AccommodationPutInPlace(Event, frozen=True, kw_only=True):
    """The measures hold, from then on or still after a review."""

    subject: ClassVar[str] = "accommodation_id"
    accommodation_id: UUID
    company_id: UUID


class AccommodationEnded(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "accommodation_id"
    accommodation_id: UUID
    company_id: UUID


class VacancyDrafted(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "vacancy_id"
    vacancy_id: UUID
    company_id: UUID


class VacancyPublished(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "vacancy_id"
    vacancy_id: UUID
    company_id: UUID


class VacancyConfirmed(Event, frozen=True, kw_only=True):
    """The company said that the vacancy is still open."""

    subject: ClassVar[str] = "vacancy_id"
    vacancy_id: UUID
    company_id: UUID


class VacancyWentStale(Event, frozen=True, kw_only=True):
    """Sixty days without a confirmation."""

    subject: ClassVar[str] = "vacancy_id"
    vacancy_id: UUID
    company_id: UUID


class VacancyExpiring(Event, frozen=True, kw_only=True):
    """In a week it stops being visible, unless the company confirms it."""

    subject: ClassVar[str] = "vacancy_id"
    vacancy_id: UUID
    company_id: UUID


class VacancyUnpublished(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "vacancy_id"
    vacancy_id: UUID
    company_id: UUID


class VacancySuspended(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "vacancy_id"
    vacancy_id: UUID
    company_id: UUID


class VacancyFilled(Event, frozen=True, kw_only=True):
    """The last place was taken."""

    subject: ClassVar[str] = "vacancy_id"
    vacancy_id: UUID
    company_id: UUID


class VacancyClosed(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "vacancy_id"
    vacancy_id: UUID
    company_id: UUID


class VacancyReopened(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "vacancy_id"
    vacancy_id: UUID
    company_id: UUID


class VacancyMadePublic(Event, frozen=True, kw_only=True):
    """The company lets anybody read it, signed in or not."""

    subject: ClassVar[str] = "vacancy_id"
    vacancy_id: UUID
    company_id: UUID


class VacancyMadePrivate(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "vacancy_id"
    vacancy_id: UUID
    company_id: UUID


class VacancyHandedOver(Event, frozen=True, kw_only=True):
    """Somebody else of the company answers for it from now on."""

    subject: ClassVar[str] = "vacancy_id"
    vacancy_id: UUID
    company_id: UUID


class WorkstationMade(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "workstation_id"
    workstation_id: UUID
    company_id: UUID


class WorkstationChanged(Event, frozen=True, kw_only=True):
    """Its content, its seats or its state are others."""

    subject: ClassVar[str] = "workstation_id"
    workstation_id: UUID
    company_id: UUID


class WorkstationChecked(Event, frozen=True, kw_only=True):
    """The company said that it is still as written."""

    subject: ClassVar[str] = "workstation_id"
    workstation_id: UUID
    company_id: UUID


class WorkstationLoadNoted(Event, frozen=True, kw_only=True):
    """Somebody of a service wrote how the place is and how much it bears; companies do not read it."""

    subject: ClassVar[str] = "workstation_id"
    workstation_id: UUID
    company_id: UUID


class CompanyContacted(Event, frozen=True, kw_only=True):
    """Somebody of a service who follows the company met it, called it or wrote to it."""

    subject: ClassVar[str] = "company_contact_id"
    company_contact_id: UUID
    company_id: UUID


class CompanyStepTaken(Event, frozen=True, kw_only=True):
    """The next step of a contact was taken."""

    subject: ClassVar[str] = "company_contact_id"
    company_contact_id: UUID
    company_id: UUID


class CompanyStepLate(Event, frozen=True, kw_only=True):
    """The day of a next step has passed."""

    subject: ClassVar[str] = "company_contact_id"
    company_contact_id: UUID
    company_id: UUID


class LetterOfAdherenceDrafted(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "letter_id"
    letter_id: UUID
    company_id: UUID


class LetterOfAdherenceSent(Event, frozen=True, kw_only=True):
    """It waits for the company's signature."""

    subject: ClassVar[str] = "letter_id"
    letter_id: UUID
    company_id: UUID


class LetterOfAdherenceTakenBack(Event, frozen=True, kw_only=True):
    """Back to a draft before anybody signed."""

    subject: ClassVar[str] = "letter_id"
    letter_id: UUID
    company_id: UUID


class LetterOfAdherenceSigned(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "letter_id"
    letter_id: UUID
    company_id: UUID


class LetterOfAdherenceEnding(Event, frozen=True, kw_only=True):
    """Sixty days are left of it."""

    subject: ClassVar[str] = "letter_id"
    letter_id: UUID
    company_id: UUID


class LetterOfAdherenceEnded(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "letter_id"
    letter_id: UUID
    company_id: UUID


class LetterOfAdherenceExpired(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "letter_id"
    letter_id: UUID
    company_id: UUID


class ProposalCapSet(Event, frozen=True, kw_only=True):
    """How many proposals may be open at the company is another number."""

    subject: ClassVar[str] = "company_id"
    company_id: UUID
    most: int


class VacancyChanged(Event, frozen=True, kw_only=True):
    """A vacancy that is not a draft was rewritten: whatever was computed from it is old."""

    subject: ClassVar[str] = "vacancy_id"
    vacancy_id: UUID
    company_id: UUID


class MeasureRecorded(Event, frozen=True, kw_only=True):
    """Asked for, or declared: the duties may be others."""

    subject: ClassVar[str] = "measure_id"
    measure_id: UUID
    company_id: UUID


class MeasureGranted(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "measure_id"
    measure_id: UUID
    company_id: UUID


class MeasureRefused(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "measure_id"
    measure_id: UUID
    company_id: UUID


class MeasureWithdrawn(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "measure_id"
    measure_id: UUID
    company_id: UUID


class MeasureClosed(Event, frozen=True, kw_only=True):
    """Its last day is another one."""

    subject: ClassVar[str] = "measure_id"
    measure_id: UUID
    company_id: UUID


class MeasureCancelled(Event, frozen=True, kw_only=True):
    """It was written by mistake: it never counted."""

    subject: ClassVar[str] = "measure_id"
    measure_id: UUID
    company_id: UUID


class ConvenzioneRequested(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "convenzione_id"
    convenzione_id: UUID
    company_id: UUID


class ConvenzioneSigned(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "convenzione_id"
    convenzione_id: UUID
    company_id: UUID


class ConvenzioneRefused(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "convenzione_id"
    convenzione_id: UUID
    company_id: UUID


class ConvenzioneWithdrawn(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "convenzione_id"
    convenzione_id: UUID
    company_id: UUID


class ConvenzionePlanned(Event, frozen=True, kw_only=True):
    """Its dated commitments are others."""

    subject: ClassVar[str] = "convenzione_id"
    convenzione_id: UUID
    company_id: UUID


class ConvenzioneHiresChanged(Event, frozen=True, kw_only=True):
    """The people hired in its fulfilment are others."""

    subject: ClassVar[str] = "convenzione_id"
    convenzione_id: UUID
    company_id: UUID


class ConvenzioneConcluded(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "convenzione_id"
    convenzione_id: UUID
    company_id: UUID


class ConvenzioneRevoked(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "convenzione_id"
    convenzione_id: UUID
    company_id: UUID


class ConvenzioneCommitmentNear(Event, frozen=True, kw_only=True):
    """Thirty days are left and somebody is still missing."""

    subject: ClassVar[str] = "convenzione_id"
    convenzione_id: UUID
    company_id: UUID
    commitment_id: UUID


class ConvenzioneCommitmentMissed(Event, frozen=True, kw_only=True):
    """Its day has passed without the people it promised."""

    subject: ClassVar[str] = "convenzione_id"
    convenzione_id: UUID
    company_id: UUID
    commitment_id: UUID


class ProspettoInformativoFiled(Event, frozen=True, kw_only=True):
    """The company recorded that it was sent: its content is frozen."""

    subject: ClassVar[str] = "prospetto_informativo_id"
    prospetto_informativo_id: UUID
    company_id: UUID
