using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Accounts;

/// <summary>One account as all systems hold it.</summary>
public sealed record CustomerAccount
{
    /// <summary>The customer at the owner of customers; where it is not there, what was asked for.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>Everything it is called, merged and deleted names too.</summary>
    public required IReadOnlyList<RecordReference> References { get; init; }

    /// <summary>The merges that made it what it is, oldest first.</summary>
    public required IReadOnlyList<RecordMerge> Merges { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Whether data of persons are masked.</summary>
    public required bool IsMasked { get; init; }

    /// <summary>Whether it is a company, whose name is no data of a person. The default is false.</summary>
    public bool IsCompany { get; init; }

    /// <summary>What was read of which system, and what came of it.</summary>
    public required IReadOnlyList<AccountReading> Readings { get; init; }

    /// <summary>The fields of the customer as each system holds them.</summary>
    public IReadOnlyList<AccountField> Fields { get; init; } = [];

    /// <summary>The persons, each as each system holds them.</summary>
    public IReadOnlyList<Sourced<Contact>> Contacts { get; init; } = [];

    /// <summary>The contracts with their terms, running ones first.</summary>
    public IReadOnlyList<AccountContract> Contracts { get; init; } = [];

    /// <summary>
    /// What its contracts grant as they stand, by feature; empty where the host has no entitlements. The same as is told to its target, see
    /// <see cref="Odoo.Connectors.Entitlements.EntitlementOptions"/>.
    /// </summary>
    public IReadOnlyList<Sourced<Entitlement>> Entitlements { get; init; } = [];

    /// <summary>Invoices and credit notes, the newest first.</summary>
    public IReadOnlyList<AccountDocument> Documents { get; init; } = [];

    /// <summary>What is owed, for each company and currency. Currencies are never added up.</summary>
    public IReadOnlyList<Sourced<AccountOwing>> Balances { get; init; } = [];

    /// <summary>Money that came in, as the books hold it, the newest first.</summary>
    public IReadOnlyList<Sourced<BookedPayment>> Payments { get; init; } = [];

    /// <summary>Money that was given back, as the books hold it, the newest first.</summary>
    public IReadOnlyList<Sourced<BookedPayment>> Refunds { get; init; } = [];

    /// <summary>Money that its source told of and that is not among <see cref="Payments"/>, the newest first.</summary>
    public IReadOnlyList<Sourced<Payment>> OtherPayments { get; init; } = [];

    /// <summary>Money given back that its source told of and that is not among <see cref="Refunds"/>, the newest first.</summary>
    public IReadOnlyList<Sourced<Refund>> OtherRefunds { get; init; } = [];

    /// <summary>Attempts to collect that failed, with their codes, the newest first, as told last.</summary>
    public IReadOnlyList<Sourced<PaymentAttempt>> Failures { get; init; } = [];

    /// <summary>Disputes, the newest first, as told last.</summary>
    public IReadOnlyList<Sourced<Dispute>> Disputes { get; init; } = [];

    /// <summary>Open cases about it, oldest first.</summary>
    public IReadOnlyList<CaseInfo> Cases { get; init; } = [];

    /// <summary>What is under way, held or refused, oldest first.</summary>
    public IReadOnlyList<AccountEffect> Effects { get; init; } = [];

    /// <summary>The reference.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Account {Customer}";
}
