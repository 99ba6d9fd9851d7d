namespace Odoo.Connectors.Model;

/// <summary>Where a customer stands with what it owes, as CRM and ledger are told: absolute values, of which null empties what is shown.</summary>
public sealed record AccountStanding
{
    /// <summary>The customer in the system that is told.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>The status by the rules of collections.</summary>
    public required AccountStatus Status { get; init; }

    /// <summary>The company's day since which it has that status. The default is null.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>The furthest step of dunning that was taken for what is open. The default is null: none.</summary>
    public string? Step { get; init; }

    /// <summary>The last day of a promise to pay that is open. The default is null: none is.</summary>
    public DateOnly? PromisedUntil { get; init; }

    /// <summary>The customer and the status.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"AccountStanding of {Customer}: {Status}";
}
