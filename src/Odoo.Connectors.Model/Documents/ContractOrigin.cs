namespace Odoo.Connectors.Model;

/// <summary>What a ledger's contract was made of, and whether it is still as the connectors left it.</summary>
public sealed record ContractOrigin
{
    /// <summary>The contract or deal that it was made of.</summary>
    public required ExternalRef Source { get; init; }

    /// <summary>The version of <see cref="Source"/> that it holds. The default is null: not known, or the source has none.</summary>
    public long? Version { get; init; }

    /// <summary>Whether somebody else than the connectors' user was the last to write it or one of its lines. The default is false.</summary>
    public bool IsEdited { get; init; }
}
