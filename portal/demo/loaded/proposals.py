"""Rows of proposals: the course, its steps, readers, links, consents, reminders."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from portal.candidates.cases.vocabulary import CommitmentKind
from portal.demo.chance import Chance
from portal.demo.days import at
from portal.demo.loaded.batch import Batch
from portal.demo.loaded.known import Known
from portal.demo.world.disclosing import FROM_COMPANY, FROM_SERVICE, shown, talked
from portal.demo.world.interviews import interview_moments, interview_needs, was_held
from portal.demo.world.models import Proposal
from portal.foundation import crypto
from portal.foundation.ids import new_token
from portal.matching import inputs
from portal.matching.interviews import USUAL_LENGTH, DateState, InterviewOutcome
from portal.matching.notice import NOTICE_VERSION, notice_hash
from portal.matching.queries.interviews import sealed_needs
from portal.matching.rules import answer_due, consent_expires, steps_due, waits_since
from portal.matching.stored import Result, stored_terms
from portal.matching.suitability import judge, weights
from portal.matching.vocabulary import (
    LINK_DAYS,
    OPEN,
    Actor,
    LinkKind,
    Origin,
    ProposalState,
    WithdrawalReason,
)
from portal.privacy import parameters
from portal.privacy.actions.retaining import LINKS_KEPT
from portal.privacy.rules import months_later

COLUMNS = {
    "proposal": "id code person vacancy company service card_id state state_since waiting_since origin created_at "
    "created_by counsellor sent_at answer_due_on company_words_sealed service_words_sealed score terms_sealed "
    "model_version interview_at interview_place close_reason version sintetico",
    "proposal_step": "id proposal position move state actor account reason at",
    "proposal_reader": "id proposal account",
    "consent_link": "id proposal kind token_hash token_sealed created_at expires_at used_at",
    "disclosure_consent": "id proposal person company vacancy purpose groups notice_version notice_hash channel "
    "collected_by given_at expires_at closed_at",
    "identity_view": "proposal account at",
    "proposal_message": "id proposal author from_company text_sealed at",
    "proposal_message_read": "proposal account read_until",
    "interview_date": "id proposal asked_at starts_at minutes place state decided_by decided_at needs_sealed outcome "
    "recorded_by recorded_at",
    "proposal_reminder": "proposal step since due_on taken_at",
    "case_commitment": "id case kind ref_id code committed_at",
}
_S = ProposalState
_NIGHT = 0.1
_STAYING = ("choose_date", "record_interview")
"""Moves that leave the state as it is."""


class Course:
    """One proposal's rows. ``number`` counts from 1 and makes its code."""

    def __init__(self, batch: Batch, known: Known, number: int, proposal: Proposal) -> None:
        self.batch, self.known, self.one = batch, known, proposal
        self.chance = Chance.of(known.world.seed, "loaded proposal", number)
        self.person, self.vacancy = known.people[proposal.person], known.vacancies[proposal.vacancy]
        self.company = known.companies[self.vacancy.company]
        self.code = f"P-{number}"
        self.asked = proposal.origin is Origin.COMPANY
        self.moves: list[tuple[str, ProposalState, Actor, UUID | None, str | None, datetime]] = []

    def add(self) -> None:
        one, reader = self.one, self.company.readers[0]
        self._told()
        self._proposal(reader)
        for position, (name, state, actor, account, reason, moment) in enumerate(self.moves, 1):
            self.batch.add(
                "proposal_step", self.chance.id(one.opened_on), one.id, position, name, state.value, actor.value,
                account, reason, moment,
            )  # fmt: skip
        for account in self.company.readers[:1] if self.asked else self.company.readers:
            self.batch.add("proposal_reader", self.chance.id(one.opened_on), one.id, account)
        self._links()
        self._interview()
        if one.read_on is not None:
            self.batch.add("identity_view", one.id, reader, at(one.read_on, 16.0))
            if talked(one):
                asked_at = at(one.read_on, 16.3)
                self._message(reader, True, FROM_COMPANY, asked_at)
                self.batch.add("proposal_message_read", one.id, self.person.counsellor_id, asked_at)
                self._message(self.person.counsellor_id, False, FROM_SERVICE, at(one.read_on, 16.6))
        if one.state in OPEN and not self.person.is_closed:
            self.batch.add(
                "case_commitment", self.chance.id(one.opened_on), self.person.case_id,
                CommitmentKind.PROPOSAL.value, one.id, self.code, at(one.opened_on, 13.5),
            )  # fmt: skip
        self._reminders()

    def _message(self, author: UUID, from_company: bool, text: str, moment: datetime) -> None:
        id = self.chance.id(moment.date())
        sealed = crypto.seal(text, table="proposal_message", column="text_sealed", row=id)
        self.batch.add("proposal_message", id, self.one.id, author, from_company, sealed, moment)

    def _told(self) -> None:
        """The chronicle, move after move."""
        one, reader, counsellor = self.one, self.company.readers[0], self.person.counsellor_id

        def say(
            name: str, state: ProposalState, actor: Actor, account: UUID | None, on: date | None, hour: float,
            reason: str | None = None,
        ) -> None:  # fmt: skip
            if on is not None:
                self.moves.append((name, state, actor, account, reason, at(on, hour)))

        if self.asked:
            say("request", _S.REQUESTED, Actor.COMPANY, reader, one.opened_on, 13.5)
        else:
            say("draft", _S.DRAFTED, Actor.COUNSELLOR, counsellor, one.opened_on, 13.5)
        say("put_to_person", _S.PUT_TO_PERSON, Actor.COUNSELLOR, counsellor, one.put_on, 14.0)
        if one.state is _S.DECLINED:
            say("decline", _S.DECLINED, Actor.PERSON, None, one.answered_on, 14.5)
            return
        say("agree", _S.AGREED, Actor.PERSON, None, one.answered_on, 14.5)
        say("send", _S.SENT, Actor.COUNSELLOR, counsellor, one.sent_on, 15.0)
        say("open", _S.OPENED, Actor.COMPANY, reader, one.read_on, 16.0)
        say("interview", _S.INTERVIEW, Actor.COMPANY, reader, one.interview_on, 17.0)
        say("choose_date", _S.INTERVIEW, Actor.COUNSELLOR, counsellor, one.interview_on, 17.5)
        if was_held(one):
            held = InterviewOutcome.HELD.value
            say("record_interview", _S.INTERVIEW, Actor.COUNSELLOR, counsellor, one.closed_on, 10.9, held)
        match one.state:
            case _S.ACCEPTED:
                say("accept", _S.ACCEPTED, Actor.COMPANY, reader, one.closed_on, 11.0)
            case _S.REFUSED:
                why = one.reason.value if one.reason else None
                say("refuse", _S.REFUSED, Actor.COMPANY, reader, one.closed_on, 18.0, why)
            case _S.EXPIRED:
                say("expire", _S.EXPIRED, Actor.SYSTEM, None, one.closed_on, _NIGHT)
            case _S.WITHDRAWN if one.elsewhere:
                elsewhere = WithdrawalReason.ACCEPTED_ELSEWHERE.value
                say("withdraw", _S.WITHDRAWN, Actor.SYSTEM, None, one.closed_on, 11.0, elsewhere)
            case _S.WITHDRAWN:
                asked = one.sent_on is None
                why = (WithdrawalReason.PERSON_ASKED if asked else WithdrawalReason.COUNSELLOR).value
                say("withdraw", _S.WITHDRAWN, Actor.COUNSELLOR, counsellor, one.closed_on, 18.0, why)

    def _proposal(self, reader: UUID) -> None:
        one = self.one
        moved = [move for move in self.moves if move[0] not in _STAYING]
        _, state, _, _, reason, since = moved[-1]
        column = "company_words_sealed" if self.asked else "service_words_sealed"
        words = crypto.seal(one.words, table="proposal", column=column, row=one.id)
        terms = self._terms()
        waiting = self._waits()
        self.batch.add(
            "proposal", one.id, self.code, self.person.id, self.vacancy.id, self.company.id, self.person.service_id,
            self.chance.opaque_id() if self.asked else None, state.value, since, waiting, one.origin.value,
            at(one.opened_on, 13.5), reader if self.asked else self.person.counsellor_id, self.person.counsellor_id,
            at(one.sent_on, 15.0) if one.sent_on else None, answer_due(state, waiting),
            words if self.asked else None, None if self.asked else words, terms["score"], terms["terms_sealed"],
            terms["model_version"], one.interview_at if one.interview_on else None,
            f"Sede di {self.company.place}" if one.interview_on else None, reason,
            len(moved) + (one.interview_on is not None), True,
        )  # fmt: skip

    def _terms(self) -> dict[str, Any]:
        there, own = self.vacancy.side, self.person.side
        terms = judge(there, own, weights.in_force(self.one.opened_on))
        result = Result(terms, inputs.fingerprint(there), inputs.fingerprint(own))
        return stored_terms(result, self.one.id)

    def _waits(self) -> date | None:
        one = self.one
        before = one.sent_on if one.state is _S.OPENED else None
        moved_on = self.moves[-1][5].date()
        met_on = one.interview_at.date() if one.interview_at and one.interview_on else None
        return waits_since(one.state, moved_on, before, met_on)

    def _interview(self) -> None:
        one, counsellor = self.one, self.person.counsellor_id
        if one.interview_on is None or one.interview_at is None or self._is_forgotten():
            return
        asked_at, fixed_at = at(one.interview_on, 17.0), at(one.interview_on, 17.5)
        told_at = at(one.closed_on, 10.9) if one.closed_on is not None and was_held(one) else None
        for place, moment in enumerate(interview_moments(one.interview_at)):
            id, chosen = self.chance.id(one.interview_on), place == 0
            self.batch.add(
                "interview_date", id, one.id, asked_at, moment, USUAL_LENGTH, f"Sede di {self.company.place}",
                (DateState.CHOSEN if chosen else DateState.DROPPED).value, counsellor, fixed_at,
                sealed_needs(id, interview_needs(one)) if chosen else None,
                InterviewOutcome.HELD.value if chosen and told_at else None,
                counsellor if chosen and told_at else None, told_at if chosen else None,
            )  # fmt: skip

    def _is_forgotten(self) -> bool:
        """Closed so long ago that what was said is gone by now."""
        day = self.known.world.day
        kept = parameters.figure("retention.proposal_words_months", day)
        return self.one.state not in OPEN and self.moves[-1][5] < at(months_later(day, -kept), 0)

    def _links(self) -> None:
        one = self.one
        if one.put_on is None:
            return
        asked_at = at(one.put_on, 14.0)
        answered_at = at(one.answered_on, 14.5) if one.answered_on else None
        closed_at = self.moves[-1][5] if one.closed_on and one.state is not _S.ACCEPTED else None
        expires_at = asked_at + timedelta(days=LINK_DAYS)
        if answered_at is None and closed_at is not None:
            expires_at = min(expires_at, closed_at)
        self._link(LinkKind.ANSWER, asked_at, expires_at, answered_at, kept=one.state is _S.PUT_TO_PERSON)
        if answered_at is None or one.state is _S.DECLINED:
            return
        ends_at = consent_expires(answered_at)
        self.batch.add(
            "disclosure_consent", self.chance.id(one.put_on), one.id, self.person.id, self.company.id, self.vacancy.id,
            "proposal", [group.value for group in shown(one, self.vacancy.side.reserved)], NOTICE_VERSION,
            notice_hash(), "link", self.person.counsellor_id, answered_at, ends_at, closed_at,
        )  # fmt: skip
        self._link(
            LinkKind.WITHDRAWAL,
            answered_at,
            min(ends_at, closed_at) if closed_at else ends_at,
            None,
            kept=False,
        )

    def _link(
        self, kind: LinkKind, made_at: datetime, expires_at: datetime, used_at: datetime | None, *, kept: bool
    ) -> None:
        """None of those whose trace is gone by now."""
        today = at(self.known.world.day, 0)
        if made_at < today - LINKS_KEPT and expires_at < today:
            return
        token, id = new_token(), self.chance.id(made_at.date())
        sealed = crypto.seal(token, table="consent_link", column="token_sealed", row=id) if kept else None
        self.batch.add(
            "consent_link",
            id,
            self.one.id,
            kind.value,
            crypto.token_hash(token),
            sealed,
            made_at,
            expires_at,
            used_at,
        )

    def _reminders(self) -> None:
        """The steps of the silence clock that came before today: they were taken, and no letter is due any more."""
        one, day = self.one, self.known.world.day
        state, since = (_S.SENT, one.sent_on) if one.state is _S.EXPIRED else (one.state, self._waits())
        if since is None:
            return
        for due in steps_due(state, since, day):
            self.batch.add(
                "proposal_reminder", one.id, due.step.value, since, due.due_on, at(due.due_on, _NIGHT)
            )
