using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Flows;

/// <summary>One version of a contract's terms, and of the term that ran by then. Ids, codes, numbers and instants; no words for people.</summary>
/// <param name="Order">The source's version, or the instant in milliseconds.</param>
/// <param name="IsTold">Whether its source told of it; else it was read.</param>
/// <param name="Terms">The lines.</param>
internal sealed record ToldVersion(long Order, bool IsTold, IReadOnlyList<ProductLine> Terms)
{
    public DateTimeOffset? TermStartsAt { get; init; }

    public DateTimeOffset? RenewsAt { get; init; }

    public DateTimeOffset? EndsAt { get; init; }

    public bool IsPaused { get; init; }

    /// <summary>The document that told of it, by what was read for it; null where its source did by itself.</summary>
    public string? BroughtBy { get; init; }

    public static ToldVersion Of(Contract contract, long order, bool isTold) =>
        new(order, isTold, contract.Terms) { TermStartsAt = contract.TermStartsAt, RenewsAt = contract.RenewsAt, EndsAt = contract.EndsAt, IsPaused = contract.Status == ContractStatus.Paused };

    public JsonArray ToJson() =>
    [
        Order, IsTold, new JsonArray([.. Terms.Select(t => (JsonNode)new JsonArray(
            t.Id, t.ProductCode, t.Quantity, t.UnitPrice, t.Recurrence?.Count, t.Recurrence is null ? null : (int)t.Recurrence.Unit))]),
        TermStartsAt?.ToUnixTimeSeconds(), RenewsAt?.ToUnixTimeSeconds(), EndsAt?.ToUnixTimeSeconds(), BroughtBy, IsPaused,
    ];

    public static ToldVersion Parse(JsonNode json) => new((long)json[0]!, (bool)json[1]!, [.. ((JsonArray)json[2]!).Select(t => new ProductLine
    {
        Id = (string)t![0]!,
        ProductCode = (string)t[1]!,
        Description = (string)t[1]!,
        Quantity = (decimal)t[2]!,
        UnitPrice = (decimal)t[3]!,
        Recurrence = t[4] is JsonNode count ? new Recurrence((int)count, (RecurrenceUnit)(int)t[5]!) : null,
    })])
    {
        TermStartsAt = Instant(json[3]), RenewsAt = Instant(json[4]), EndsAt = Instant(json[5]), BroughtBy = (string?)json[6], IsPaused = (bool)json[7]!,
    };

    private static DateTimeOffset? Instant(JsonNode? seconds) => seconds is null ? null : DateTimeOffset.FromUnixTimeSeconds((long)seconds);
}
