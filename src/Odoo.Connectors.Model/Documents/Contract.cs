namespace Odoo.Connectors.Model;

/// <summary>A subscription: what is delivered and billed until it ends, and how its terms changed.</summary>
public sealed record Contract
{
    /// <summary>Where this record comes from.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The customer as the source names it.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>The deal it came from, where the source tells.</summary>
    public ExternalRef? Deal { get; init; }

    /// <summary>In a ledger: what it was made of. The default is null: not made by the connectors, or no ledger's contract.</summary>
    public ContractOrigin? Origin { get; init; }

    /// <summary>Where it stands.</summary>
    public required ContractStatus Status { get; init; }

    /// <summary>The currency of all amounts.</summary>
    public required Currency Currency { get; init; }

    /// <summary>
    /// The source's version of this record, a number that grows: an older one never overwrites what a newer one wrote. The default is null:
    /// it was read just now and is newer than all before it.
    /// </summary>
    public long? Version { get; init; }

    /// <summary>The first day, in the source's calendar; <see cref="StartsAt"/> is preferred.</summary>
    public required DateOnly StartsOn { get; init; }

    /// <summary>The last day, once one is known, in the source's calendar; <see cref="EndsAt"/> is preferred.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>The instant it starts; the company's time zone turns it into a day. The default is null: the day stands as it is.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>The instant it ends, once one is known. The default is null: the day stands as it is.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The instant of the next invoice, where the source tells. The default is null.</summary>
    public DateTimeOffset? NextInvoiceAt { get; init; }

    /// <summary>
    /// The instant its current period or term began, where the source tells: one that begins before the one before it was over is an early
    /// renewal. The default is null.
    /// </summary>
    public DateTimeOffset? TermStartsAt { get; init; }

    /// <summary>
    /// The instant its current period or term is over and the next one begins, where the source tells; it does not renew where it ends by
    /// then. The default is null.
    /// </summary>
    public DateTimeOffset? RenewsAt { get; init; }

    /// <summary>How often it is billed, where all of it is billed alike. The default is null.</summary>
    public Recurrence? Recurrence { get; init; }

    /// <summary>What is in force now.</summary>
    public required IReadOnlyList<ProductLine> Terms { get; init; }

    /// <summary>
    /// Whether its source tells each change of its terms by an amendment with what was before. The default is false: terms that differ from
    /// those that were told before are an amendment, which the flow makes of the difference.
    /// </summary>
    public bool TellsAmendments { get; init; }

    /// <summary>How the terms changed, oldest first.</summary>
    public IReadOnlyList<Amendment> Amendments { get; init; } = [];

    /// <summary>Fields beyond the model.</summary>
    public CustomFields Custom { get; init; } = CustomFields.Empty;

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Contract {Ref}";
}
