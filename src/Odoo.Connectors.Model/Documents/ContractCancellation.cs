namespace Odoo.Connectors.Model;

/// <summary>An order to end a contract where it is billed.</summary>
public sealed record ContractCancellation
{
    /// <summary>What orders it, in the system that it was decided in: a deal, an order, an approved case. It is carried out once.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The contract, in the system that bills it.</summary>
    public required ExternalRef Contract { get; init; }

    /// <summary>Whether it runs to the end of the period that is paid for. The default is true; false ends it at once.</summary>
    public bool AtPeriodEnd { get; init; } = true;

    /// <summary>The reference and the contract.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"ContractCancellation {Ref} of {Contract}";
}
