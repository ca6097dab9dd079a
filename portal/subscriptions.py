"""ONE table: what follows from which fact. And every sweep, which follows from time."""

from portal.accounts import events as accounts
from portal.accounts import jobs as accounts_jobs
from portal.candidates import events as candidates
from portal.candidates import jobs as candidates_jobs
from portal.employers import events as employers
from portal.employers import jobs as employers_jobs
from portal.employers.measures import jobs as measures_jobs
from portal.employers.obligations import jobs as obligations_jobs
from portal.foundation import housekeeping, mail, notifications
from portal.foundation.jobs import Job, Sweep
from portal.kernel.events import Event
from portal.matching import events as matching
from portal.matching import jobs as matching_jobs
from portal.network import events as network
from portal.privacy import events as privacy
from portal.privacy import jobs as privacy_jobs
from portal.reference.events import OfficialRegisterImported
from portal.tutoring import events as tutoring
from portal.tutoring import jobs as tutoring_jobs

SUBSCRIPTIONS: dict[type[Event], tuple[Job, ...]] = {
    # foundation
    mail.MailQueued: (mail.deliver,),
    notifications.NoticeToMail: (accounts_jobs.mail_notice,),
    # accounts
    accounts.OrganisationRegistered: (),
    accounts.OrganisationVerified: (),
    accounts.OrganisationKindsChanged: (),
    accounts.TerritoryCreated: (),
    accounts.MemberInvited: (),
    accounts.InvitationRevoked: (),
    accounts.InvitationAccepted: (),
    accounts.MembershipStarted: (),
    accounts.MembershipEnded: (
        employers_jobs.end_company_accounts,
    ),  # its sessions end in its own transaction
    accounts.SignedIn: (),
    accounts.PasswordChanged: (),
    accounts.SecondFactorEnabled: (),
    accounts.RecoveryCodesRenewed: (),
    accounts.SignedOutEverywhere: (),
    # network
    network.OperatorTrainingRecorded: (),
    network.TrainingRequirementDecided: (),
    # candidates
    candidates.PersonRegistered: (),
    candidates.PersonDataChanged: (),
    candidates.SecondFileAsked: (candidates_jobs.tell_of_second_file,),
    candidates.ConsentGiven: (),
    candidates.ConsentRevoked: (matching_jobs.close_proposals_without_consent,),
    candidates.FairnessAttributesRecorded: (),
    candidates.DocumentAdded: (),
    candidates.DocumentRemoved: (),
    candidates.CaseOpened: (),
    candidates.CaseAdvanced: (matching_jobs.close_proposals_of_case,),
    candidates.CaseSuspended: (matching_jobs.close_proposals_of_case,),
    candidates.CaseResumed: (),
    candidates.CaseExtended: (),
    candidates.CaseClosed: (matching_jobs.close_proposals_of_case,),
    candidates.CaseReopened: (),
    candidates.CaseAssigned: (),
    candidates.ExtensionRequested: (candidates_jobs.tell_of_extension,),
    candidates.SubstitutionRecorded: (),
    candidates.EvaluationNoted: (),
    candidates.FinalReviewWritten: (),
    candidates.InterviewRecorded: (),
    candidates.ProjectDrafted: (),
    candidates.ProjectPutToAgreement: (),
    candidates.ProjectAgreed: (),
    candidates.ProjectRefused: (),
    candidates.AssessmentOpened: (),
    candidates.SheetSubmitted: (),
    candidates.AssessmentCompared: (),
    candidates.AssessmentDropped: (),
    candidates.ReportLimitsRecorded: (),
    candidates.SynthesisAgreed: (),
    candidates.SynthesisPartSigned: (),
    candidates.SynthesisSigned: (),
    candidates.GradeJudged: (),
    candidates.ProfileSubmitted: (),
    candidates.ProfileTextWritten: (),  # an old text left the card in the same transaction
    candidates.ProfileTextRemoved: (),
    candidates.ProfileTextAsked: (candidates_jobs.tell_readers,),
    candidates.ProfileTextApproved: (candidates_jobs.tell_of_reading,),
    candidates.ProfileTextSentBack: (candidates_jobs.tell_of_reading,),
    candidates.ProfileWithdrawn: (),
    candidates.ProfileExpired: (),
    candidates.CardsReleased: (candidates_jobs.carry_cards,),
    candidates.CardWithdrawn: (candidates_jobs.carry_cards,),
    candidates.CardsStopped: (candidates_jobs.follow_stop,),
    candidates.CardsShownAgain: (candidates_jobs.follow_stop,),
    # matching
    matching.ContactRequested: (matching_jobs.tell_counsellor,),
    matching.ProposalDrafted: (),
    matching.ProposalReopened: (),
    matching.ProposalTransferred: (),
    matching.ProposalPutToPerson: (),  # her link leaves in its own transaction
    matching.ProposalAgreed: (matching_jobs.tell_counsellor,),
    matching.ProposalDeclined: (matching_jobs.tell_counsellor,),
    matching.TalkWished: (matching_jobs.tell_counsellor,),
    matching.ProposalSent: (matching_jobs.tell_company,),
    matching.ProposalOpened: (),
    matching.InterviewArranged: (matching_jobs.tell_counsellor,),
    matching.ProposalAccepted: (tutoring_jobs.draft_plan, matching_jobs.tell_counsellor),
    matching.ProposalRefused: (matching_jobs.tell_counsellor,),
    matching.ProposalWithdrawn: (matching_jobs.tell_company, matching_jobs.tell_counsellor),
    matching.ProposalExpired: (),  # the silence clock writes to both sides
    matching.ConsentRenewalAsked: (),
    matching.DisclosureConsentRenewed: (matching_jobs.tell_counsellor,),
    matching.DisclosureRevoked: (matching_jobs.tell_company,),
    matching.ProposalMessageWritten: (matching_jobs.tell_counsellor, matching_jobs.tell_company),
    # tutoring
    tutoring.PlanDrafted: (tutoring_jobs.tell_counsellor,),
    tutoring.PlanPrepared: (),
    tutoring.PlanCompleted: (tutoring_jobs.tell_company,),
    tutoring.PlanRedrafted: (),
    tutoring.PlanSigned: (),
    tutoring.PlanDocumentRecorded: (),
    tutoring.PlanReady: (tutoring_jobs.tell_counsellor,),
    tutoring.PlanStarted: (tutoring_jobs.tell_company,),
    tutoring.PlanSuspended: (),
    tutoring.PlanResumed: (),
    tutoring.PlanEnded: (),  # a hire is proposed to the company in its own transaction
    tutoring.PlanInterrupted: (),  # the place is freed in its own transaction
    tutoring.AttendanceLogged: (),
    tutoring.GoalRated: (),
    tutoring.DiaryWritten: (),
    tutoring.DifficultyReported: (tutoring_jobs.tell_counsellor,),
    tutoring.PlanMessageWritten: (tutoring_jobs.tell_counsellor, tutoring_jobs.tell_company),
    tutoring.FollowUpRecorded: (),
    tutoring.TutorModuleCompleted: (tutoring_jobs.ready_plans_of_tutor,),
    # privacy
    privacy.AreaLinkMade: (),  # its mail leaves in its own transaction
    privacy.AreaEntered: (),
    privacy.OwnDataExported: (),
    privacy.DataRequestReceived: (),
    privacy.DataRequestExtended: (),
    privacy.DataRequestGranted: (),
    privacy.DataRequestRefused: (),
    privacy.DataRequestWithdrawn: (),
    privacy.PersonErased: (),
    privacy.ErasureFinished: (),
    privacy.RetentionActed: (),
    # reference
    OfficialRegisterImported: (),
    # employers
    employers.CompanyRegistered: (),
    employers.CompanyVerified: (employers_jobs.tell_company_decision,),
    employers.CompanySuspended: (employers_jobs.suspend_vacancies, employers_jobs.tell_company_decision),
    employers.CompanyReadmitted: (employers_jobs.tell_company_decision,),
    employers.CompanyArchived: (employers_jobs.suspend_vacancies,),
    employers.CompanyProfileChanged: (),
    employers.CompanyAccountAssigned: (employers_jobs.tell_company_account,),
    employers.CompanyAccountEnded: (),
    employers.WorkforceFileReceived: (employers_jobs.check_workforce_file,),
    employers.WorkforceFileConfirmed: (employers_jobs.load_workforce_file,),
    employers.WorkforceChanged: (employers_jobs.recount_coverage,),
    employers.ParameterChanged: (obligations_jobs.start_parameter_recount,),
    employers.ParameterRecountAdvanced: (obligations_jobs.go_on_with_recount,),
    employers.ParameterRecounted: (obligations_jobs.tell_parameter_effect,),
    employers.ScenarioSaved: (),
    employers.ScenarioRemoved: (),
    employers.DeadlineCalendarRenewed: (),
    employers.HireProposed: (employers_jobs.tell_hire_proposed,),
    employers.HireConfirmed: (),  # its new row of the workforce is counted as one
    employers.HireDeclined: (tutoring_jobs.tell_hire_declined,),
    employers.MeasureRecorded: (employers_jobs.recount_coverage,),
    employers.MeasureGranted: (employers_jobs.recount_coverage,),
    employers.MeasureRefused: (employers_jobs.recount_coverage,),
    employers.MeasureWithdrawn: (employers_jobs.recount_coverage,),
    employers.MeasureClosed: (employers_jobs.recount_coverage,),
    employers.MeasureCancelled: (employers_jobs.recount_coverage,),
    employers.ConvenzioneRequested: (),  # it changes nothing until it is signed
    employers.ConvenzioneSigned: (employers_jobs.recount_coverage,),
    employers.ConvenzioneRefused: (),
    employers.ConvenzioneWithdrawn: (),
    employers.ConvenzionePlanned: (employers_jobs.recount_coverage,),
    employers.ConvenzioneHiresChanged: (employers_jobs.recount_coverage,),
    employers.ConvenzioneConcluded: (employers_jobs.recount_coverage,),
    employers.ConvenzioneRevoked: (employers_jobs.recount_coverage,),
    employers.ConvenzioneCommitmentNear: (measures_jobs.tell_commitment,),
    employers.ConvenzioneCommitmentMissed: (measures_jobs.tell_commitment,),
    employers.ProspettoInformativoFiled: (),
    employers.CommitmentRecorded: (),
    employers.CommitmentFulfilled: (),
    employers.AccommodationRequested: (),
    employers.PersonHeard: (),
    employers.AccommodationAnswered: (),
    employers.AccommodationPutInPlace: (),
    employers.AccommodationEnded: (),
    employers.VacancyDrafted: (),
    employers.VacancyPublished: (),
    employers.VacancyConfirmed: (),
    employers.VacancyWentStale: (employers_jobs.tell_vacancy_freshness,),
    employers.VacancyExpiring: (employers_jobs.tell_vacancy_freshness,),
    employers.VacancyUnpublished: (employers_jobs.tell_vacancy_freshness,),
    employers.VacancySuspended: (),
    employers.VacancyFilled: (),
    employers.VacancyClosed: (),
    employers.VacancyReopened: (),
    employers.VacancyChanged: (),
    employers.VacancyMadePublic: (),
    employers.VacancyMadePrivate: (),
    employers.VacancyHandedOver: (employers_jobs.tell_vacancy_referent,),
    employers.WorkstationMade: (),
    employers.WorkstationChanged: (),
    employers.WorkstationChecked: (),
    employers.WorkstationLoadNoted: (),
    employers.CompanyContacted: (),
    employers.CompanyStepTaken: (),
    employers.CompanyStepLate: (employers_jobs.tell_company_step,),
    employers.LetterOfAdherenceDrafted: (),
    employers.LetterOfAdherenceSent: (employers_jobs.tell_letter,),
    employers.LetterOfAdherenceTakenBack: (),
    employers.LetterOfAdherenceSigned: (employers_jobs.tell_letter,),
    employers.LetterOfAdherenceEnding: (employers_jobs.tell_letter,),
    employers.LetterOfAdherenceEnded: (),
    employers.LetterOfAdherenceExpired: (employers_jobs.tell_letter,),
    employers.ProposalCapSet: (),
}
"""A fact without followers has an empty line: facts.record refuses one that is not here."""

SWEEPS: tuple[Sweep, ...] = (
    *housekeeping.SWEEPS,
    *accounts_jobs.SWEEPS,
    *candidates_jobs.SWEEPS,
    *employers_jobs.SWEEPS,
    *measures_jobs.SWEEPS,
    *matching_jobs.SWEEPS,
    *tutoring_jobs.SWEEPS,
    *privacy_jobs.SWEEPS,
)
