using System.Text.Json.Serialization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Flows;

/// <summary>A failed attempt to collect an invoice, as it is kept.</summary>
internal sealed record FailedAttempt(string Invoice, string Code, decimal Amount, string Currency, int? Number, long At, long? NextAt)
{
    public static FailedAttempt Of(PaymentAttempt attempt) => new(
        attempt.Invoice!.ToString(), FailureWords.Code(attempt.Code), attempt.Amount.Amount, attempt.Amount.Currency.Code, attempt.AttemptNumber,
        attempt.FailedAt.ToUnixTimeMilliseconds(), attempt.NextAttemptAt?.ToUnixTimeMilliseconds());

    /// <summary>When its source tries again; null when it does not.</summary>
    [JsonIgnore]
    public DateTimeOffset? TriedAgainAt => NextAt is long at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    public CollectionFailure ToCollectionFailure() => new()
    {
        Code = Code, Amount = new Money(Amount, Model.Currency.Parse(Currency)), AttemptNumber = Number, FailedOn = Day(At), NextAttemptOn = NextAt is long next ? Day(next) : null,
    };

    private static DateOnly Day(long at) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(at).UtcDateTime);
}

/// <summary>A dispute that is open, and the invoice that it is about where it is about one.</summary>
internal sealed record OpenDispute(string Id, string? Invoice);

/// <summary>The troubles of a customer, as they are kept.</summary>
internal sealed record TroubleList(IReadOnlyList<FailedAttempt> Failures, IReadOnlyList<OpenDispute> Disputes, bool HadFailures, ContractStatus? Contract = null, IReadOnlyList<string>? Uncollected = null, IReadOnlyList<string>? Ended = null);

[JsonSerializable(typeof(TroubleList))]
internal sealed partial class TroubleJson : JsonSerializerContext;
