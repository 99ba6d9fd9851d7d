namespace Odoo.Connectors.Revenue;

/// <summary>What a number of a revenue report measures. Each is defined in the documentation; flows are of the month, balances as of the end of a day.</summary>
public enum RevenueMeasure
{
    /// <summary>Open deals as of the end of the month, by stage (<see cref="RevenueRow.Part"/>).</summary>
    Pipeline = 0,

    /// <summary>Deals that were won in the month.</summary>
    Bookings,

    /// <summary>What running contracts bill a month, before tax, as of the end of the month before.</summary>
    MrrBegin,

    /// <summary>MRR of customers that never had any before, in this currency.</summary>
    MrrNew,

    /// <summary>MRR that customers pay more.</summary>
    MrrExpansion,

    /// <summary>MRR that customers pay less, and still pay some; below zero.</summary>
    MrrContraction,

    /// <summary>MRR of customers that have none any more, paused ones too; below zero.</summary>
    MrrChurn,

    /// <summary>MRR of customers that had some before, and then none.</summary>
    MrrReactivation,

    /// <summary>What running contracts bill a month, before tax, as of the end of the month. The movements lead to it from <see cref="MrrBegin"/>.</summary>
    MrrEnd,

    /// <summary>Twelve times <see cref="MrrBegin"/>; its documents are those of that.</summary>
    ArrBegin,

    /// <summary>Twelve times <see cref="MrrEnd"/>; its documents are those of that.</summary>
    ArrEnd,

    /// <summary>Invoices posted in the month, taxes included, with net and tax.</summary>
    Invoiced,

    /// <summary>Credit notes posted in the month, taxes included, with net and tax; positive. Those that give up an invoice are not among them.</summary>
    Credited,

    /// <summary>Credit notes by which the connectors gave up uncollectible invoices; positive.</summary>
    WrittenOff,

    /// <summary>Money of customers booked in the month; positive.</summary>
    Collected,

    /// <summary>Money paid back to customers in the month; positive.</summary>
    Refunded,

    /// <summary>Entries that change what customers owe and are none of these, such as chargebacks and opening balances; positive where they owe more.</summary>
    OtherEntries,

    /// <summary>What customers owed as of the end of the month before, by age (<see cref="RevenueRow.Part"/>), credits below zero.</summary>
    ReceivablesBegin,

    /// <summary>What customers owed as of the end of the month, by age, credits below zero.</summary>
    ReceivablesEnd,

    /// <summary>Net that was invoiced and not earned as of the end of the month before.</summary>
    DeferredBegin,

    /// <summary>Net earned in the month by the days of service of invoice lines, what credit notes take back taken off.</summary>
    Earned,

    /// <summary>Net that was invoiced and not earned as of the end of the month.</summary>
    DeferredEnd,
}
