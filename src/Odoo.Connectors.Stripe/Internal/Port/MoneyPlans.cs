using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Stripe.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>Money that came in elsewhere, and credits of customers.</summary>
internal static class MoneyPlans
{
    /// <summary>A payment record for its part of the invoice. That an invoice was paid past Stripe could be said of all of it only, without day and reference.</summary>
    public static PlanResult Pay(PlanContext context, OfflinePayment payment)
    {
        if (payment.Invoice.System != context.System)
        {
            return PlanContext.Review(ErrorKind.Configuration, "invoice-elsewhere", $"{payment.Invoice} was not issued by '{context.System}'; correct the flow.");
        }

        if (!context.Known.TryRead(payment.Invoice, out Invoice? invoice))
        {
            return PlanResult.Needs;
        }

        if (invoice is null)
        {
            return PlanContext.Review(ErrorKind.NotFound, "no-invoice", $"Stripe has no {payment.Invoice}; correct what the payment is matched with, then retry.", "invoice");
        }

        if (invoice.Currency != payment.Amount.Currency)
        {
            return PlanContext.Review(
                ErrorKind.Validation, "other-currency", $"{payment.Ref} is in {payment.Amount.Currency} and {payment.Invoice} in {invoice.Currency}; state the part in the invoice's currency, then retry.", "amount_requested[currency]");
        }

        if (!TryMinor(payment.Amount, out long amount))
        {
            return NoAmount(payment.Ref, "amount_requested[value]");
        }

        // It came in on that day, whatever the zone; and not later than now.
        long at = Math.Min(context.Now, new DateTimeOffset(payment.On, new TimeOnly(12, 0), TimeSpan.Zero).ToUnixTimeSeconds());
        string paidAt = at.ToString(CultureInfo.InvariantCulture);
        return new PlanResult.Send(new EffectPlan
        {
            Subject = $"invoice/{payment.Invoice.Id}",
            Way = Ways.Payment,
            Payload = new PlannedWrite
            {
                Id = payment.Invoice.Id,
                PlannedAt = context.Now,
                Fields = new(StringComparer.Ordinal)
                {
                    ["amount_requested[currency]"] = payment.Amount.Currency.Code.ToLowerInvariant(),
                    ["amount_requested[value]"] = amount.ToString(CultureInfo.InvariantCulture),
                    ["customer_details[customer]"] = invoice.Customer.Id,
                    ["guaranteed[guaranteed_at]"] = paidAt,
                    ["initiated_at"] = paidAt,
                    ["outcome"] = "guaranteed",
                    ["payment_method_details[type]"] = "custom",
                    ["payment_method_details[custom][display_name]"] = "Paid outside of Stripe",
                    ["processor_details[type]"] = "custom",
                    ["processor_details[custom][payment_reference]"] = payment.Ref.Id,
                },
            }.ToPayload(),
        });
    }

    public static PlanResult Credit(PlanContext context, AccountCredit credit)
    {
        if (!context.TryCustomer(credit.Customer, out string? id, out _))
        {
            return PlanResult.Needs;
        }

        if (id is null)
        {
            return PlanContext.Review(
                ErrorKind.Dependency, "no-customer", $"{credit.Customer} is no customer of '{context.System}'; link it to one, or let the flow make it there first, then retry.", "customer");
        }

        return !TryMinor(credit.Amount, out long amount) ? NoAmount(credit.Ref, "amount") : new PlanResult.Send(new EffectPlan
        {
            Subject = $"customer-balance/{id}",
            Way = Ways.Credit,
            Payload = new PlannedWrite
            {
                Id = id,
                PlannedAt = context.Now,
                Fields = new(StringComparer.Ordinal)
                {
                    // What a customer has to its credit is negative.
                    ["amount"] = (-amount).ToString(CultureInfo.InvariantCulture),
                    ["currency"] = credit.Amount.Currency.Code.ToLowerInvariant(),
                    ["description"] = credit.Description,
                },
            }.ToPayload(),
        });
    }

    private static bool TryMinor(Money amount, out long minor)
    {
        decimal exact = WireCurrency.Of(amount.Currency.Code).Minor(amount.Amount);
        minor = exact == decimal.Truncate(exact) && exact is > 0 and <= long.MaxValue ? (long)exact : 0;
        return minor > 0;
    }

    private static PlanResult.Review NoAmount(ExternalRef reference, string field) => PlanContext.Review(
        ErrorKind.Validation, "no-amount", $"The amount of {reference} is not positive, or finer than Stripe's unit of its currency; correct it, then retry.", field);
}
