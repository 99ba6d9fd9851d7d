using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Revenue;

/// <summary>A contract as its source told it once.</summary>
internal sealed record ContractFact
{
    public required string Customer { get; init; }

    public required ContractStatus Status { get; init; }

    public required string Currency { get; init; }

    public required DateOnly StartsOn { get; init; }

    public DateTimeOffset? StartsAt { get; init; }

    public DateOnly? EndsOn { get; init; }

    public DateTimeOffset? EndsAt { get; init; }

    public Recurrence? Every { get; init; }

    public required IReadOnlyList<TermFact> Terms { get; init; }

    /// <summary>A hash of the terms before, where the source tells them: which of two that it told at one instant came first.</summary>
    public string? Before { get; init; }

    public static ContractFact Of(Contract contract) => new()
    {
        Customer = contract.Customer.Id,
        Status = contract.Status,
        Currency = contract.Currency.Code,
        StartsOn = contract.StartsOn,
        StartsAt = contract.StartsAt,
        EndsOn = contract.EndsOn,
        EndsAt = contract.EndsAt,
        Every = contract.Recurrence,
        Terms = [.. contract.Terms.Select(TermFact.Of)],
        Before = contract.Amendments is [.., { } last] && !ToldTerms.Same(last.Before, last.Terms) ? TermsHash.Of(last.Before) : null,
    };

    public Contract ToContract(ExternalRef reference) => new()
    {
        Ref = reference,
        Customer = reference with { Kind = RecordKinds.Customer, Id = Customer },
        Status = Status,
        Currency = Model.Currency.Parse(Currency),
        StartsOn = StartsOn,
        StartsAt = StartsAt,
        EndsOn = EndsOn,
        EndsAt = EndsAt,
        Recurrence = Every,
        Terms = [.. Terms.Select(t => t.ToLine())],
    };
}
