-- The place of an effect in the order of its record: its seq, or that of an older one that must wait for it.
ALTER TABLE effect ADD COLUMN place INTEGER NULL;

-- How often a field was agreed on: what was read before the last time may be older than that.
ALTER TABLE shadow ADD COLUMN agreed INTEGER NOT NULL DEFAULT 1;
