namespace Odoo.Connectors.Accounts;

/// <summary>What came of reading one part of an account from one system.</summary>
public enum AccountReadingState
{
    /// <summary>It was read.</summary>
    Read = 0,

    /// <summary>The system has no such record any more.</summary>
    Missing,

    /// <summary>The system failed or did not answer in time; what is shown of it is what the hub was told last.</summary>
    Failed,
}
