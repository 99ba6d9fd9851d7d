namespace Odoo.Connectors.Model;

/// <summary>An order to resume a paused contract where it is billed, at once.</summary>
public sealed record ContractResumption
{
    /// <summary>What orders it, in the system that it was decided in. It is carried out once.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The contract, in the system that bills it.</summary>
    public required ExternalRef Contract { get; init; }

    /// <summary>The reference and the contract.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"ContractResumption {Ref} of {Contract}";
}
