using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Holds what is above its limit, whichever flow wants it.</summary>
internal sealed class ApprovalPoints(IOptions<ApprovalOptions> options)
{
    public Intent Of(Intent intent)
    {
        (IDictionary<string, decimal>? limits, Money amount) = (intent.Kind, intent.Record) switch
        {
            (EffectKinds.WriteOff, UncollectibleInvoice lost) => (options.Value.WriteOffs, lost.Open),
            (EffectKinds.AccountCredit, AccountCredit credit) => (options.Value.AccountCredits, credit.Amount),
            _ => (null, default),
        };
        if (limits is not { Count: > 0 } || intent.Hold is not null)
        {
            return intent;
        }

        return AmountLimits.Covers(limits, amount) ? intent
            : intent with { Hold = limits.TryGetValue(amount.Currency.Code, out decimal limit) ? $"{amount} is above the limit of {new Money(limit, amount.Currency)}." : $"{amount} is in a currency that has no limit." };
    }
}
