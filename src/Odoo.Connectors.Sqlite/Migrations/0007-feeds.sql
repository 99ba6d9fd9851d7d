-- How each stream of a polled system is run. Times are milliseconds since 1970, UTC.
CREATE TABLE feed (
    system TEXT NOT NULL, stream TEXT NOT NULL, paused_by TEXT NULL, polled_at INTEGER NULL, brought_at INTEGER NULL,
    caught_up_at INTEGER NULL, failed_at INTEGER NULL, next_at INTEGER NULL, PRIMARY KEY (system, stream)) STRICT, WITHOUT ROWID;

-- Passes over a stream beside the live poll, each with a watermark of its own. States and purposes are the numbers of PassState and PassPurpose.
CREATE TABLE feed_pass (
    id INTEGER PRIMARY KEY AUTOINCREMENT, system TEXT NOT NULL, stream TEXT NOT NULL, purpose INTEGER NOT NULL, from_at INTEGER NULL,
    asked_by TEXT NOT NULL, asked_at INTEGER NOT NULL, state INTEGER NOT NULL, watermark TEXT NULL, pages INTEGER NOT NULL DEFAULT 0,
    seen INTEGER NOT NULL DEFAULT 0, known INTEGER NOT NULL DEFAULT 0, absent INTEGER NOT NULL DEFAULT 0,
    absorbed INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0, cases INTEGER NOT NULL DEFAULT 0, ended_at INTEGER NULL) STRICT;
CREATE INDEX feed_pass_open ON feed_pass (system, stream, id) WHERE state < 2;

-- What the newest pass of a stream stored, to tell what came of it; older ones are counted in their rows.
CREATE TABLE feed_pass_event (pass INTEGER NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (pass, event)) STRICT, WITHOUT ROWID;

-- When a record of an exhaustive stream was last seen: what a complete pass did not see is gone.
CREATE TABLE feed_record (
    system TEXT NOT NULL, stream TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, seen_at INTEGER NOT NULL, absent INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (system, stream, kind, id)) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency (
    key TEXT PRIMARY KEY, fingerprint BLOB NOT NULL, state INTEGER NOT NULL, generation INTEGER NOT NULL, runs INTEGER NOT NULL,
    token TEXT NULL, lease_until INTEGER NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER NULL, result TEXT NULL,
    error_kind INTEGER NULL, error_message TEXT NULL, error_field TEXT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE idempotency_point (key TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (key, name)) STRICT, WITHOUT ROWID;
