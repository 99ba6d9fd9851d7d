-- What a flow must know again as it was, not only whether it is the same: the terms of a contract as they were told last. No data of persons.
ALTER TABLE shadow ADD COLUMN kept TEXT NULL;
