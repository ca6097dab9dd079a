"""What the nights leave on plans: months that were counted and paid, reviews that were called, warnings and answers."""

from __future__ import annotations

from portal.demo.world import plan_words as words
from portal.demo.world.build import World
from portal.foundation import db
from portal.tutoring.actions import reminding
from portal.tutoring.indemnities import counting
from portal.tutoring.indemnities.vocabulary import Payer
from portal.tutoring.signals import watching
from portal.tutoring.signals.vocabulary import SignalAnswer

_HELD = """
UPDATE plan_visit v SET held_on = v.due_on, mode = 'in_person', minutes = $2, recorded_by = p.counsellor
FROM plan p WHERE p.id = v.plan AND v.kind = 'review' AND v.held_on IS NULL AND v.due_on < $1
    AND right(p.code, 1) NOT IN ('3', '7')
"""
_PAID = """
UPDATE plan_indemnity i SET paid_on = (i.month + interval '1 month')::date, paid = i.due, paid_by = p.counsellor,
    payer = CASE WHEN p.kind = 'tis' THEN $2 ELSE $3 END
FROM plan p WHERE p.id = i.plan AND p.proposal = ANY($1) AND i.due > 0
"""
_ANSWERED = """
UPDATE plan_signal g SET answer = $2, answered_by = p.counsellor, answered_at = g.raised_at
FROM plan p WHERE p.id = g.plan AND p.proposal = ANY($1)
"""


async def pass_by(world: World) -> None:
    """The portal's own sweeps, once for all nights; then what people did about it."""
    await counting.count_months()
    await reminding.call_reviews()
    await db.execute(_HELD, world.day, words.VISIT_MINUTES)
    await watching.watch()
    chosen = [one.id for number, one in enumerate(world.proposals) if words.pays(number)]
    await db.execute(_PAID, chosen, Payer.PUBLIC_BODY.value, Payer.HOST.value)
    await db.execute(_ANSWERED, chosen, SignalAnswer.TUTOR.value)
