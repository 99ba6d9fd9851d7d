namespace Odoo.Connectors.Model;

/// <summary>An order to pause a contract where it is billed, at once: it is not billed until it is resumed.</summary>
public sealed record ContractPause
{
    /// <summary>What orders it, in the system that it was decided in. It is carried out once.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The contract, in the system that bills it.</summary>
    public required ExternalRef Contract { get; init; }

    /// <summary>When it goes on by itself. The default is null: when it is resumed.</summary>
    public DateTimeOffset? ResumesAt { get; init; }

    /// <summary>The reference and the contract.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"ContractPause {Ref} of {Contract}";
}
