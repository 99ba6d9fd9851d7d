-- The place of an effect in the order of its record: its seq, or that of an older one that must wait for it.
ALTER TABLE effect ADD COLUMN place BIGINT NULL;
