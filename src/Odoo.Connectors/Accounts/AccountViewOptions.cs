namespace Odoo.Connectors.Accounts;

/// <summary>How accounts are read; the section <c>AccountView</c>.</summary>
public sealed class AccountViewOptions
{
    /// <summary>How long a system may take to answer all that is asked of it. The default is 10 seconds; from 100 milliseconds to 5 minutes.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many contracts, documents and payments are shown of each ledger, the newest ones. The default is 50; from 1 to 500.</summary>
    public int MostRecords { get; set; } = 50;
}
