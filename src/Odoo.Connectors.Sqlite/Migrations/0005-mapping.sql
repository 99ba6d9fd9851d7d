-- Definitions of mappings, kept for ever: effects name the version they were planned with.
CREATE TABLE mapping (
    target TEXT NOT NULL, version INTEGER NOT NULL, hash TEXT NOT NULL, definition TEXT NOT NULL, first_seen_at INTEGER NOT NULL,
    approved_by TEXT NULL, approved_at INTEGER NULL, PRIMARY KEY (target, version), UNIQUE (target, hash)) STRICT, WITHOUT ROWID;

ALTER TABLE effect ADD COLUMN mapping INTEGER NULL;
