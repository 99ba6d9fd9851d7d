-- What sources told of records, version by version, for reports over time. Times are milliseconds since 1970, UTC; days are numbers since 0001-01-01.

-- ordering is the source's version, or the instant of the telling; effective_at the instant from which it holds; known_at when it was decided. ledger is the
-- company that it is routed to, where that is known; until_day the day on which the last service it bills is over. body has ids, codes and numbers, no data of persons.
CREATE TABLE history (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, system TEXT NOT NULL, record TEXT NOT NULL, ordering INTEGER NOT NULL, content TEXT NOT NULL,
    effective_at INTEGER NOT NULL, known_at INTEGER NOT NULL, ledger TEXT NULL, until_day INTEGER NULL, body TEXT NOT NULL,
    UNIQUE (kind, system, record, ordering, content)) STRICT;
CREATE INDEX history_until ON history (kind, until_day) WHERE until_day IS NOT NULL;
