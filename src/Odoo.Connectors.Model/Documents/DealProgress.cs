namespace Odoo.Connectors.Model;

/// <summary>What became of a won deal, as the CRM is told. Null leaves what the CRM shows as it is.</summary>
public sealed record DealProgress
{
    /// <summary>The deal in the CRM.</summary>
    public required ExternalRef Deal { get; init; }

    /// <summary>The contract or subscription that was made of it. The default is null.</summary>
    public ExternalRef? Contract { get; init; }

    /// <summary>Where that contract stands. The default is null.</summary>
    public ContractStatus? Status { get; init; }

    /// <summary>
    /// The version of that contract as its source and the ledger name it: a number, or where the source has none the id of what told of its
    /// latest amendment. The default is null.
    /// </summary>
    public string? ContractVersion { get; init; }

    /// <summary>
    /// What is in force in short: quantities and product codes. Where it is told, all of the contract's terms are:
    /// <see cref="EndsOn"/> and <see cref="RenewsOn"/> that are null are emptied. The default is null.
    /// </summary>
    public string? Terms { get; init; }

    /// <summary>What that contract bills a month, before tax; null where it cannot be told, or is in another currency than the deal. The default is null.</summary>
    public Money? Mrr { get; init; }

    /// <summary>The day it ends, once one is known. The default is null.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>The day its next term begins; null where it ends by then. The default is null.</summary>
    public DateOnly? RenewsOn { get; init; }

    /// <summary>What its latest amendment was. The default is null.</summary>
    public AmendmentKind? Amendment { get; init; }

    /// <summary>The day from which that amendment holds. The default is null.</summary>
    public DateOnly? AmendedOn { get; init; }

    /// <summary>The number of its latest invoice. The default is null.</summary>
    public string? InvoiceNumber { get; init; }

    /// <summary>Where that invoice stands. The default is null.</summary>
    public DocumentState? InvoiceState { get; init; }

    /// <summary>The day that invoice was paid. The default is null.</summary>
    public DateOnly? PaidOn { get; init; }

    /// <summary>
    /// What could not be collected of that invoice, but for the amount; <see cref="CollectionFailure.None"/>, which empties what is shown, once it was
    /// made good. The default is null: nothing failed yet.
    /// </summary>
    public CollectionFailure? CollectionFailure { get; init; }

    /// <summary>The furthest step of dunning that was taken for its invoices which are still open; empty, which empties what is shown, where none was any more. The default is null.</summary>
    public string? DunningStep { get; init; }

    /// <summary>The deal only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"DealProgress of {Deal}";
}
