-- One primary link per record, system, kind and company: writes use it, the others are aliases.
-- state: 0 linked, 1 superseded by the id in survivor, 2 tombstoned at version.
ALTER TABLE link ADD COLUMN company TEXT NOT NULL DEFAULT '';
ALTER TABLE link ADD COLUMN is_primary INTEGER NOT NULL DEFAULT 0;
ALTER TABLE link ADD COLUMN state INTEGER NOT NULL DEFAULT 0;
ALTER TABLE link ADD COLUMN survivor TEXT NULL;
ALTER TABLE link ADD COLUMN version INTEGER NULL;
UPDATE link SET is_primary = 1 WHERE NOT EXISTS (
    SELECT 1 FROM link o WHERE o.record = link.record AND o.system = link.system AND o.kind = link.kind
    AND (o.origin > link.origin OR (o.origin = link.origin AND o.seq < link.seq)));
CREATE UNIQUE INDEX link_primary ON link (record, system, kind, company) WHERE is_primary = 1;

-- What a merge moved, so that it can be taken back exactly. Never deleted: void is what an earlier merge took back from it.
CREATE TABLE record_merge (
    id INTEGER PRIMARY KEY AUTOINCREMENT, loser TEXT NOT NULL, survivor TEXT NOT NULL,
    merged_at INTEGER NOT NULL, merged_by TEXT NOT NULL, why TEXT NOT NULL, undone_at INTEGER NULL, undone_by TEXT NULL) STRICT;
CREATE INDEX record_merge_loser ON record_merge (loser);
CREATE INDEX record_merge_survivor ON record_merge (survivor);

CREATE TABLE link_history (
    merge_id INTEGER NOT NULL REFERENCES record_merge (id), system TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
    was_primary INTEGER NOT NULL, was_origin INTEGER NOT NULL, was_state INTEGER NOT NULL, was_survivor TEXT NULL,
    void INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (merge_id, system, kind, id)) STRICT, WITHOUT ROWID;

CREATE TABLE claim_history (
    merge_id INTEGER NOT NULL REFERENCES record_merge (id), target TEXT NOT NULL, match_key TEXT NOT NULL,
    void INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (merge_id, target, match_key)) STRICT, WITHOUT ROWID;

-- Keys of match rules, as keyed hashes: several records may share one.
CREATE TABLE match_key (
    target TEXT NOT NULL, rule TEXT NOT NULL, hash TEXT NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (target, rule, hash, record)) STRICT, WITHOUT ROWID;
CREATE INDEX match_key_record ON match_key (record, target);

-- Whom the open match case of an event is about.
CREATE TABLE match_candidate (
    event INTEGER NOT NULL, system TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, record TEXT NOT NULL, score INTEGER NOT NULL,
    PRIMARY KEY (event, system, kind, id, record)) STRICT, WITHOUT ROWID;

-- Records that a person said are different.
CREATE TABLE match_answer (
    record TEXT NOT NULL, other TEXT NOT NULL, answered_at INTEGER NOT NULL, answered_by TEXT NOT NULL,
    PRIMARY KEY (record, other)) STRICT, WITHOUT ROWID;
CREATE INDEX match_answer_other ON match_answer (other);
