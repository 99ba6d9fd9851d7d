-- Metered usage. Times are milliseconds since 1970, UTC; quantities are decimals as text.

-- What a subscription used of a meter in a period; aggregation is the number of UsageAggregation that the period began with. quantity is what is true now; frozen is what it was when the period was closed, billed what
-- was told of it since, in later periods too.
CREATE TABLE usage_total (
    id INTEGER PRIMARY KEY, system TEXT NOT NULL, subscription TEXT NOT NULL, meter TEXT NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, aggregation INTEGER NOT NULL,
    quantity TEXT NOT NULL DEFAULT '0', events INTEGER NOT NULL DEFAULT 0, last_at INTEGER NULL, version INTEGER NOT NULL DEFAULT 0,
    closed_at INTEGER NULL, frozen TEXT NULL, billed TEXT NULL, held INTEGER NOT NULL DEFAULT 0, closings INTEGER NOT NULL DEFAULT 0,
    UNIQUE (system, subscription, meter, start_at)) STRICT;
CREATE INDEX usage_total_open ON usage_total (meter, end_at) WHERE closed_at IS NULL;

-- Every event once, by the hash of its id. total 0: nothing counts of it, it only takes back another one, or was taken back before it came.
CREATE TABLE usage_event (
    id INTEGER PRIMARY KEY, h1 INTEGER NOT NULL, h2 INTEGER NOT NULL, total INTEGER NOT NULL, quantity TEXT NOT NULL, at INTEGER NOT NULL,
    v1 INTEGER NULL, v2 INTEGER NULL, ranked INTEGER NOT NULL, withdrawn INTEGER NOT NULL, received_at INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX usage_event_key ON usage_event (h1, h2);
CREATE INDEX usage_event_ranked ON usage_event (total) WHERE ranked = 1;

-- How many events hold a unique value.
CREATE TABLE usage_unique (
    total INTEGER NOT NULL, v1 INTEGER NOT NULL, v2 INTEGER NOT NULL, events INTEGER NOT NULL, PRIMARY KEY (total, v1, v2)) STRICT, WITHOUT ROWID;

-- What a closed period bills for earlier ones.
CREATE TABLE usage_correction (
    total INTEGER NOT NULL, closing INTEGER NOT NULL, earlier INTEGER NOT NULL, quantity TEXT NOT NULL, PRIMARY KEY (total, closing, earlier)) STRICT, WITHOUT ROWID;

-- Terms of subscriptions, for meters whose period is the term.
CREATE TABLE usage_term (
    system TEXT NOT NULL, subscription TEXT NOT NULL, first_day TEXT NOT NULL, count INTEGER NOT NULL, unit INTEGER NOT NULL,
    PRIMARY KEY (system, subscription)) STRICT, WITHOUT ROWID;

-- What was not taken, as it came, once however often it comes; body may hold data of persons.
CREATE TABLE usage_rejected (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, received_at INTEGER NOT NULL, line INTEGER NOT NULL, event TEXT NULL, field TEXT NOT NULL,
    message TEXT NOT NULL, body TEXT NOT NULL, h1 INTEGER NOT NULL, h2 INTEGER NOT NULL, UNIQUE (h1, h2)) STRICT;
