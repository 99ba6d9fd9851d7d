using Odoo.Connectors.Model;

namespace Odoo.Connectors.Collections;

/// <summary>Where dunning of a customer of one company stands, as it was decided last.</summary>
public sealed record CollectionsAccount
{
    /// <summary>The customer in the ledger.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>The status by the rules.</summary>
    public required AccountStatus Status { get; init; }

    /// <summary>The company's day since which it has that status.</summary>
    public required DateOnly? Since { get; init; }

    /// <summary>The steps that were taken, by the overdue document in the ledger.</summary>
    public required IReadOnlyDictionary<ExternalRef, IReadOnlyList<string>> Steps { get; init; }

    /// <summary>What a promise to pay that is open is about; null where none is.</summary>
    public required Money? Promised { get; init; }

    /// <summary>The last day of that promise.</summary>
    public required DateOnly? PromisedUntil { get; init; }

    /// <summary>The customer and the status.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Collections of {Customer}: {Status}";
}
