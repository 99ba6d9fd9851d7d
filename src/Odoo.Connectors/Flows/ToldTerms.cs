using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// The terms of a contract as its source told them, by version: for a source that says what is and not what was, an amendment is the
/// difference between a version and the one before it. A version is told once, whoever tells of it again; one that comes after a newer one
/// tells nothing, as its change is in the newer one's.
/// </summary>
internal sealed class ToldTerms
{
    private const string Field = "terms";
    private const int MostKept = 8;
    private readonly ExternalRef _of;
    private readonly List<Version> _versions;

    public ToldTerms(ExternalRef contract, Shadow shadow)
    {
        _of = Of(contract);
        _versions = shadow.Kept(Field) is string text ? [.. ((JsonArray)JsonNode.Parse(text)!).Select(v => Version.Parse(v!))] : [];
    }

    /// <summary>Where they stand: not with the contract, so that a refused effect does not take with it what its retry is made of.</summary>
    public static ExternalRef Of(ExternalRef contract) => contract with { Kind = "contract-terms" };

    /// <summary>What to remember; null where nothing was told anew.</summary>
    public Snapshot? Seen { get; private set; }

    /// <summary>The contract as it was read, by which its order is made: the ground of the first change where nobody told of the contract before.</summary>
    public void Read(Contract contract, DateTimeOffset now)
    {
        if (_versions.Count == 0)
        {
            Add(new Version(OrderOf(contract, now), IsTold: false, contract.Terms));
        }
    }

    /// <summary>The terms before a version that is told; null where they are the same, not known, or where a newer version told of the change.</summary>
    /// <param name="told">The contract as it was told.</param>
    /// <param name="at">When.</param>
    /// <param name="key">What tells the amendment from others: the same whoever tells of the version.</param>
    public IReadOnlyList<ProductLine>? Before(Contract told, DateTimeOffset at, out string key)
    {
        long order = OrderOf(told, at);
        // Without versions two changes may share an instant.
        order += told.Version is null && _versions.Exists(v => v.IsTold && v.Order == order && !Same(v.Terms, told.Terms)) ? 1 : 0;
        key = string.Create(CultureInfo.InvariantCulture, $"terms/{order}/{TermsHash.Of(told.Terms)}");
        bool again = _versions.Exists(v => v.IsTold && v.Order == order);
        if (!again && _versions.Exists(v => v.IsTold && v.Order > order))
        {
            return null;
        }

        Version? before = _versions.Where(v => v.Order < order).MaxBy(v => v.Order);
        if (!again)
        {
            _versions.RemoveAll(v => v.Order == order);
            Add(new Version(order, IsTold: true, told.Terms));
        }

        return before is null || Same(before.Terms, told.Terms) ? null : before.Terms;
    }

    private static long OrderOf(Contract contract, DateTimeOffset at) => contract.Version ?? at.ToUnixTimeMilliseconds();

    private void Add(Version version)
    {
        _versions.Add(version);
        JsonArray kept = [.. _versions.OrderByDescending(v => v.Order).Take(MostKept).Reverse().Select(v => (JsonNode)v.ToJson())];
        Seen = new Snapshot(_of, new Dictionary<string, string?>()) { Kept = new Dictionary<string, string> { [Field] = kept.ToJsonString() } };
    }

    public static bool Same(IReadOnlyList<ProductLine> left, IReadOnlyList<ProductLine> right) =>
        left.Count == right.Count && left.Select(Look).Order().SequenceEqual(right.Select(Look).Order());

    private static (string, string, decimal, decimal) Look(ProductLine line) => (line.Id, line.ProductCode, line.Quantity, line.UnitPrice);

    private sealed record Version(long Order, bool IsTold, IReadOnlyList<ProductLine> Terms)
    {
        /// <summary>Ids, codes and numbers: what a line says to people is no part of it.</summary>
        public JsonArray ToJson() =>
        [
            Order, IsTold, new JsonArray([.. Terms.Select(t => (JsonNode)new JsonArray(
                t.Id, t.ProductCode, t.Quantity, t.UnitPrice, t.Recurrence?.Count, t.Recurrence is null ? null : (int)t.Recurrence.Unit))]),
        ];

        public static Version Parse(JsonNode json) => new((long)json[0]!, (bool)json[1]!, [.. ((JsonArray)json[2]!).Select(t => new ProductLine
        {
            Id = (string)t![0]!,
            ProductCode = (string)t[1]!,
            Description = (string)t[1]!,
            Quantity = (decimal)t[2]!,
            UnitPrice = (decimal)t[3]!,
            Recurrence = t[4] is JsonNode count ? new Recurrence((int)count, (RecurrenceUnit)(int)t[5]!) : null,
        })]);
    }
}
