-- Order of work. rank is the place in the one queue that all lanes share; head is 0 for what was seen to wait
-- behind an older open delivery of its subject: it is not looked at again until that one ends.
ALTER TABLE inbox ADD COLUMN priority INTEGER NOT NULL DEFAULT 1;
ALTER TABLE inbox ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbox ADD COLUMN head INTEGER NOT NULL DEFAULT 1;
UPDATE inbox SET rank = received_at;
DROP INDEX inbox_next;
DROP INDEX inbox_lane;
CREATE INDEX inbox_ready ON inbox (rank, id) WHERE state = 0 AND head = 1;
CREATE INDEX inbox_waiting ON inbox (due_at) WHERE state = 1;

-- Effects inherit the place of the event that planned them. 6 is held for approval, 7 rejected.
ALTER TABLE effect ADD COLUMN priority INTEGER NOT NULL DEFAULT 1;
ALTER TABLE effect ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;
ALTER TABLE effect ADD COLUMN weight INTEGER NOT NULL DEFAULT 1;
ALTER TABLE effect ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
UPDATE effect SET rank = planned_at;
DROP INDEX effect_next;
DROP INDEX effect_subject;
DROP INDEX effect_replaceable;
DROP INDEX effect_refused;
CREATE INDEX effect_next ON effect (target, rank, seq) WHERE state IN (0, 2);
CREATE INDEX effect_subject ON effect (target, subject, seq) WHERE state IN (0, 1, 2, 6);
CREATE INDEX effect_replaceable ON effect (target, subject) WHERE class = 1 AND state IN (0, 6);
CREATE INDEX effect_stopped ON effect (key) WHERE state IN (4, 6, 7);

ALTER TABLE attempt ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;

-- Which process a node is: two that are configured with one name must not fence each other in turns.
ALTER TABLE node ADD COLUMN instance TEXT NOT NULL DEFAULT '';
