from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-22T23:18:19:848321"
VERSION = "1.38.0"
DESCRIPTION = 'Commitments and accommodations: what the database refuses'

FORWARDS = """
ALTER TABLE commitment
    ADD CONSTRAINT commitment_every_known CHECK (
        every IN ('quarter', 'half_year', 'year', 'two_years', 'three_years')),
    ADD CONSTRAINT commitment_follows_once UNIQUE (follows);
CREATE INDEX commitment_waiting ON commitment (due_on) WHERE done_on IS NULL;
ALTER TABLE commitment_kpi
    ADD CONSTRAINT commitment_kpi_name_given CHECK (btrim(name) <> ''),
    ADD CONSTRAINT commitment_kpi_place UNIQUE (commitment, position),
    ADD CONSTRAINT commitment_kpi_measured CHECK ((value IS NULL) = (measured_on IS NULL));
ALTER TABLE accommodation
    ADD CONSTRAINT accommodation_number_once UNIQUE (company, number),
    ADD CONSTRAINT accommodation_way_known CHECK (
        request_way IN ('letter', 'mail', 'pec', 'form', 'written_down')),
    ADD CONSTRAINT accommodation_hearing_known CHECK (
        hearing IN ('alone', 'with_somebody', 'with_union', 'in_writing', 'declined')),
    ADD CONSTRAINT accommodation_heard CHECK ((heard_on IS NULL) = (hearing IS NULL) AND heard_on >= requested_on),
    ADD CONSTRAINT accommodation_answer_known CHECK (answer IN ('granted', 'otherwise', 'refused')),
    ADD CONSTRAINT accommodation_answer_reasoned CHECK (
        (answered_on IS NULL) = (answer IS NULL) AND (answer IS NULL) = (reasons_sealed IS NULL)),
    ADD CONSTRAINT accommodation_heard_before_answer CHECK (
        answered_on IS NULL OR (heard_on IS NOT NULL AND answered_on >= heard_on)),
    ADD CONSTRAINT accommodation_ground_known CHECK (ground IN ('burden', 'tasks', 'not_needed')),
    ADD CONSTRAINT accommodation_refusal_with_ground CHECK (
        (answer = 'refused') IS NOT TRUE OR (ground IS NOT NULL AND remedies_told)),
    ADD CONSTRAINT accommodation_in_place_if_granted CHECK (
        in_place_on IS NULL OR (answer IN ('granted', 'otherwise') AND in_place_on >= requested_on)),
    ADD CONSTRAINT accommodation_reviewed_later CHECK (review_on IS NULL OR review_on > in_place_on),
    ADD CONSTRAINT accommodation_ending_known CHECK (
        ending IN ('no_longer_needed', 'replaced', 'left', 'withdrawn')),
    ADD CONSTRAINT accommodation_ended CHECK ((ended_on IS NULL) = (ending IS NULL) AND ended_on >= requested_on);
CREATE INDEX accommodation_waiting ON accommodation (answer_due_on) WHERE answer IS NULL AND ended_on IS NULL;
CREATE INDEX accommodation_to_review ON accommodation (review_on)
    WHERE review_on IS NOT NULL AND ended_on IS NULL;
ALTER TABLE accommodation_measure
    ADD CONSTRAINT accommodation_measure_once UNIQUE (accommodation, code),
    ADD CONSTRAINT accommodation_measure_for_something CHECK (asked OR granted);
"""

BACKWARDS = """
ALTER TABLE accommodation_measure
    DROP CONSTRAINT accommodation_measure_for_something,
    DROP CONSTRAINT accommodation_measure_once;
DROP INDEX accommodation_to_review, accommodation_waiting;
ALTER TABLE accommodation
    DROP CONSTRAINT accommodation_ended,
    DROP CONSTRAINT accommodation_ending_known,
    DROP CONSTRAINT accommodation_reviewed_later,
    DROP CONSTRAINT accommodation_in_place_if_granted,
    DROP CONSTRAINT accommodation_refusal_with_ground,
    DROP CONSTRAINT accommodation_ground_known,
    DROP CONSTRAINT accommodation_heard_before_answer,
    DROP CONSTRAINT accommodation_answer_reasoned,
    DROP CONSTRAINT accommodation_answer_known,
    DROP CONSTRAINT accommodation_heard,
    DROP CONSTRAINT accommodation_hearing_known,
    DROP CONSTRAINT accommodation_way_known,
    DROP CONSTRAINT accommodation_number_once;
ALTER TABLE commitment_kpi
    DROP CONSTRAINT commitment_kpi_measured,
    DROP CONSTRAINT commitment_kpi_place,
    DROP CONSTRAINT commitment_kpi_name_given;
DROP INDEX commitment_waiting;
ALTER TABLE commitment
    DROP CONSTRAINT commitment_follows_once,
    DROP CONSTRAINT commitment_every_known;
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="employers", description=DESCRIPTION)

    async def run() -> None:
        await db.execute(FORWARDS)

    async def run_backwards() -> None:
        await db.execute(BACKWARDS)

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
