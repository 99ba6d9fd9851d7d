using Odoo.Connectors.Model;

namespace Odoo.Connectors.Flows;

/// <summary>What stands against the customer's money: failed attempts and disputes.</summary>
internal sealed partial class Chain
{
    private AccountTroubles? _troubles;

    /// <summary>What is known to stand against the customer of this chain, as of this event.</summary>
    /// <returns>False when it must be looked up first.</returns>
    public bool TryTroubles(Action<AccountTroubles> change)
    {
        if (Account is null)
        {
            return true;
        }

        if (!known.TryShadow(AccountTroubles.Of(Account.Ref), out Sync.Shadow shadow))
        {
            return false;
        }

        _troubles ??= new AccountTroubles(Account.Ref, shadow);
        change(_troubles);
        return true;
    }

    private IEnumerable<Sync.Snapshot> SeenTroubles => _troubles?.Seen is { } seen ? [seen] : [];

    private bool TryCollected(Invoice invoice, PaymentAttempt? failed) => TryTroubles(t =>
    {
        if (_contract is { } contract && _contractStatus is { } status)
        {
            t.Stand(contract.Ref, status);
        }

        if (invoice.IsPaid || invoice.VoidedAt is not null || invoice.UncollectibleAt is not null)
        {
            t.Settle(invoice.Ref);
        }
        else if (failed is not null)
        {
            t.Fail(failed);
        }
        else
        {
            t.Stand(invoice.Ref, invoice.CollectionFailed);
        }
    });
}
