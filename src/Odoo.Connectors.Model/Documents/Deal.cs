namespace Odoo.Connectors.Model;

/// <summary>A deal of the CRM with what was agreed.</summary>
public sealed record Deal
{
    /// <summary>Where this record comes from.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The customer it was made with.</summary>
    public required Customer Customer { get; init; }

    /// <summary>The name of the deal.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is won: agreed and closed.</summary>
    public required bool IsWon { get; init; }

    /// <summary>Whether it is lost: closed without an agreement. The default is false.</summary>
    public bool IsLost { get; init; }

    /// <summary>Where it stands.</summary>
    public DealState State => IsWon ? DealState.Won : IsLost ? DealState.Lost : DealState.Open;

    /// <summary>The source's id of its stage. The default is null.</summary>
    public string? Stage { get; init; }

    /// <summary>The source's id of the pipeline that the stage is of. The default is null: the source has one.</summary>
    public string? Pipeline { get; init; }

    /// <summary>The day it was closed, in the CRM's calendar.</summary>
    public DateOnly? ClosedOn { get; init; }

    /// <summary>The currency of all amounts.</summary>
    public required Currency Currency { get; init; }

    /// <summary>What it is worth as the source states it; what was agreed is in the lines. The default is null.</summary>
    public Money? Amount { get; init; }

    /// <summary>The first day of what was agreed. The default is null: not agreed.</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>How many months were agreed. The default is null: no term.</summary>
    public int? TermMonths { get; init; }

    /// <summary>The people it was made with. The default is none.</summary>
    public IReadOnlyList<ExternalRef> Contacts { get; init; } = [];

    /// <summary>The parts that people have in it, where the source tells them. The default is none.</summary>
    public IReadOnlyList<ContactRole> ContactRoles { get; init; } = [];

    /// <summary>What was sold.</summary>
    public IReadOnlyList<ProductLine> Lines { get; init; } = [];

    /// <summary>
    /// The records of its system that were merged into it, where the source says so: what was known of them is known of this one. The default
    /// is none.
    /// </summary>
    public IReadOnlyList<ExternalRef> Formerly { get; init; } = [];

    /// <summary>Fields beyond the model.</summary>
    public CustomFields Custom { get; init; } = CustomFields.Empty;

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Deal {Ref}";
}
