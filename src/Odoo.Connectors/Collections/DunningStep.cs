using Odoo.Connectors.Model;

namespace Odoo.Connectors.Collections;

/// <summary>
/// One step of dunning. It takes place once for each invoice, on its day in the company's calendar, and not before the one before it: one step of an
/// invoice a day at most.
/// </summary>
public sealed class DunningStep
{
    /// <summary>Its name, 1 to 40 letters, digits and hyphens: what was done once under it is not done again. Required.</summary>
    public string Name { get; set; } = "";

    /// <summary>How many days after the due day, at least 1: the day after it is 1.</summary>
    public int DaysOverdue { get; set; }

    /// <summary>
    /// What the customer must owe overdue, by the code of its currency; another currency than those listed does not reach the step. The default is
    /// empty: any amount.
    /// </summary>
    public IDictionary<string, decimal> LeastAmounts { get; } = new Dictionary<string, decimal>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The ledgers, and so the companies, that it is a step of. The default is empty: all.</summary>
    public IList<string> Ledgers { get; } = [];

    /// <summary>
    /// The groups of customers that it is a step of, by what <see cref="CollectionsOptions.GroupField"/> shows of them. A customer that is in a group
    /// which any step of its ledger names takes the steps of its groups and no others; everybody else takes those that name none. Steps of
    /// different groups may have the same name: what was taken under it is not taken again, whatever group the customer is in by then. The default
    /// is empty.
    /// </summary>
    public IList<string> Groups { get; } = [];

    /// <summary>The customer's status from then on, until the invoice is settled. The default is <see cref="AccountStatus.PastDue"/>.</summary>
    public AccountStatus Status { get; set; } = AccountStatus.PastDue;

    /// <summary>
    /// Whether the customer's contracts are paused where they are billed, and resumed once no such step stands. Odoo's own orders are not. The
    /// default is false.
    /// </summary>
    public bool PausesContracts { get; set; }

    /// <summary>An activity that it makes for a person in Odoo; it is marked done once the invoice is settled. The default is null: none.</summary>
    public DunningActivity? Activity { get; set; }

    /// <summary>Whether a person is told by the case <c>dunning-step</c>. The default is false.</summary>
    public bool OpensCase { get; set; }

    /// <summary>
    /// Whether what is open is proposed to be written off. Of an invoice of Odoo's own it is a held effect that a person approves; of one that was
    /// billed elsewhere it is the case <c>writeoff-proposed</c>. The default is false.
    /// </summary>
    public bool ProposesWriteOff { get; set; }
}
