-- Definitions of mappings, kept for ever: effects name the version they were planned with.
CREATE TABLE mapping (
    target TEXT COLLATE "C" NOT NULL, version BIGINT NOT NULL, hash TEXT COLLATE "C" NOT NULL, definition TEXT NOT NULL, first_seen_at BIGINT NOT NULL,
    approved_by TEXT NULL, approved_at BIGINT NULL, PRIMARY KEY (target, version), UNIQUE (target, hash));

ALTER TABLE effect ADD COLUMN mapping BIGINT NULL;
