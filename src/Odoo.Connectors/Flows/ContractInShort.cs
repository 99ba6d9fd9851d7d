using System.Globalization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Flows;

/// <summary>A contract in the few words that a deal in a CRM shows. Days are UTC.</summary>
internal static class ContractInShort
{
    private const int Longest = 255;

    public static DealProgress Of(Contract contract, LatestAmendment? latest, Currency? shown, DealProgress progress) => progress with
    {
        ContractVersion = contract.Version?.ToString(CultureInfo.InvariantCulture) ?? latest?.Event,
        Terms = TermsOf(contract),
        Mrr = contract.Currency == shown && contract.Status is ContractStatus.Active or ContractStatus.PastDue ? MonthlyRevenue.Of([contract], contract.Currency) : null,
        EndsOn = EndOf(contract),
        RenewsOn = RenewalOf(contract),
        Amendment = latest?.Kind,
        AmendedOn = latest?.On,
    };

    /// <summary>The next term of a contract that goes on after this one.</summary>
    public static DateOnly? RenewalOf(Contract contract)
    {
        DateOnly? on = Day(contract.RenewsAt ?? contract.NextInvoiceAt);
        return EndOf(contract) is { } end && end <= on ? null : on;
    }

    private static DateOnly? EndOf(Contract contract) => Day(contract.EndsAt) ?? contract.EndsOn;

    private static DateOnly? Day(DateTimeOffset? at) => at is { } instant ? DateOnly.FromDateTime(instant.UtcDateTime) : null;

    private static string TermsOf(Contract contract)
    {
        string text = string.Join(", ", contract.Terms.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Quantity:0.######} x {t.ProductCode}")));
        return text.Length == 0 ? "none" : text.Length <= Longest ? text : $"{text[..(Longest - 1)]}…";
    }
}
