using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>
/// What a customer owes in the ledger, as metadata of the customer, where people look: Stripe takes in no invoice that was issued elsewhere. Absolute
/// values; what is not known stays as it is.
/// </summary>
internal static class SummaryPlans
{
    /// <summary>The texts of a summary under their keys.</summary>
    public static PlannedFields Form(AccountSummary summary, StripeOptions options)
    {
        PlannedFields fields = new([], $"{nameof(AccountSummary)} by {nameof(options.SummaryPrefix)}");
        Set("balance", Text(summary.Balance));
        Set("overdue", Text(summary.Overdue));
        Set("last_payment", Text(summary.LastPaymentAmount));
        Set("last_payment_on", summary.LastPaymentOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return fields;

        void Set(string name, string? value)
        {
            if (value is not null)
            {
                fields.Set($"metadata[{options.SummaryPrefix}{name}]", (JsonNode)value, nameof(options.SummaryPrefix));
            }
        }
    }

    /// <summary>An amount with its currency: a customer may owe in several, and a text says which it is.</summary>
    private static string? Text(Money? money) => money is { } amount ? string.Create(CultureInfo.InvariantCulture, $"{amount.Amount.ToString($"F{amount.Currency.Exponent}", CultureInfo.InvariantCulture)} {amount.Currency}") : null;
}
