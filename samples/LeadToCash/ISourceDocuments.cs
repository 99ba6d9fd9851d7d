namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>The amounts of a document, as the system that issued it answers them.</summary>
internal sealed record SourceAmounts(decimal Net, decimal Tax, decimal Gross, string Currency);

/// <summary>Asks the system that issues the invoices over HTTP, and not the hub's store.</summary>
internal interface ISourceDocuments
{
    /// <summary>The configured name of the system.</summary>
    string System { get; }

    /// <returns>Null where it has no such document.</returns>
    Task<SourceAmounts?> FindAsync(string kind, string id);
}
