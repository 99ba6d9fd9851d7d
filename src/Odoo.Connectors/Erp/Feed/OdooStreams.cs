namespace Odoo.Connectors.Erp;

/// <summary>The streams that Odoo can be polled for.</summary>
public static class OdooStreams
{
    /// <summary>
    /// Main partners and the contacts below them: changes of the kinds <see cref="Sync.ChangeKinds.CustomerSeen"/> and <see cref="Sync.ChangeKinds.ContactSeen"/>.
    /// </summary>
    public const string Partners = "partners";

    /// <summary>Customer invoices and credit notes: <see cref="Sync.ChangeKinds.DocumentStatus"/>.</summary>
    public const string Documents = "documents";

    /// <summary>Payments of customers and refunds to them: <see cref="Sync.ChangeKinds.PaymentBooked"/>.</summary>
    public const string Payments = "payments";

    /// <summary>
    /// What was newly matched with a receivable: tells of payments whose allocation changed, and of bank transfers that have no payment
    /// of their own. <see cref="Sync.ChangeKinds.PaymentBooked"/>.
    /// </summary>
    public const string Matches = "matches";

    /// <summary>Confirmed orders, or subscriptions where Odoo has them: <see cref="Sync.ChangeKinds.ContractSeen"/>.</summary>
    public const string Contracts = "contracts";

    /// <summary>Lines of orders that were changed by themselves: tells of their contracts. <see cref="Sync.ChangeKinds.ContractSeen"/>.</summary>
    public const string ContractLines = "contract-lines";

    /// <summary>
    /// Documents that became overdue by themselves, each on the day after it was due, in the company's time zone:
    /// <see cref="Sync.ChangeKinds.DocumentStatus"/>.
    /// </summary>
    public const string Overdue = "overdue";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Partners, Documents, Payments, Matches, Contracts, ContractLines, Overdue];
}
