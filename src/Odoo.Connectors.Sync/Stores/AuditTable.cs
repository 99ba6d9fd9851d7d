using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// What happened, why, and by which rule. Append-only, one hash chain per lane; a step's entries are written together when it
/// commits, to the chain of the lane it is fenced by, so that its head is in nobody else's way. Holds no data of persons.
/// </summary>
internal sealed class AuditTable(Sql sql)
{
    private const string Unfenced = "hub";
    private const int MostPerStatement = 50;
    private const int MostWaiting = 500;
    private readonly List<AuditLine> _written = [];

    /// <summary>The chain of this step's entries. The default is the lane the step is fenced by.</summary>
    public string? Lane { get; set; }

    public Task WriteAsync(DateTimeOffset at, long? eventId, string? effectKey, string what, string? detail, CancellationToken cancellationToken) =>
        WriteAsync(new AuditLine(at.ToUnixTimeMilliseconds(), eventId, effectKey, what, detail), cancellationToken);

    /// <summary>Keeps a line until the step commits.</summary>
    public async Task WriteAsync(AuditLine line, CancellationToken cancellationToken)
    {
        _written.Add(line);
        if (_written.Count >= MostWaiting)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Appends what was written to the chain.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_written.Count == 0)
        {
            return;
        }

        string lane = Lane ?? sql.FencedBy ?? Unfenced;
        AuditHead? head = await HeadAsync(lane, cancellationToken).ConfigureAwait(false);
        long number = head?.Number ?? 0;
        byte[] hash = head?.Hash ?? AuditChain.Start;
        foreach (AuditLine[] lines in _written.Chunk(MostPerStatement))
        {
            List<object?> values = [];
            StringBuilder rows = new();
            foreach (AuditLine line in lines)
            {
                number++;
                hash = AuditChain.Entry(hash, lane, number, line);
                rows.Append(rows.Length == 0 ? "(" : ", (");
                foreach (object? value in (object?[])[line.At, line.EventId, line.EffectKey, line.What, line.Detail, line.By, line.Fields, lane, number, hash])
                {
                    rows.Append(CultureInfo.InvariantCulture, $"{(rows[^1] == '(' ? "" : ", ")}@p{values.Count}");
                    values.Add(value);
                }

                rows.Append(')');
            }

            await sql.ExecuteAsync(
                $"INSERT INTO audit (at, event, effect, what, detail, actor, fields, lane, number, hash) VALUES {rows}", cancellationToken, [.. values]).ConfigureAwait(false);
        }

        await sql.ExecuteAsync(
            """
            INSERT INTO audit_head (lane, number, hash, at) VALUES (@p0, @p1, @p2, @p3)
            ON CONFLICT (lane) DO UPDATE SET number = excluded.number, hash = excluded.hash, at = excluded.at
            """,
            cancellationToken, lane, number, hash, _written[^1].At).ConfigureAwait(false);
        _written.Clear();
    }

    public Task<List<AuditEntry>> ForEventAsync(long eventId, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            """
            SELECT at, event, effect, what, detail, actor, fields FROM audit WHERE event = @p0
            OR effect IN (SELECT effect FROM event_effect WHERE event = @p0) ORDER BY id
            """,
            Entry, cancellationToken, eventId);

    public Task<List<AuditEntry>> ForEffectAsync(string effectKey, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT at, event, effect, what, detail, actor, fields FROM audit WHERE effect = @p0 ORDER BY id", Entry, cancellationToken, effectKey);

    /// <summary>The effect that last wrote a field of a target record.</summary>
    public Task<FieldOrigin?> FieldAsync(ExternalRef target, string field, CancellationToken cancellationToken) =>
        sql.FirstAsync(
            """
            SELECT a.fields, e.key, e.state, e.source_system, e.source_kind, e.source_id, a.event, a.at,
                (SELECT MAX(p.actor) FROM audit p WHERE p.effect = e.key AND p.what = 'approved'),
                (SELECT MAX(d.actor) FROM audit d WHERE d.event = a.event AND d.what = 'edited')
            FROM effect e JOIN audit a ON a.effect = e.key AND a.what = 'planned'
            WHERE e.target = @p0 AND e.target_id = @p1 AND e.target_id IS NOT NULL AND (e.kind = @p2 OR e.source_kind = @p2)
                AND a.event IS NOT NULL AND a.fields LIKE @p3 ESCAPE '\'
            ORDER BY a.id DESC LIMIT 1
            """,
            row => new FieldOrigin
            {
                Field = field,
                Rule = Rules(row.Text(0))[field],
                EffectKey = row.GetString(1),
                State = (EffectState)row.GetInt64(2),
                Source = new ExternalRef(row.GetString(3), row.GetString(4), row.GetString(5)),
                EventId = row.GetInt64(6),
                DecidedAt = row.Time(7),
                ApprovedBy = row.Text(8),
                EditedBy = row.Text(9),
            },
            cancellationToken, target.System, target.Id, target.Kind, $"%{Escaped(JsonSerializer.Serialize(field, AuditJson.Default.String))}:%");

    public static string? Fields(IReadOnlyDictionary<string, string> rules) =>
        rules.Count == 0 ? null : JsonSerializer.Serialize(new Dictionary<string, string>(rules), AuditJson.Default.DictionaryStringString);

    private static Dictionary<string, string> Rules(string? fields) =>
        fields is null ? [] : JsonSerializer.Deserialize(fields, AuditJson.Default.DictionaryStringString)!;

    private static string Escaped(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    private static AuditEntry Entry(DbDataReader row) =>
        new(row.Time(0), row.Number(1), row.Text(2), row.GetString(3), row.Text(4), row.Text(5)) { Rules = Rules(row.Text(6)) };

    private Task<AuditHead?> HeadAsync(string lane, CancellationToken cancellationToken) =>
        sql.FirstAsync("SELECT lane, number, hash, base_number, base_hash FROM audit_head WHERE lane = @p0", AuditProof.Head, cancellationToken, lane);
}
