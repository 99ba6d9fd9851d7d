-- What makes a delivery the same one, kept for ever when its event's row goes.
CREATE TABLE seen (system TEXT COLLATE "C" NOT NULL, dedupe BYTEA NOT NULL, PRIMARY KEY (system, dedupe));

-- Rejected and skipped effects have ended too.
DROP INDEX effect_settled;
CREATE INDEX effect_settled ON effect (planned_at) WHERE state IN (3, 5, 7, 8) AND pruned_at IS NULL;

CREATE INDEX feed_pass_event_of ON feed_pass_event (event);
