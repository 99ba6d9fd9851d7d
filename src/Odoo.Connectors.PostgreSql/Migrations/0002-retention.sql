-- When the payload went. The row stays: of an event for its dedupe hash, of a document effect for its key.
ALTER TABLE inbox ADD COLUMN pruned_at BIGINT NULL;
ALTER TABLE effect ADD COLUMN pruned_at BIGINT NULL;

CREATE INDEX inbox_ended ON inbox (received_at) WHERE state IN (4, 5) AND pruned_at IS NULL;
CREATE INDEX inbox_pruned ON inbox (received_at) WHERE pruned_at IS NOT NULL;
CREATE INDEX effect_settled ON effect (planned_at) WHERE state IN (3, 5) AND pruned_at IS NULL;
CREATE INDEX review_closed_event ON review (event) WHERE is_open = 0;
CREATE INDEX review_closed_effect ON review (effect) WHERE is_open = 0;
