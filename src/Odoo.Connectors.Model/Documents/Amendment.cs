namespace Odoo.Connectors.Model;

/// <summary>
/// One change of a contract. One that says no more than when, by which event, is the date of whatever changed: a source that does not know
/// what was before gives it with the same terms before and after.
/// </summary>
public sealed record Amendment
{
    /// <summary>The day from which the new terms hold, in the source's calendar; <see cref="EffectiveAt"/> is preferred.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>The instant from which they hold; the company's time zone turns it into a day. The default is null: the day stands as it is.</summary>
    public DateTimeOffset? EffectiveAt { get; init; }

    /// <summary>All terms before the change.</summary>
    public required IReadOnlyList<ProductLine> Before { get; init; }

    /// <summary>All terms after the change; the same as before where something else changed.</summary>
    public required IReadOnlyList<ProductLine> Terms { get; init; }

    /// <summary>What it is, where the source tells. The default is null: it is seen from what changed.</summary>
    public AmendmentKind? Kind { get; init; }

    /// <summary>The source's id of what tells of it, such as an event or an order of change. No data of persons. The default is null.</summary>
    public string? Event { get; init; }

    /// <summary>Where the contract stood before, where that changed. The default is null.</summary>
    public ContractStatus? StatusBefore { get; init; }

    /// <summary>Where it stands after, where that changed. The default is null.</summary>
    public ContractStatus? StatusAfter { get; init; }

    /// <summary>When it was to end before, where that changed. The default is null: not known, or no end.</summary>
    public DateTimeOffset? EndsAtBefore { get; init; }

    /// <summary>When it is to end after, where that changed. The default is null: not known, or no end.</summary>
    public DateTimeOffset? EndsAtAfter { get; init; }

    /// <summary>When the term that ran was to be over before, where that is part of the change. The default is null.</summary>
    public DateTimeOffset? TermEndsAtBefore { get; init; }

    /// <summary>When the term that runs is over after, where that is part of the change. The default is null.</summary>
    public DateTimeOffset? TermEndsAtAfter { get; init; }
}
