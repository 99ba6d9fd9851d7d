namespace Odoo.Connectors.Model;

/// <summary>What a customer may use by a contract: a feature, and how much of it.</summary>
public sealed record Entitlement
{
    /// <summary>The customer at the owner of customers where it is known there, else as the contract's source names it.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>The feature, in the words of the host.</summary>
    public required string Feature { get; init; }

    /// <summary>How much of it: seats, calls; null for as much as they like. The default is null.</summary>
    public decimal? Limit { get; init; }

    /// <summary>The first day, in the calendar of the contract's source.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day, once one is known, in the same calendar. The default is null.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The contract that grants it.</summary>
    public required ExternalRef Contract { get; init; }

    /// <summary>Whether it may be used.</summary>
    public required EntitlementStatus Status { get; init; }

    /// <summary>Feature, limit and status.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Feature} {Limit} {Status} by {Contract}");
}
