using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Collections;

/// <summary>What a customer owes one company and is past its due day, as read of the books.</summary>
/// <param name="Ledger">The ledger.</param>
/// <param name="Partner">The customer's id there.</param>
/// <param name="AsOf">The company's day.</param>
/// <param name="Items">What is overdue.</param>
/// <param name="Credits">What the customer has to its credit, by currency.</param>
/// <param name="Groups">The groups that the customer is in; null where steps have none.</param>
internal sealed record OverdueAccount(
    string Ledger, string Partner, DateOnly AsOf, IReadOnlyList<OverdueItem> Items, IReadOnlyDictionary<string, decimal> Credits, IReadOnlyList<string>? Groups = null)
{
    public static OverdueAccount Of(Receivables owed) => new(
        owed.Customer.System, owed.Customer.Id, owed.AsOf,
        [.. owed.Currencies.SelectMany(c => c.Items).Where(i => i.DaysOverdue > 0 && i.Open.Amount > 0m && !i.IsInPayment)
            .GroupBy(i => i.Document).Select(g => OverdueItem.Of([.. g])).OrderBy(i => i.DueOn).ThenBy(i => i.Id, StringComparer.Ordinal)],
        owed.Currencies.Where(c => c.Credits.Amount > 0m).ToDictionary(c => c.Currency.Code, c => c.Credits.Amount, StringComparer.Ordinal));

    public static OverdueAccount Nothing(string ledger, string partner, DateOnly asOf) => new(ledger, partner, asOf, [], new Dictionary<string, decimal>());

    [JsonIgnore]
    public ExternalRef Customer => new(Ledger, RecordKinds.Customer, Partner);

    /// <summary>What is overdue in a currency, less what the customer has to its credit.</summary>
    public decimal OverdueIn(string currency) => Items.Where(i => i.Currency == currency).Sum(i => i.Open) - Credits.GetValueOrDefault(currency);

    /// <summary>
    /// A mark of what is overdue, of the steps that its days reach, and of the contracts that ended: another one once there is anything new to decide. Where nothing is
    /// overdue it is of the contracts alone: the look at what is overdue knows no credits and groups of who owes nothing, and the decision does.
    /// </summary>
    public string Mark(CollectionRules rules, string ends)
    {
        if (Items.Count == 0)
        {
            return ends.Length == 0 ? "" : Hash(ends);
        }

        IReadOnlyList<DunningStep> steps = rules.StepsOf(this);
        StringBuilder text = new(rules.Hash);
        foreach (OverdueItem item in Items)
        {
            int days = item.DaysOn(AsOf);
            text.Append(CultureInfo.InvariantCulture, $"\n{item.Kind}/{item.Id} {item.DueOn:O} {item.Open} {item.Currency} {days > rules.GraceDays} {steps.Count(s => s.DaysOverdue <= days)}");
        }

        foreach ((string currency, decimal amount) in Credits.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{currency} {amount}");
        }

        foreach (string group in Groups ?? [])
        {
            text.Append(CultureInfo.InvariantCulture, $"\nin {group}");
        }

        text.Append(ends.Length == 0 ? "" : $"\nended {ends}");
        return Hash(text.ToString());
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}

/// <summary>A document that is overdue, its instalments together, as of the earliest of them.</summary>
internal sealed record OverdueItem(string Kind, string Id, string Number, DateOnly DueOn, decimal Open, string Currency)
{
    public static OverdueItem Of(IReadOnlyList<OpenItem> parts) => new(
        parts[0].Document.Kind, parts[0].Document.Id, parts[0].Number, parts.Min(p => p.DueOn), parts.Sum(p => p.Open.Amount), parts[0].Open.Currency.Code);

    [JsonIgnore]
    public string Key => $"{Kind}/{Id}";

    [JsonIgnore]
    public Money Amount => new(Open, Model.Currency.Parse(Currency));

    public ExternalRef In(string ledger) => new(ledger, Kind, Id);

    public int DaysOn(DateOnly day) => day.DayNumber - DueOn.DayNumber;
}
