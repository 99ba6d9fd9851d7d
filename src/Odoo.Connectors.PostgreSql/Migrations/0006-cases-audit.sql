-- What a person decided about a case, and what it is about. Status holds the numbers of CaseStatus. why is a person's own words
-- and goes when the customer is erased.
ALTER TABLE review ADD COLUMN status BIGINT NOT NULL DEFAULT 0;
ALTER TABLE review ADD COLUMN system TEXT COLLATE "C" NULL;
ALTER TABLE review ADD COLUMN kind TEXT COLLATE "C" NULL;
ALTER TABLE review ADD COLUMN lane TEXT COLLATE "C" NULL;
ALTER TABLE review ADD COLUMN subject TEXT COLLATE "C" NULL;
ALTER TABLE review ADD COLUMN reopened BIGINT NOT NULL DEFAULT 0;
ALTER TABLE review ADD COLUMN from_case BIGINT NULL;
ALTER TABLE review ADD COLUMN assignee TEXT NULL;
ALTER TABLE review ADD COLUMN due_at BIGINT NULL;
ALTER TABLE review ADD COLUMN closed_by TEXT NULL;
ALTER TABLE review ADD COLUMN why TEXT NULL;
UPDATE review SET status = 2, closed_by = 'hub' WHERE is_open = 0;
CREATE INDEX review_again_event ON review (event) WHERE status = 1;
CREATE INDEX review_again_effect ON review (subject, kind, system) WHERE status = 1;
CREATE INDEX review_of_event ON review (event);
CREATE INDEX review_of_effect ON review (effect);

-- An edited delivery and its copy name each other.
ALTER TABLE inbox ADD COLUMN edited_from BIGINT NULL;
ALTER TABLE inbox ADD COLUMN edited_to BIGINT NULL;

-- One hash chain per lane. Entries from before the chains have no hash; they end with the number of the head of lane ''.
ALTER TABLE audit ADD COLUMN lane TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN number BIGINT NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN actor TEXT NULL;
ALTER TABLE audit ADD COLUMN fields TEXT NULL;
ALTER TABLE audit ADD COLUMN hash BYTEA NULL;
CREATE UNIQUE INDEX audit_chain ON audit (lane, number) WHERE hash IS NOT NULL;
CREATE INDEX effect_record ON effect (target, target_id) WHERE target_id IS NOT NULL;

CREATE TABLE audit_head (
    lane TEXT COLLATE "C" PRIMARY KEY, number BIGINT NOT NULL, hash BYTEA NOT NULL, at BIGINT NOT NULL,
    base_number BIGINT NOT NULL DEFAULT 0, base_hash BYTEA NULL);
CREATE INDEX audit_head_at ON audit_head (at);
INSERT INTO audit_head (lane, number, hash, at) SELECT '', MAX(id), decode(repeat('00', 32), 'hex'), MAX(at) FROM audit WHERE id IS NOT NULL GROUP BY lane;

CREATE TABLE audit_root (number BIGINT PRIMARY KEY, at BIGINT NOT NULL, previous BYTEA NOT NULL, hash BYTEA NOT NULL);
CREATE TABLE audit_seal (
    root BIGINT NOT NULL, lane TEXT COLLATE "C" NOT NULL, number BIGINT NOT NULL, hash BYTEA NOT NULL, PRIMARY KEY (root, lane));
CREATE INDEX audit_seal_lane ON audit_seal (lane, number);

-- What the audit trail says about a customer's data it says under this key. Erasing the customer erases the key.
CREATE TABLE subject_key (lane TEXT COLLATE "C" PRIMARY KEY, secret BYTEA NULL, made_at BIGINT NOT NULL, erased_at BIGINT NULL);
