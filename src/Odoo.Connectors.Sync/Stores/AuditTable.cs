using System.Data.Common;
using System.Text.Json;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// What happened, why, and by which rule. Append-only, one hash chain per lane; a step's entries are written together when it
/// commits, each to the chain of the lane it was fenced by, so that no head is in anybody else's way. Holds no data of persons.
/// </summary>
internal sealed class AuditTable(Sql sql)
{
    private const string Unfenced = "hub";
    private const int MostPerStatement = 50;
    private const int MostWaiting = 500;
    private readonly List<(string? Lane, AuditLine Line)> _written = [];

    /// <summary>The chain of this step's entries. The default is the lane the step is fenced by.</summary>
    public string? Lane { get; set; }

    public Task WriteAsync(DateTimeOffset at, long? eventId, string? effectKey, string what, string? detail, CancellationToken cancellationToken) =>
        WriteAsync(new AuditLine(at.ToUnixTimeMilliseconds(), eventId, effectKey, what, detail), cancellationToken);

    /// <summary>Keeps a line until the step commits.</summary>
    public async Task WriteAsync(AuditLine line, CancellationToken cancellationToken)
    {
        _written.Add((sql.FencedBy, line));
        if (_written.Count >= MostWaiting)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Appends what was written to the chains.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_written.Count == 0)
        {
            return;
        }

        Dictionary<string, AuditHead> heads = await HeadsAsync([.. _written.Select(w => Chain(w.Lane)).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
        foreach ((string? Lane, AuditLine Line)[] part in _written.Chunk(MostPerStatement))
        {
            RowValues rows = new();
            foreach ((string? fence, AuditLine line) in part)
            {
                string lane = Chain(fence);
                long number = heads[lane].Number + 1;
                heads[lane] = heads[lane] with { Number = number, Hash = AuditChain.Entry(heads[lane].Hash, lane, number, line) };
                rows.Add(line.At, line.EventId, line.EffectKey, line.What, line.Detail, line.By, line.Fields, lane, number, heads[lane].Hash);
            }

            await sql.ExecuteAsync(
                $"INSERT INTO audit (at, event, effect, what, detail, actor, fields, lane, number, hash) VALUES {rows.Text}", cancellationToken, rows.Values).ConfigureAwait(false);
        }

        long at = _written[^1].Line.At;
        foreach (KeyValuePair<string, AuditHead>[] part in heads.Chunk(MostPerStatement))
        {
            RowValues rows = new();
            foreach ((string lane, AuditHead head) in part)
            {
                rows.Add(lane, head.Number, head.Hash, at);
            }

            await sql.ExecuteAsync(
                $"""
                INSERT INTO audit_head (lane, number, hash, at) VALUES {rows.Text}
                ON CONFLICT (lane) DO UPDATE SET number = excluded.number, hash = excluded.hash, at = excluded.at
                """,
                cancellationToken, rows.Values).ConfigureAwait(false);
        }

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

    /// <summary>The versions of rules, oldest first.</summary>
    public Task<List<RuleVersion>> RulesAsync(CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT effect, detail, at FROM audit WHERE hash IS NOT NULL AND lane = @p0 AND what = 'rules' ORDER BY number",
            row => RuleVersion.Parse(row.GetString(0), row.GetString(1), row.Time(2)), cancellationToken, RuleRegistry.Lane);

    /// <summary>The effect that last wrote a field of a target record.</summary>
    public Task<FieldOrigin?> FieldAsync(ExternalRef target, string field, CancellationToken cancellationToken) =>
        sql.FirstAsync(
            """
            SELECT a.fields, e.key, e.state, e.source_system, e.source_kind, e.source_id, a.event, a.at,
                (SELECT MAX(p.actor) FROM audit p WHERE p.effect = e.key AND p.what = 'approved'),
                (SELECT MAX(d.actor) FROM audit d WHERE d.event = a.event AND d.what = 'edited'), e.mapping
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
                MappingVersion = (int?)row.Number(10),
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

    private string Chain(string? fence) => Lane ?? fence ?? Unfenced;

    private async Task<Dictionary<string, AuditHead>> HeadsAsync(string[] lanes, CancellationToken cancellationToken)
    {
        Dictionary<string, AuditHead> heads = lanes.ToDictionary(l => l, l => new AuditHead(l, 0, AuditChain.Start, 0, AuditChain.Start), StringComparer.Ordinal);
        foreach (string[] part in lanes.Chunk(MostPerStatement))
        {
            RowValues keys = new();
            keys.Add(part);
            List<AuditHead> found = await sql.QueryAsync(
                $"SELECT lane, number, hash, base_number, base_hash FROM audit_head WHERE lane IN {keys.Text}", AuditProof.Head, cancellationToken, keys.Values).ConfigureAwait(false);
            foreach (AuditHead head in found)
            {
                heads[head.Lane] = head;
            }
        }

        return heads;
    }
}
