namespace Odoo.Connectors.Model;

/// <summary>An invoice or credit note as the ledger holds it: what it is worth, what of it is open, and what settled the rest.</summary>
public sealed record DocumentStatus
{
    /// <summary>The document in the ledger.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The document it was made of, where the connectors made it; null for one entered by hand.</summary>
    public ExternalRef? Source { get; init; }

    /// <summary>The ledger's number; null for a draft that never had one.</summary>
    public string? Number { get; init; }

    /// <summary>The reference it carries, for example the number at its source.</summary>
    public string? Reference { get; init; }

    /// <summary>The customer in the ledger.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>Where it stands.</summary>
    public required DocumentState State { get; init; }

    /// <summary>The date on it; null for a draft without one.</summary>
    public DateOnly? IssuedOn { get; init; }

    /// <summary>The day it counts from in the books; a lock date may have moved it.</summary>
    public DateOnly? BookedOn { get; init; }

    /// <summary>When it is due, the last instalment where there are several.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>What it is worth, taxes included; positive also for a credit note.</summary>
    public required Money Gross { get; init; }

    /// <summary>What of it the ledger calls open; positive also for a credit note.</summary>
    public required Money Open { get; init; }

    /// <summary>The document a credit note takes back, where it names one.</summary>
    public ExternalRef? Reverses { get; init; }

    /// <summary>The orders that it bills, in the ledger, where people made it of them. The default is none.</summary>
    public IReadOnlyList<ExternalRef> Orders { get; init; } = [];

    /// <summary>What settled it, oldest first.</summary>
    public IReadOnlyList<Settlement> Settlements { get; init; } = [];

    /// <summary>The reference and the state.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Ref} {State}";
}
