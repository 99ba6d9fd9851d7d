using System.Data.Common;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>What sources told of records, version by version. Rows are added and never changed.</summary>
internal sealed class HistoryTable(Sql sql)
{
    private const string Columns = "id, system, kind, record, ordering, content, effective_at, known_at, ledger, until_day, body";
    private const int MostPerStatement = 20;

    /// <summary>Adds a version; one that is there stays as it is.</summary>
    public Task AddAsync(HistoryRow row, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            """
            INSERT INTO history (kind, system, record, ordering, content, effective_at, known_at, ledger, until_day, body)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9) ON CONFLICT (kind, system, record, ordering, content) DO NOTHING
            """,
            cancellationToken, row.Record.Kind, row.Record.System, row.Record.Id, row.Ordering, row.Content, row.EffectiveAt.ToUnixTimeMilliseconds(),
            row.KnownAt.ToUnixTimeMilliseconds(), row.Ledger, (long?)row.Until?.DayNumber, row.Body);

    /// <summary>The content of the newest version.</summary>
    public Task<string?> LatestAsync(ExternalRef record, CancellationToken cancellationToken) =>
        sql.FirstAsync(
            "SELECT content FROM history WHERE kind = @p0 AND system = @p1 AND record = @p2 ORDER BY ordering DESC, content DESC LIMIT 1",
            row => row.GetString(0), cancellationToken, record.Kind, record.System, record.Id);

    /// <summary>The next versions of all records of a kind, record by record, the oldest first.</summary>
    public Task<List<HistoryRow>> PageAsync(string kind, DateTimeOffset knownBy, HistoryRow? after, int most, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            $"""
            SELECT {Columns} FROM history WHERE kind = @p0 AND known_at <= @p1 AND (system, record, ordering, content) > (@p2, @p3, @p4, @p5)
            ORDER BY system, record, ordering, content LIMIT @p6
            """,
            Row, cancellationToken, kind, knownBy.ToUnixTimeMilliseconds(), after?.Record.System ?? "", after?.Record.Id ?? "", after?.Ordering ?? long.MinValue, after?.Content ?? "", most);

    /// <summary>The next versions of records that bill service after a day.</summary>
    public Task<List<HistoryRow>> ServedAsync(string kind, DateOnly after, long id, int most, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            $"SELECT {Columns} FROM history WHERE kind = @p0 AND until_day > @p1 AND id > @p2 ORDER BY id LIMIT @p3",
            Row, cancellationToken, kind, (long)after.DayNumber, id, most);

    /// <summary>All versions of some records, the oldest first.</summary>
    public async Task<List<HistoryRow>> FindAsync(IReadOnlyCollection<ExternalRef> records, CancellationToken cancellationToken)
    {
        List<HistoryRow> found = [];
        foreach (ExternalRef[] part in records.Distinct().Chunk(MostPerStatement))
        {
            RowValues rows = RowValues.Of(part, MostPerStatement);
            found.AddRange(await sql.QueryAsync(
                $"SELECT {Columns} FROM history WHERE (system, kind, record) IN (VALUES {rows.Text}) ORDER BY id", Row, cancellationToken, rows.Values).ConfigureAwait(false));
        }

        return found;
    }

    private static HistoryRow Row(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Record = new ExternalRef(row.GetString(1), row.GetString(2), row.GetString(3)),
        Ordering = row.GetInt64(4),
        Content = row.GetString(5),
        EffectiveAt = row.Time(6),
        KnownAt = row.Time(7),
        Ledger = row.Text(8),
        Until = row.Number(9) is long day ? DateOnly.FromDayNumber((int)day) : null,
        Body = row.GetString(10),
    };
}
