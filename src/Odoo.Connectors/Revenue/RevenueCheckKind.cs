namespace Odoo.Connectors.Revenue;

/// <summary>What is checked within a report.</summary>
public enum RevenueCheckKind
{
    /// <summary>MRR at the beginning and all movements are MRR at the end.</summary>
    Mrr = 0,

    /// <summary>Receivables at the beginning, invoiced, less credited, written off and collected, and refunded, are receivables at the end.</summary>
    Receivables,

    /// <summary>What was deferred at the beginning, and net invoiced less net credited and earned, is what is deferred at the end.</summary>
    Deferred,
}
