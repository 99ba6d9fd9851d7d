namespace Odoo.Connectors.Benchmarks;

/// <summary>Fills a store with finished work.</summary>
internal static class History
{
    public const string Sql =
        """
        CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < @rows) SELECT i FROM c;
        BEGIN IMMEDIATE;
        INSERT INTO lane (name) SELECT 'old-' || i FROM n WHERE i <= 5000;
        INSERT INTO inbox (system, kind, lane, subject, subject_system, subject_kind, subject_id, dedupe, occurred_at, received_at, payload, state, due_at)
            SELECT 'notes', 'note.written', 'old-' || (1 + i % 5000), 'notes/note/old' || i, 'notes', 'note', 'old' || i, randomblob(16), 1, 1, randomblob(450), 4, 1 FROM n;
        INSERT INTO effect (key, target, kind, class, subject, source_system, source_kind, source_id, payload, fingerprint, way, state, attempts, epoch, due_at, planned_at, finished_at, target_id)
            SELECT 'wall-1|pin|old' || i, 'wall', 'pin', 0, 'note/old' || i, 'notes', 'note', 'old' || i, hex(randomblob(220)), randomblob(32), '', 3, 1, 1, 1, 1, 1, 'w' || i FROM n;
        INSERT INTO event_effect (event, effect) SELECT id, 'wall-1|pin|' || subject_id FROM inbox WHERE lane LIKE 'old-%';
        INSERT INTO attempt (effect, number, epoch, started_at, ended_at, status) SELECT 'wall-1|pin|old' || i, 1, 1, 1, 1, 0 FROM n;
        INSERT INTO link (system, kind, id, record, origin) SELECT 'notes', 'note', 'old' || i, 'record-' || i, 1 FROM n;
        INSERT INTO audit (at, event, effect, what, detail) SELECT 1, i, 'wall-1|pin|old' || i, 'planned', 'pin' FROM n;
        INSERT INTO audit (at, event, effect, what, detail) SELECT 1, NULL, 'wall-1|pin|old' || i, 'applied', '' FROM n;
        COMMIT;
        DROP TABLE n;
        """;
}
