-- What a person decided about a case, and what it is about. Status holds the numbers of CaseStatus. why is a person's own words
-- and goes when the customer is erased.
ALTER TABLE review ADD COLUMN status INTEGER NOT NULL DEFAULT 0;
ALTER TABLE review ADD COLUMN system TEXT NULL;
ALTER TABLE review ADD COLUMN kind TEXT NULL;
ALTER TABLE review ADD COLUMN lane TEXT NULL;
ALTER TABLE review ADD COLUMN subject TEXT NULL;
ALTER TABLE review ADD COLUMN reopened INTEGER NOT NULL DEFAULT 0;
ALTER TABLE review ADD COLUMN from_case INTEGER NULL;
ALTER TABLE review ADD COLUMN assignee TEXT NULL;
ALTER TABLE review ADD COLUMN due_at INTEGER NULL;
ALTER TABLE review ADD COLUMN closed_by TEXT NULL;
ALTER TABLE review ADD COLUMN why TEXT NULL;
UPDATE review SET status = 2, closed_by = 'hub' WHERE is_open = 0;
CREATE INDEX review_again_event ON review (event) WHERE status = 1;
CREATE INDEX review_again_effect ON review (subject, kind, system) WHERE status = 1;
CREATE INDEX review_of_event ON review (event);
CREATE INDEX review_of_effect ON review (effect);

-- An edited delivery and its copy name each other.
ALTER TABLE inbox ADD COLUMN edited_from INTEGER NULL;
ALTER TABLE inbox ADD COLUMN edited_to INTEGER NULL;

-- One hash chain per lane. Entries from before the chains have no hash; they end with the number of the head of lane ''.
ALTER TABLE audit ADD COLUMN lane TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN actor TEXT NULL;
ALTER TABLE audit ADD COLUMN fields TEXT NULL;
ALTER TABLE audit ADD COLUMN hash BLOB NULL;
CREATE UNIQUE INDEX audit_chain ON audit (lane, number) WHERE hash IS NOT NULL;
CREATE INDEX effect_record ON effect (target, target_id) WHERE target_id IS NOT NULL;

CREATE TABLE audit_head (
    lane TEXT PRIMARY KEY, number INTEGER NOT NULL, hash BLOB NOT NULL, at INTEGER NOT NULL,
    base_number INTEGER NOT NULL DEFAULT 0, base_hash BLOB NULL) STRICT, WITHOUT ROWID;
CREATE INDEX audit_head_at ON audit_head (at);
INSERT INTO audit_head (lane, number, hash, at) SELECT '', MAX(id), zeroblob(32), MAX(at) FROM audit WHERE id IS NOT NULL GROUP BY lane;

CREATE TABLE audit_root (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE TABLE audit_seal (
    root INTEGER NOT NULL, lane TEXT NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (root, lane)) STRICT, WITHOUT ROWID;
CREATE INDEX audit_seal_lane ON audit_seal (lane, number);

-- What the audit trail says about a customer's data it says under this key. Erasing the customer erases the key.
CREATE TABLE subject_key (lane TEXT PRIMARY KEY, secret BLOB NULL, made_at INTEGER NOT NULL, erased_at INTEGER NULL) STRICT, WITHOUT ROWID;
