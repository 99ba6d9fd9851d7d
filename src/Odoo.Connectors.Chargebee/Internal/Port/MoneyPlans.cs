using System.Globalization;
using Odoo.Connectors.Chargebee.Internal.Mapping;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>Money that came in elsewhere, and credits.</summary>
internal sealed class MoneyPlans(string system, Func<ChargebeeOptions> options)
{
    /// <summary>Chargebee takes 250 characters of a credit's description.</summary>
    private const int LongestDescription = 250;

    public PlanResult Payment(Intent intent, OfflinePayment payment, Known known)
    {
        if (!OwnRecords.TryImported(system, payment.Invoice, known, out string invoice))
        {
            return PlanResult.Needs;
        }

        if (Wire(payment.Amount, out string amount) is { } ask)
        {
            return new PlanResult.Review(ask);
        }

        // Noon is of that day nearly everywhere, and no payment may be of the future.
        DateTimeOffset noon = new(payment.On.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
        DateTimeOffset at = noon > known.Now ? known.Now : noon;
        return Send($"{RecordKinds.Invoice}/{invoice}", Ways.Payment, new PlannedWrite(invoice, new Dictionary<string, string>
        {
            ["comment"] = $"Recorded for {intent.Source}",
            ["transaction[amount]"] = amount,
            ["transaction[payment_method]"] = options().OfflinePaymentMethod,
            ["transaction[date]"] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            [CurrencyOf] = payment.Amount.Currency.Code,
        }));
    }

    public PlanResult Credit(AccountCredit credit, Known known)
    {
        if (!OwnRecords.TryFind(system, credit.Customer, known, out string? customer))
        {
            return PlanResult.Needs;
        }

        if (credit.Description.Trim().Length is 0 or > LongestDescription)
        {
            return Review("description-length", $"Chargebee takes a description of 1 to {LongestDescription} characters for {credit.Ref}; write another one, then retry.", "description");
        }

        if (Wire(credit.Amount, out string amount) is { } ask)
        {
            return new PlanResult.Review(ask);
        }

        return customer is null ? OwnRecords.NotThere(system, credit.Customer) : Send($"{RecordKinds.Customer}/{customer}/credits", Ways.Credit, new PlannedWrite(customer, new Dictionary<string, string>
        {
            ["customer_id"] = customer, ["amount"] = amount, ["currency_code"] = credit.Amount.Currency.Code, ["description"] = credit.Description.Trim(),
        }));
    }

    /// <summary>The currency that an invoice must have; it is compared, and is no parameter.</summary>
    public const string CurrencyOf = "currency";

    private CaseReason? Wire(Money money, out string amount)
    {
        long? wire = WireCurrency.Read(money.Currency.Code, "currency_code", options().CurrencyDecimals).TryWire(money.Amount);
        amount = wire?.ToString(CultureInfo.InvariantCulture) ?? "";
        return wire > 0 ? null : new CaseReason(
            ErrorKind.Validation, "amount", $"Chargebee takes positive amounts of as many decimals as it has in {money.Currency}, and this one is not; correct it at its source, then retry.", "amount");
    }

    private static PlanResult.Send Send(string subject, string way, PlannedWrite write) => new(new EffectPlan { Subject = subject, Way = way, Payload = write.ToPayload() });

    private static PlanResult.Review Review(string cause, string message, string field) => new(new CaseReason(ErrorKind.Validation, cause, message, field));
}
