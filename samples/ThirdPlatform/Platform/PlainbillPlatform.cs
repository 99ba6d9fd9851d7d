using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>An account of Plainbill in this process. It shares no code with the adapter: what both understand the same way is written twice.</summary>
public sealed class PlainbillPlatform(TimeProvider time) : AdapterPlatform
{
    /// <summary>How many records a page has.</summary>
    public const int PageSize = 12;

    private static readonly string[] Collections = ["customers", "subscriptions", "invoices", "payments"];
    private static readonly string[] Currencies = ["EUR", "USD", "JPY", "KWD"];
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<string, JsonObject>> _records = Collections.ToDictionary(c => c, _ => new Dictionary<string, JsonObject>(StringComparer.Ordinal));
    private readonly Dictionary<string, (string Path, string Body, string Id)> _keys = [];
    private int _made, _cursors;

    /// <summary>The key that it takes.</summary>
    public const string ApiKey = "test_4f2b71c09d";

    /// <inheritdoc/>
    public override HttpMessageHandler CreateHandler() => new PlainbillHandler(this);

    /// <summary>Puts a record, changed at a time; one of its id is replaced.</summary>
    /// <param name="collection">Such as <c>invoices</c>.</param>
    /// <param name="record">The record with its id.</param>
    /// <param name="at">When; now where it is null.</param>
    public void Put(string collection, JsonObject record, DateTimeOffset? at = null)
    {
        lock (_gate)
        {
            record["changed_at"] = Instant(at ?? time.GetUtcNow());
            _records[collection][(string)record["id"]!] = record;
        }
    }

    /// <summary>Copies of all records of a collection.</summary>
    /// <param name="collection">Such as <c>subscriptions</c>.</param>
    /// <returns>The records in the order in which they came.</returns>
    public IReadOnlyList<JsonObject> All(string collection)
    {
        lock (_gate)
        {
            return [.. _records[collection].Values.Select(r => r.DeepClone().AsObject())];
        }
    }

    /// <inheritdoc/>
    public override void Change(string stream, string id, DateTimeOffset at) => Put(stream, PlainbillRecords.Of(stream, id), at);

    /// <inheritdoc/>
    public override void ForgetCursors() => Interlocked.Increment(ref _cursors);

    /// <inheritdoc/>
    public override int Count(string kind) => All(kind == EffectKinds.Customer ? "customers" : "subscriptions").Count(r => r["write_key"] is not null);

    /// <inheritdoc/>
    public override void ForgetKeys()
    {
        lock (_gate)
        {
            _keys.Clear();
        }
    }

    /// <summary>The headers of a webhook.</summary>
    /// <param name="body">The body.</param>
    /// <param name="secret">The secret that it is signed with.</param>
    /// <param name="at">The time that is signed.</param>
    /// <returns>The headers.</returns>
    public static IReadOnlyDictionary<string, string> Sign(byte[] body, string secret, DateTimeOffset at)
    {
        string seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(seconds + "."));
        hmac.AppendData(body);
        return new Dictionary<string, string> { ["Plainbill-Signature"] = $"t={seconds},v1={Convert.ToHexStringLower(hmac.GetHashAndReset())}" };
    }

    internal (int Status, JsonObject Body) Answer(string method, string[] path, Dictionary<string, string> query, string? authorization, string? key, string body)
    {
        lock (_gate)
        {
            return authorization != $"Bearer {ApiKey}" ? Error(401, "unknown_key", null)
                : (method, path) switch
                {
                    ("GET", ["account"]) => (200, new JsonObject { ["id"] = "pb_7", ["live"] = false }),
                    ("GET", ["invoices", var id, "payments"]) => _records["invoices"].ContainsKey(id) ? (200, Data(_records["payments"].Values.Where(p => (string?)p["invoice"] == id))) : Error(404, "not_found", null),
                    ("GET", [var c, var id]) when _records.ContainsKey(c) => _records[c].TryGetValue(id, out JsonObject? found) ? (200, found.DeepClone().AsObject()) : Error(404, "not_found", null),
                    ("GET", [var c]) when _records.ContainsKey(c) => List(c, query),
                    ("POST", ["customers" or "subscriptions"]) => Make(path[0], JsonNode.Parse(body)!.AsObject(), key, body),
                    _ => Error(404, "no_such_path", null),
                };
        }
    }

    private static (int Status, JsonObject Body) Error(int status, string code, string? field) =>
        (status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["field"] = field, ["message"] = $"Plainbill says: {code} {field}" } });

    private static JsonObject Data(IEnumerable<JsonObject> records) => new() { ["data"] = new JsonArray([.. records.Select(r => r.DeepClone())]) };

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private (int Status, JsonObject Body) List(string collection, Dictionary<string, string> query)
    {
        foreach (string field in new[] { "reference", "write_key" })
        {
            if (query.TryGetValue(field, out string? wanted))
            {
                return (200, Data(_records[collection].Values.Where(r => (string?)r[field] == wanted)));
            }
        }

        string[] place = query.TryGetValue("cursor", out string? cursor) ? Encoding.UTF8.GetString(Convert.FromBase64String(cursor)).Split('|') : [query.GetValueOrDefault("changed_since", ""), "", $"{_cursors}"];
        if (place[2] != $"{_cursors}")
        {
            return Error(410, "cursor_expired", null);
        }

        JsonObject[] all = [.. _records[collection].Values
            .OrderBy(r => (string)r["changed_at"]!, StringComparer.Ordinal).ThenBy(r => (string)r["id"]!, StringComparer.Ordinal)
            .Where(r => string.CompareOrdinal($"{r["changed_at"]}|{r["id"]}", $"{place[0]}|{place[1]}") > (place[1].Length == 0 ? -1 : 0))];
        JsonObject page = Data(all.Take(PageSize));
        page["next_cursor"] = all.Length > PageSize ? Convert.ToBase64String(Encoding.UTF8.GetBytes($"{all[PageSize - 1]["changed_at"]}|{all[PageSize - 1]["id"]}|{_cursors}")) : null;
        return (200, page);
    }

    private (int Status, JsonObject Body) Make(string collection, JsonObject record, string? key, string body)
    {
        if (key is not null && _keys.TryGetValue(key, out (string Path, string Body, string Id) before))
        {
            return before.Path == collection && before.Body == body ? (200, _records[collection][before.Id].DeepClone().AsObject()) : Error(409, "key_reused", null);
        }

        string? fault = collection == "customers"
            ? string.IsNullOrWhiteSpace((string?)record["name"]) ? "name" : null
            : !_records["customers"].ContainsKey((string?)record["customer"] ?? "") ? "customer"
            : !Currencies.Contains((string?)record["currency"]) ? "currency"
            : record["items"] is not JsonArray { Count: > 0 } ? "items" : null;
        if (fault is not null)
        {
            return Error(422, "invalid", fault);
        }

        string id = $"{(collection == "customers" ? "cus" : "sub")}_{++_made}";
        record["id"] = id;
        record["status"] = "active";
        Put(collection, record);
        if (key is not null)
        {
            _keys[key] = (collection, body, id);
        }

        return (201, record.DeepClone().AsObject());
    }
}
