using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Tests.Reconciliation;

/// <summary>An emulated billing platform with two customers in Belgium: each invoice is so many times 10.00 and, unless it is untaxed, 21 % of it, to be paid by transfer.</summary>
internal abstract class BilledSite : IAsyncDisposable
{
    /// <summary>The configured name.</summary>
    public abstract string Name { get; }

    /// <summary>What stands in lines and in their taxes.</summary>
    public abstract IReadOnlyList<string> Products { get; }

    public abstract string Tax { get; }

    public abstract string Customer { get; }

    public abstract string Other { get; }

    public abstract IConnectorsBuilder Connect(IConnectorsBuilder hub);

    public abstract string Invoice(int quantity, string? customer = null, bool isTaxed = true);

    /// <summary>A subscription of so many times 10.00 and 21 % of it a month, with its first invoice.</summary>
    public abstract string Subscribe(int quantity);

    /// <summary>A subscription that is agreed and has not begun.</summary>
    public abstract string SubscribeLater();

    /// <summary>Changes how many a subscription has, from now on.</summary>
    public abstract void Amend(string subscription, int quantity);

    /// <summary>Ends a subscription at once.</summary>
    public abstract Task EndAsync(string subscription);

    public abstract void Pay(string invoice);

    /// <summary>Pays where the platform learns less, or nothing, of how.</summary>
    /// <returns>The payments that it knows of all the same.</returns>
    public abstract IReadOnlyList<string> PayElsewhere(string invoice);

    /// <summary>A credit note over a paid invoice, and the refund of it.</summary>
    public abstract void TakeBack(string invoice, decimal gross);

    public abstract void Void(string invoice);

    public abstract string NumberOf(string invoice);

    public abstract ValueTask DisposeAsync();
}
