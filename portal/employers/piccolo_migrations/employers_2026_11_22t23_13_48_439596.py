from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-22T23:13:48:439596"
VERSION = "1.38.0"
DESCRIPTION = 'The prospetto informativo: what was filed is frozen'

FORWARDS = """
ALTER TABLE prospetto_informativo
    ADD CONSTRAINT prospetto_informativo_year CHECK (year BETWEEN 2018 AND 2200),
    ADD CONSTRAINT prospetto_informativo_kind CHECK (kind IN ('01', '02', '03')),
    ADD CONSTRAINT prospetto_informativo_state CHECK (state IN ('draft', 'filed')),
    ADD CONSTRAINT prospetto_informativo_previous CHECK ((kind = '01') = (previous IS NULL)),
    ADD CONSTRAINT prospetto_informativo_filed CHECK (
        CASE state WHEN 'filed' THEN sent_on IS NOT NULL AND communication_code IS NOT NULL
                AND filed_at IS NOT NULL AND filed_by IS NOT NULL AND document_sealed IS NOT NULL
            ELSE sent_on IS NULL AND communication_code IS NULL AND protocol IS NULL AND filed_at IS NULL
                AND filed_by IS NULL AND document_sealed IS NULL END),
    ADD CONSTRAINT prospetto_informativo_code CHECK (length(communication_code) = 16),
    ADD CONSTRAINT prospetto_informativo_protocol CHECK (length(protocol) = 8),
    ADD CONSTRAINT prospetto_informativo_sent CHECK (sent_on > make_date(year, 12, 31));
CREATE INDEX prospetto_informativo_company ON prospetto_informativo (company, year);
CREATE UNIQUE INDEX prospetto_informativo_one_draft ON prospetto_informativo (company, year) WHERE state = 'draft';
CREATE UNIQUE INDEX prospetto_informativo_one_answer ON prospetto_informativo (previous)
    WHERE previous IS NOT NULL;
CREATE UNIQUE INDEX prospetto_informativo_one_code ON prospetto_informativo (company, communication_code)
    WHERE communication_code IS NOT NULL;

-- What was sent stays as it was sent. Its bytes may be sealed again with a new key: they open to the same words.
CREATE FUNCTION prospetto_informativo_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'filed' AND (
        NEW.company, NEW.year, NEW.kind, NEW.previous, NEW.state, NEW.opened_at, NEW.opened_by, NEW.sent_on,
        NEW.communication_code, NEW.protocol, NEW.filed_at, NEW.filed_by
    ) IS DISTINCT FROM (
        OLD.company, OLD.year, OLD.kind, OLD.previous, OLD.state, OLD.opened_at, OLD.opened_by, OLD.sent_on,
        OLD.communication_code, OLD.protocol, OLD.filed_at, OLD.filed_by
    ) THEN
        RAISE EXCEPTION 'a prospetto that was filed never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER prospetto_informativo_frozen BEFORE UPDATE ON prospetto_informativo
    FOR EACH ROW EXECUTE FUNCTION prospetto_informativo_frozen();

ALTER TABLE prospetto_informativo_employer
    ADD CONSTRAINT prospetto_informativo_employer_one UNIQUE (company);
ALTER TABLE prospetto_informativo_province
    ADD CONSTRAINT prospetto_informativo_province_one UNIQUE (company, province),
    ADD CONSTRAINT prospetto_informativo_province_letters CHECK (province ~ '^[A-Z]{2}$');
ALTER TABLE prospetto_informativo_post
    ADD CONSTRAINT prospetto_informativo_post_one UNIQUE (vacancy),
    ADD CONSTRAINT prospetto_informativo_post_words CHECK (length(capacities) BETWEEN 1 AND 200),
    ADD CONSTRAINT prospetto_informativo_post_channel CHECK (channel IN ('NO', 'NU'));
"""

BACKWARDS = """
ALTER TABLE prospetto_informativo_post
    DROP CONSTRAINT prospetto_informativo_post_channel,
    DROP CONSTRAINT prospetto_informativo_post_words,
    DROP CONSTRAINT prospetto_informativo_post_one;
ALTER TABLE prospetto_informativo_province
    DROP CONSTRAINT prospetto_informativo_province_letters,
    DROP CONSTRAINT prospetto_informativo_province_one;
ALTER TABLE prospetto_informativo_employer DROP CONSTRAINT prospetto_informativo_employer_one;
DROP TRIGGER prospetto_informativo_frozen ON prospetto_informativo;
DROP FUNCTION prospetto_informativo_frozen();
DROP INDEX prospetto_informativo_one_code;
DROP INDEX prospetto_informativo_one_answer;
DROP INDEX prospetto_informativo_one_draft;
DROP INDEX prospetto_informativo_company;
ALTER TABLE prospetto_informativo
    DROP CONSTRAINT prospetto_informativo_sent,
    DROP CONSTRAINT prospetto_informativo_protocol,
    DROP CONSTRAINT prospetto_informativo_code,
    DROP CONSTRAINT prospetto_informativo_filed,
    DROP CONSTRAINT prospetto_informativo_previous,
    DROP CONSTRAINT prospetto_informativo_state,
    DROP CONSTRAINT prospetto_informativo_kind,
    DROP CONSTRAINT prospetto_informativo_year;
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
