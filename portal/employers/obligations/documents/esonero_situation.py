"""How a province stands from a day on, as an esonero document says it."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Annotated

from msgspec import Meta

from portal.employers.obligations.documents.document import Document, Fault, NotRead, check
from portal.employers.obligations.documents.fields import Count, People, day_problem
from portal.employers.obligations.documents.period import Percentage
from portal.employers.obligations.parameters import in_law
from portal.employers.obligations.rules.compensazione import CompensationKind
from portal.employers.obligations.rules.esonero import ProvinceStanding, no_surplus_given
from portal.employers.obligations.rules.esonero_60_permille import SixtyPermille, enough_base, self_certified
from portal.employers.obligations.rules.esonero_over_time import EsoneroFrom, EsoneroStatus, PartSuspended
from portal.employers.obligations.rules.sospensione import (
    SuspensionCause,
    SuspensionReach,
    reach,
    suspended_quota,
)
from portal.kernel.refusals import Refused

WHOLE = Fraction(1)


class EsoneroCompensation(Document, frozen=True, kw_only=True):
    kind: Annotated[
        CompensationKind,
        Meta(description="excess: qui più posti del dovuto (E). reduction: qui meno posti (R)."),
    ]
    places: Annotated[int, Meta(ge=1, le=999_999, description="Quanti posti.")]

    @property
    def signed(self) -> int:
        return self.places if self.kind is CompensationKind.REDUCTION else -self.places


class EsoneroSuspension(Document, frozen=True, kw_only=True):
    cause: Annotated[SuspensionCause, Meta(description="Causa. CIGO e deroga ordinaria non sospendono.")]
    people: Annotated[People, Meta(description="Lavoratori sospesi nella provincia.")] | None = None
    of: Annotated[People, Meta(description="Lavoratori della provincia.")] | None = None
    percentage: (
        Annotated[Percentage, Meta(description="In alternativa: parte dell’attività sospesa.")] | None
    ) = None

    @check
    def one_measure(self) -> Iterator[Fault]:
        by_people = self.people is not None or self.of is not None
        if by_people and self.percentage is not None:
            yield Fault(
                ("percentage",), "Scrivi i lavoratori (people e of) oppure la percentuale, non entrambi."
            )
        elif by_people and (self.people is None or self.of is None):
            missing = "of" if self.of is None else "people"
            yield Fault(
                (missing,), "Scrivi sia i lavoratori sospesi (people) sia quelli della provincia (of)."
            )
        elif not by_people and self.percentage is None and reach(self.cause) is SuspensionReach.PROVINCE:
            yield Fault((), "Manca quanto è sospeso: scrivi people e of, oppure percentage.")

    @check
    def a_part(self) -> Iterator[Fault]:
        if self.people is not None and self.of is not None and self.people > self.of:
            yield Fault(("people",), "I lavoratori sospesi superano quelli della provincia.")

    @property
    def share(self) -> Fraction:
        if self.people is not None and self.of is not None:
            return Fraction(self.people, self.of)
        return Fraction(self.percentage or 0) / 100


class SixtyPermilleFields(Document, frozen=True, kw_only=True):
    base3: Annotated[Count, Meta(description="Base di computo dell’art. 3 dell’azienda.")]
    workers: Annotated[
        People, Meta(description="Quanti di loro hanno un tasso INAIL del 60 per mille o più.")
    ]
    units: (
        Annotated[Count, Meta(description="Unità autocertificate. Senza, quante la legge permette.")] | None
    ) = None

    @check
    def within_base(self) -> Iterator[Fault]:
        try:
            enough_base(self.base3, self.workers)
        except Refused as refused:
            yield Fault(("workers",), refused.sentence)

    def facts(self) -> SixtyPermille:
        return SixtyPermille(self.base3, self.workers, self.units)


class EsoneroSituation(Document, frozen=True, kw_only=True, rename={"since": "from"}):
    quota: Annotated[Count, Meta(description="Quota di riserva della provincia, prima della sospensione.")]
    in_force: Annotated[Count, Meta(description="Persone con disabilità in forza, in unità.")]
    since: (
        Annotated[
            date,
            Meta(description="Da quale giorno. La prima può ometterlo.", extra={"among": day_problem}),
        ]
        | None
    ) = None
    percentage: (
        Annotated[Percentage, Meta(description="Esonero parziale chiesto o concesso, in percentuale.")] | None
    ) = None
    status: Annotated[
        EsoneroStatus, Meta(description="Della domanda. Quella in attesa si paga per la parte chiesta.")
    ] = EsoneroStatus.GRANTED
    in_convention: Annotated[Count, Meta(description="Posti programmati in convenzione.")] = 0
    compensation: Annotated[EsoneroCompensation, Meta(description="Compensazione territoriale.")] | None = (
        None
    )
    suspension: Annotated[EsoneroSuspension, Meta(description="Sospensione in vigore.")] | None = None
    sixty_permille: (
        Annotated[SixtyPermilleFields, Meta(description="Esonero autocertificato, art. 5 c. 3-bis.")] | None
    ) = None

    @check
    def no_surplus_beside_an_esonero(self) -> Iterator[Fault]:
        if self.compensation is None or (self.percentage is None and self.sixty_permille is None):
            return
        try:
            no_surplus_given(self.compensation.signed)
        except Refused as refused:
            yield Fault(("compensation", "kind"), refused.sentence)

    def state(self, first: date) -> EsoneroFrom:
        return EsoneroFrom(
            self.since or first,
            ProvinceStanding(
                self.quota,
                self.in_force,
                self.compensation.signed if self.compensation else 0,
                self.in_convention,
            ),
            None if self.percentage is None else Fraction(self.percentage),
            self.status,
            None if self.suspension is None else PartSuspended(self.suspension.cause, self.suspension.share),
            None if self.sixty_permille is None else self.sixty_permille.facts(),
        )


def self_certified_problem(one: EsoneroSituation, first: date) -> str | None:
    """Why the self-certified units are too many, if they are; nothing while something else is unread or wrong."""
    try:
        if one.sixty_permille is None or one.sixty_permille.units is None:
            return None
        sixty = SixtyPermille(one.sixty_permille.base3, one.sixty_permille.workers, one.sixty_permille.units)
        quota = one.quota
        if sixty.workers > sixty.base3:
            return None
        if one.suspension is not None:
            quota = suspended_quota(quota, one.suspension.cause, min(one.suspension.share, WHOLE)).quota
        self_certified(sixty, quota, one.in_force, one.since or first, in_law())
    except NotRead:
        return None
    except Refused as refused:
        return refused.sentence
    return None
