"""A proposal from the request or draft to its answer; silence is left to the portal's own clock."""

from __future__ import annotations

from functools import partial

from portal.candidates.profiles.codes import card_code
from portal.demo.lived.past import Past
from portal.demo.world.disclosing import FROM_COMPANY, FROM_SERVICE, talked
from portal.demo.world.interviews import interview_moments, interview_needs, was_held
from portal.demo.world.models import Company, Person, Proposal, Vacancy
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.viewer import Viewer
from portal.matching.actions import (
    answering,
    asking,
    consent,
    interviewing,
    leading,
    messages,
    opening,
    reading,
)
from portal.matching.actions.interviewing import Meeting
from portal.matching.interviews import InterviewOutcome
from portal.matching.queries.messages import messages as messages_of
from portal.matching.vocabulary import Origin, ProposalState
from portal.reference import municipalities

_S = ProposalState


class Course:
    """One proposal's steps, each by whom it belongs to."""

    def __init__(self, past: Past, proposal: Proposal, vacancy: Vacancy) -> None:
        self.past, self.proposal, self.vacancy = past, proposal, vacancy
        self.person: Person = past.people[proposal.person]
        self.company: Company = past.companies[vacancy.company]
        self.counsellor: Viewer = past.counsellor(self.person)
        self.reader: Viewer = past.administrator(self.company)
        self.token = ""

    def tell(self) -> None:
        one, past = self.proposal, self.past
        past.plan(one.opened_on, 13.5, self._begin)
        if one.put_on is not None:
            past.plan(one.put_on, 14.0, self._put_to_person)
        if one.answered_on is not None:
            past.plan(one.answered_on, 14.5, self._answer)
        if one.sent_on is not None:
            past.plan(one.sent_on, 15.0, partial(leading.send, one.id, by=self.counsellor))
        if one.read_on is not None:
            past.plan(one.read_on, 16.0, partial(reading.read_for_company, one.id, by=self.reader))
            if talked(one):
                past.plan(one.read_on, 16.3, partial(self._write, FROM_COMPANY, self.reader))
                past.plan(one.read_on, 16.6, self._answer_message)
        if one.interview_on is not None:
            past.plan(one.interview_on, 17.0, self._ask_interview)
            past.plan(one.interview_on, 17.5, self._fix_interview)
        if one.closed_on is not None:
            self._close()

    async def _begin(self) -> None:
        one = self.proposal
        if one.origin is Origin.COMPANY:
            code = await self._code()
            if code is not None:
                await opening.request_contact(
                    id=one.id, code=code, vacancy_id=self.vacancy.id, words=one.words, by=self.reader
                )
                return
        await opening.draft(
            id=one.id,
            person_id=self.person.id,
            vacancy_id=self.vacancy.id,
            reader_ids=[account.id for account in self.company.readers],
            words=one.words,
            by=self.counsellor,
        )

    async def _code(self) -> str | None:
        """How the company knows the card today; None while the profile waits for its region."""
        card_id = await db.fetchval(
            "SELECT c.id FROM card c JOIN profile p ON p.id = c.profile WHERE p.person = $1", self.person.id
        )
        return None if card_id is None else card_code(card_id, self.company.id, clock.today())

    async def _put_to_person(self) -> None:
        url = await asking.put_to_person(self.proposal.id, reader_ids=None, by=self.counsellor)
        self.token = url.rsplit("/", 1)[1]

    async def _answer(self) -> None:
        if self.proposal.state is _S.DECLINED:
            await consent.decline(self.token)
        else:
            await consent.agree(self.token, self.proposal.groups)

    async def _write(self, text: str, by: Viewer) -> None:
        await messages.write(self.proposal.id, id=new_id(), text=text, by=by)

    async def _answer_message(self) -> None:
        shown = await messages_of(self.proposal.id, self.counsellor)
        await messages.mark_read(self.proposal.id, shown, by=self.counsellor)
        await self._write(FROM_SERVICE, self.counsellor)

    async def _ask_interview(self) -> None:
        if self.proposal.interview_at is not None:
            place = f"Sede di {municipalities.name(self.company.sites[0].comune_code)}"
            meeting = Meeting(interview_moments(self.proposal.interview_at), place)
            await interviewing.ask_interview(self.proposal.id, meeting=meeting, note=None, by=self.reader)

    async def _fix_interview(self) -> None:
        """The first of the days; what makes it accessible, where she shows the conditions that help her."""
        date_id = await db.fetchval(
            "SELECT id FROM interview_date WHERE proposal = $1 AND state = 'proposed' ORDER BY starts_at LIMIT 1",
            self.proposal.id,
        )
        if date_id is not None:
            await interviewing.choose_date(
                self.proposal.id, date_id=date_id, needs=interview_needs(self.proposal), by=self.counsellor
            )

    async def _tell_interview(self) -> None:
        await interviewing.record_interview(
            self.proposal.id, outcome=InterviewOutcome.HELD, by=self.counsellor
        )

    def _close(self) -> None:
        one, on = self.proposal, self.proposal.closed_on
        if on is None:
            return
        if was_held(one):
            self.past.plan(on, 10.9, self._tell_interview)
        if one.state is _S.ACCEPTED:
            self.past.plan(on, 11.0, partial(answering.accept, one.id, by=self.reader))
        elif one.state is _S.REFUSED and one.reason is not None:
            self.past.plan(
                on, 18.0, partial(answering.refuse, one.id, reason=one.reason, note=None, by=self.reader)
            )
        elif one.state is _S.WITHDRAWN and not one.elsewhere:
            asked = one.sent_on is None
            self.past.plan(
                on, 18.0,
                partial(leading.withdraw, one.id, note=None, asked_by_person=asked, by=self.counsellor),
            )  # fmt: skip
