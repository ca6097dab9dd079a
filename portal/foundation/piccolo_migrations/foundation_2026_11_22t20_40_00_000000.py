from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-22T20:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Embedded search: documents, words, tally"

FORWARDS = """
-- A copy of rows that other tables keep; only SQL touches it. tsv holds stems, meanings and «=word»; tags
-- «field=value», to narrow by; place_1 and on one text a filter field with all its values, to judge and count by:
-- columns, because taking a hundred thousand texts out of an array takes longer than all the rest.
CREATE TABLE search_document (
    index_name text NOT NULL,
    id uuid NOT NULL,
    tsv tsvector NOT NULL,
    tags text[] NOT NULL,
    written_at timestamptz NOT NULL,
    place_1 text, place_2 text, place_3 text, place_4 text, place_5 text, place_6 text, place_7 text, place_8 text,
    place_9 text, place_10 text, place_11 text, place_12 text, place_13 text, place_14 text, place_15 text,
    place_16 text,
    PRIMARY KEY (index_name, id)
);
CREATE INDEX search_document_words ON search_document USING gin (tsv) WITH (fastupdate = off);
CREATE INDEX search_document_tags ON search_document USING gin (tags) WITH (fastupdate = off);
CREATE INDEX search_document_round ON search_document (index_name, uuid_hash_extended(id, 0));
CREATE INDEX search_document_written ON search_document (index_name, written_at);

-- The documents as they were given, apart: a search that reads many rows reads half as many pages.
CREATE TABLE search_source (
    index_name text NOT NULL,
    id uuid NOT NULL,
    source text NOT NULL,
    PRIMARY KEY (index_name, id)
);

-- The fields an index was read with; others now mean that it is read again.
CREATE TABLE search_shape (index_name text PRIMARY KEY, shape text NOT NULL);

-- The words of all documents, for slips of the fingers. A word outlives its last document until the next rebuild.
CREATE TABLE search_word (
    index_name text NOT NULL,
    word text NOT NULL,
    stem text NOT NULL,
    trigrams text[] NOT NULL,
    PRIMARY KEY (index_name, word)
);
CREATE INDEX search_word_trigrams ON search_word USING gin (trigrams) WITH (fastupdate = off);
CREATE INDEX search_word_stem ON search_word (index_name, stem);

-- What went lately, so that a rebuild begun before does not bring it back.
CREATE TABLE search_gone (index_name text NOT NULL, id uuid NOT NULL, gone_at timestamptz NOT NULL);
CREATE INDEX search_gone_lately ON search_gone (index_name, gone_at);
CREATE INDEX search_gone_id ON search_gone (index_name, id);

-- How many documents have a tag is the sum of its changes: rows are only added, so writers never wait.
CREATE TABLE search_tally (index_name text NOT NULL, tag text NOT NULL, change bigint NOT NULL);
CREATE INDEX search_tally_index ON search_tally (index_name);

CREATE FUNCTION search_document_is_tallied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO search_tally (index_name, tag, change)
        SELECT index_name, tag, count(*) FROM new_rows, unnest('{""}'::text[] || tags) AS tag
        GROUP BY index_name, tag;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO search_tally (index_name, tag, change)
        SELECT index_name, tag, -count(*) FROM old_rows, unnest('{""}'::text[] || tags) AS tag
        GROUP BY index_name, tag;
    END IF;
    IF TG_OP = 'DELETE' THEN
        INSERT INTO search_gone (index_name, id, gone_at)
        SELECT index_name, id, clock_timestamp() FROM old_rows;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER search_document_added AFTER INSERT ON search_document
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_document_is_tallied();
CREATE TRIGGER search_document_changed AFTER UPDATE ON search_document
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT
    EXECUTE FUNCTION search_document_is_tallied();
CREATE TRIGGER search_document_dropped AFTER DELETE ON search_document
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_document_is_tallied();
"""

BACKWARDS = """
DROP TABLE search_document, search_source, search_shape, search_word, search_gone, search_tally;
DROP FUNCTION search_document_is_tallied;
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="foundation", description=DESCRIPTION)

    async def run() -> None:
        await db.execute(FORWARDS)

    async def run_backwards() -> None:
        await db.execute(BACKWARDS)

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
