-- Times are milliseconds since 1970, UTC. States are the numbers of EventState and EffectState.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE binding (
    system TEXT PRIMARY KEY, account TEXT NOT NULL, live INTEGER NOT NULL, bound_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE watermark (system TEXT NOT NULL, stream TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (system, stream)) STRICT, WITHOUT ROWID;

-- The last epoch given out: never given twice, also after a node left.
CREATE TABLE epoch (last INTEGER NOT NULL) STRICT;
INSERT INTO epoch (last) VALUES (0);

CREATE TABLE node (name TEXT PRIMARY KEY, epoch INTEGER NOT NULL UNIQUE, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE lane (name TEXT PRIMARY KEY, epoch INTEGER NULL, decisions INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

CREATE TABLE inbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    system TEXT NOT NULL, kind TEXT NOT NULL, lane TEXT NOT NULL REFERENCES lane (name),
    subject TEXT NOT NULL, subject_system TEXT NOT NULL, subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL,
    dedupe BLOB NULL, occurred_at INTEGER NOT NULL, received_at INTEGER NOT NULL, payload BLOB NOT NULL,
    state INTEGER NOT NULL, due_at INTEGER NOT NULL, deadline INTEGER NULL, delays INTEGER NOT NULL DEFAULT 0, reason TEXT NULL) STRICT;
CREATE UNIQUE INDEX inbox_dedupe ON inbox (system, dedupe) WHERE dedupe IS NOT NULL;
CREATE INDEX inbox_open ON inbox (lane, subject, id) WHERE state IN (0, 1, 3);
CREATE INDEX inbox_next ON inbox (id, due_at) WHERE state IN (0, 1);
CREATE INDEX inbox_lane ON inbox (lane) WHERE state IN (0, 1);

-- What was read for an event: facts of that event, so that deciding it again is the same.
CREATE TABLE answer (
    event INTEGER NOT NULL REFERENCES inbox (id), system TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
    payload BLOB NULL, read_at INTEGER NOT NULL, PRIMARY KEY (event, system, kind, id)) STRICT, WITHOUT ROWID;

CREATE TABLE effect (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE,
    target TEXT NOT NULL, kind TEXT NOT NULL, class INTEGER NOT NULL, subject TEXT NOT NULL,
    source_system TEXT NOT NULL, source_kind TEXT NOT NULL, source_id TEXT NOT NULL,
    payload TEXT NOT NULL, fingerprint BLOB NOT NULL, way TEXT NOT NULL,
    state INTEGER NOT NULL, attempts INTEGER NOT NULL, epoch INTEGER NULL,
    due_at INTEGER NOT NULL, planned_at INTEGER NOT NULL, finished_at INTEGER NULL, target_id TEXT NULL) STRICT;
CREATE INDEX effect_next ON effect (target, seq, due_at) WHERE state IN (0, 2);
CREATE INDEX effect_sending ON effect (target, way) WHERE state = 1;
CREATE INDEX effect_replaceable ON effect (target, subject) WHERE class = 1 AND state = 0;
CREATE INDEX effect_refused ON effect (key) WHERE state = 4;
CREATE INDEX effect_subject ON effect (target, subject, seq) WHERE state IN (0, 1, 2);

CREATE TABLE effect_need (effect TEXT NOT NULL, needs TEXT NOT NULL, PRIMARY KEY (effect, needs)) STRICT, WITHOUT ROWID;
CREATE INDEX effect_needed ON effect_need (needs);

CREATE TABLE event_effect (event INTEGER NOT NULL, effect TEXT NOT NULL, PRIMARY KEY (event, effect)) STRICT, WITHOUT ROWID;
CREATE INDEX effect_events ON event_effect (effect);

CREATE TABLE attempt (
    effect TEXT NOT NULL, number INTEGER NOT NULL, epoch INTEGER NOT NULL, started_at INTEGER NOT NULL,
    ended_at INTEGER NULL, status INTEGER NULL, error_kind INTEGER NULL, PRIMARY KEY (effect, number)) STRICT, WITHOUT ROWID;

CREATE TABLE link (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, system TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
    record TEXT NOT NULL, origin INTEGER NOT NULL, UNIQUE (system, kind, id)) STRICT;
CREATE INDEX link_record ON link (record);

CREATE TABLE claim (target TEXT NOT NULL, match_key TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (target, match_key)) STRICT, WITHOUT ROWID;

CREATE TABLE shadow (
    system TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY (system, kind, id, field)) STRICT, WITHOUT ROWID;

-- server_text may quote data of persons; nothing else in this table may.
CREATE TABLE review (
    id INTEGER PRIMARY KEY AUTOINCREMENT, error_kind INTEGER NOT NULL, cause TEXT NOT NULL, message TEXT NOT NULL, field TEXT NULL,
    event INTEGER NULL, effect TEXT NULL, is_open INTEGER NOT NULL, opened_at INTEGER NOT NULL, closed_at INTEGER NULL, server_text TEXT NULL) STRICT;
CREATE INDEX review_open ON review (cause, COALESCE(event, -1), COALESCE(effect, '')) WHERE is_open = 1;
CREATE INDEX review_event ON review (event) WHERE is_open = 1;
CREATE INDEX review_effect ON review (effect) WHERE is_open = 1;

CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, event INTEGER NULL, effect TEXT NULL, what TEXT NOT NULL, detail TEXT NULL) STRICT;
CREATE INDEX audit_event ON audit (event);
CREATE INDEX audit_effect ON audit (effect);
