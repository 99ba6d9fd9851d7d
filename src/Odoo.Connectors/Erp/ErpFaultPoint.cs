namespace Odoo.Connectors.Erp;

/// <summary>The boundaries between the steps of the step-by-step way of writing to Odoo.</summary>
public static class ErpFaultPoint
{
    /// <summary>The draft and its external id are there.</summary>
    public const string Loaded = "erp.loaded";

    /// <summary>The source's tax is forced on the draft.</summary>
    public const string TaxForced = "erp.tax-forced";

    /// <summary>The totals are verified and the day is open, the document is not posted.</summary>
    public const string Verified = "erp.verified";

    /// <summary>The document is posted or confirmed.</summary>
    public const string Called = "erp.called";

    /// <summary>The document is reconciled.</summary>
    public const string Reconciled = "erp.reconciled";

    /// <summary>Money that is taken back is unmatched from a document, and not yet matched with what takes it back.</summary>
    public const string Unmatched = "erp.unmatched";

    /// <summary>The new lines of an amended contract are on its order.</summary>
    public const string LinesAdded = "erp.lines-added";

    /// <summary>The order of a contract is as the contract is.</summary>
    public const string ContractWritten = "erp.contract-written";

    /// <summary>The order's chatter tells what changed.</summary>
    public const string Noted = "erp.noted";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Loaded, TaxForced, Verified, Called, Reconciled, Unmatched, LinesAdded, ContractWritten, Noted];
}
