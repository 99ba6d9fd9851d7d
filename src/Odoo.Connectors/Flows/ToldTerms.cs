using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Erp;
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
    private const string LatestField = "latest";
    private const int MostKept = 8;
    private readonly ExternalRef _of;
    private readonly List<ToldVersion> _versions;

    public ToldTerms(ExternalRef contract, Shadow shadow)
    {
        _of = Of(contract);
        _versions = shadow.Kept(Field) is string text ? [.. ((JsonArray)JsonNode.Parse(text)!).Select(v => ToldVersion.Parse(v!))] : [];
        Latest = shadow.Kept(LatestField) is string latest ? LatestAmendment.Parse(latest) : null;
    }

    /// <summary>Where they stand: not with the contract, so that a refused effect does not take with it what its retry is made of.</summary>
    public static ExternalRef Of(ExternalRef contract) => contract with { Kind = "contract-terms" };

    /// <summary>The newest amendment that was told.</summary>
    public LatestAmendment? Latest { get; private set; }

    /// <summary>What to remember; null where nothing was told anew.</summary>
    public Snapshot? Seen { get; private set; }

    /// <summary>The contract as it was read, by which its order is made: the ground of the first change where nobody told of the contract before.</summary>
    public void Read(Contract contract, DateTimeOffset now)
    {
        if (_versions.Count == 0)
        {
            Add(ToldVersion.Of(contract, OrderOf(contract, now), isTold: false));
        }
    }

    /// <summary>Takes over a version that is told, by a source that says itself what changed.</summary>
    public void Tell(Contract told, DateTimeOffset at)
    {
        long order = OrderOf(told, at);
        if (!_versions.Exists(v => v.Order >= order && Same(v.Terms, told.Terms)))
        {
            Add(ToldVersion.Of(told, order, isTold: true));
        }
    }

    /// <summary>The version before one that is told; null where it is not known, or where a newer version told of the change.</summary>
    /// <param name="told">The contract as it was told.</param>
    /// <param name="at">When.</param>
    /// <param name="by">The document that it was read for; null where its source told of it.</param>
    /// <param name="key">What tells the amendment from others: the same whoever tells of the version.</param>
    public ToldVersion? Before(Contract told, DateTimeOffset at, string? by, out string key)
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

        ToldVersion? before = _versions.Where(v => v.Order < order).MaxBy(v => v.Order);
        if (!again)
        {
            _versions.RemoveAll(v => v.Order == order);
            Add(ToldVersion.Of(told, order, isTold: true) with { BroughtBy = by });
        }

        return before;
    }

    /// <summary>Whether a document shows terms that nobody told of yet, or that it told of itself and is decided again.</summary>
    /// <param name="read">The contract as it was read for the document.</param>
    /// <param name="by">The document.</param>
    public bool Brings(Contract read, string by) =>
        read.Version is long version
        && _versions.Where(v => v.Order < version).MaxBy(v => v.Order) is { } before && !Same(before.Terms, read.Terms)
        && (_versions.Find(v => v.IsTold && v.Order >= version) is not { } told || (told.Order == version && told.BroughtBy == by));

    /// <summary>Whether terms that were read differ from the newest that were told.</summary>
    public bool Awaits(Contract read) => _versions.MaxBy(v => v.Order) is { } newest && !Same(newest.Terms, read.Terms);

    /// <summary>Takes over an amendment that is told; one that comes after a newer one leaves that.</summary>
    public void Amended(Contract told, Amendment amendment, DateTimeOffset at)
    {
        long order = OrderOf(told, at);
        if (Latest is null || Latest.Order <= order)
        {
            DateOnly on = amendment.EffectiveAt is DateTimeOffset effective ? DateOnly.FromDateTime(effective.UtcDateTime) : amendment.EffectiveOn;
            LatestAmendment latest = new(order, AmendmentText.KindOf(amendment), on, amendment.Event);
            if (latest != Latest)
            {
                Latest = latest;
                Keep();
            }
        }
    }

    private static long OrderOf(Contract contract, DateTimeOffset at) => contract.Version ?? at.ToUnixTimeMilliseconds();

    private void Add(ToldVersion version)
    {
        _versions.Add(version);
        Keep();
    }

    private void Keep()
    {
        JsonArray kept = [.. _versions.OrderByDescending(v => v.Order).Take(MostKept).Reverse().Select(v => (JsonNode)v.ToJson())];
        Dictionary<string, string> texts = new(StringComparer.Ordinal) { [Field] = kept.ToJsonString() };
        if (Latest is not null)
        {
            texts[LatestField] = Latest.ToJson();
        }

        Seen = new Snapshot(_of, new Dictionary<string, string?>()) { Kept = texts };
    }

    public static bool Same(IReadOnlyList<ProductLine> left, IReadOnlyList<ProductLine> right) =>
        left.Count == right.Count && left.Select(Look).Order().SequenceEqual(right.Select(Look).Order());

    private static (string, string, decimal, decimal) Look(ProductLine line) => (line.Id, line.ProductCode, line.Quantity, line.UnitPrice);
}
