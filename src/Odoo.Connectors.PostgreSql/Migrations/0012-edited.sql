-- The place of a delivery in the order of its subject: its id, or that of the one it is an edited copy of.
ALTER TABLE inbox ADD COLUMN place BIGINT NULL;
DROP INDEX inbox_open;
CREATE INDEX inbox_open ON inbox (lane, subject, COALESCE(place, id)) WHERE state IN (0, 1, 3);
