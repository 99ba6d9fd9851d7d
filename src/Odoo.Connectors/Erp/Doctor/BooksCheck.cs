using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>What of the company's books and the database's modules decides how documents come out.</summary>
internal sealed class BooksCheck(string name, OdooErpOptions options, IOdooClient client, ErpReader reader, Findings findings, TimeProvider time)
{
    private const int OldRate = 31;
    private static readonly string[] Locks = ["fiscalyear_lock_date", "sale_lock_date", "tax_lock_date", "hard_lock_date"];

    public async Task RunAsync(IReadOnlyList<Currency> currencies, CancellationToken cancellationToken)
    {
        ErpSetup setup = JsonSerializer.Deserialize(
            (await reader.ReadAsync(ErpLookup.Of(name, ErpLookup.Setup, ""), cancellationToken).ConfigureAwait(false))!, ErpJson.Default.ErpSetup)!;
        OdooContext context = new() { AllowedCompanyIds = [setup.CompanyId] };
        findings.Ok("rounding", setup.RoundsPerLine ? "Odoo rounds taxes on each line." : "Odoo rounds taxes once for each rate of a document.");
        await findings.TryAsync("lock-dates", () => LocksAsync(setup, context, cancellationToken)).ConfigureAwait(false);
        await findings.TryAsync("languages", () => LanguagesAsync(context, cancellationToken)).ConfigureAwait(false);
        await findings.TryAsync("precision", () => PrecisionAsync(context, cancellationToken)).ConfigureAwait(false);
        await findings.TryAsync("rates", () => RatesAsync(setup, currencies, context, cancellationToken)).ConfigureAwait(false);
        await findings.TryAsync("subscriptions", () => SubscriptionsAsync(context, cancellationToken)).ConfigureAwait(false);
        await findings.TryAsync("outstanding-accounts", () => OutstandingAsync(setup, context, cancellationToken)).ConfigureAwait(false);
    }

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone)).DateTime);

    private async Task LocksAsync(ErpSetup setup, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, OdooFieldInfo> known = await client.FieldsAsync("res.company", Locks, context, cancellationToken).ConfigureAwait(false);
        string[] fields = [.. Locks.Where(known.ContainsKey)];
        OdooReadResult read = await client.ReadAsync("res.company", [setup.CompanyId], fields, context, cancellationToken).ConfigureAwait(false);
        List<(string Field, DateOnly Day)> set = [.. fields.Select(f => (f, read.Records[0].GetDate(f))).Where(l => l.Item2 is not null).Select(l => (l.f, l.Item2!.Value))];
        if (set.Count == 0)
        {
            findings.Ok("lock-dates", "No period of the company is locked.");
            return;
        }

        string dates = string.Join(", ", set.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Field} {l.Day:yyyy-MM-dd}")));
        if (set.Max(l => l.Day) >= Today)
        {
            findings.Warn("lock-dates", $"Today is in a locked period ({dates}): Odoo moves the date of everything that is posted.", "Set the lock dates to a day that is over.");
        }
        else
        {
            findings.Note("lock-dates", $"Locked up to: {dates}. Odoo moves the accounting date of what is dated earlier.", "Documents of such dates become cases; open the period or settle them by hand.");
        }
    }

    private async Task LanguagesAsync(OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<OdooRecord> languages = await client.SearchReadAsync("res.lang", OdooDomain.Where("active", "=", true), ["code"], new OdooSearch { Order = "id" }, context, cancellationToken)
            .ConfigureAwait(false);
        findings.Note("languages", $"Installed: {string.Join(", ", languages.Select(l => l.GetString("code")))}. A partner with another language makes later calls fail.");
    }

    private async Task PrecisionAsync(OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, OdooFieldInfo> fields = await client.FieldsAsync("account.move.line", ["quantity", "discount"], context, cancellationToken).ConfigureAwait(false);
        string decimals = string.Join(", ", fields.Values.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Name} {(object?)f.Decimals ?? "all"}")));
        findings.Note("precision", $"Decimals that Odoo keeps: {decimals}. Lines with more are sent as one unit at their net amount.");
    }

    private async Task RatesAsync(ErpSetup setup, IReadOnlyList<Currency> currencies, OdooContext context, CancellationToken cancellationToken)
    {
        OdooReadResult own = await client.ReadAsync("res.currency", [setup.CurrencyId], ["name"], context, cancellationToken).ConfigureAwait(false);
        string home = own.Records[0].GetString("name") ?? "";
        foreach (Currency currency in currencies.Where(c => c.Code != home))
        {
            IReadOnlyList<OdooRecord> newest = await client.SearchReadAsync(
                "res.currency.rate",
                OdooDomain.Where("currency_id.name", "=", currency.Code).And(OdooDomain.Where("company_id", "in", new System.Text.Json.Nodes.JsonArray(setup.CompanyId, false))),
                ["name"], new OdooSearch { Order = "name desc, id", Limit = 1 }, context, cancellationToken).ConfigureAwait(false);
            DateOnly? day = newest.Count > 0 ? newest[0].GetDate("name") : null;
            if (day is null)
            {
                findings.Fail("rates", $"There is no rate of {currency} in company '{options.Company}': Odoo would book 1 to 1.", "Enter rates, or switch on their automatic update.");
            }
            else if (Today.DayNumber - day.Value.DayNumber > OldRate)
            {
                findings.Warn("rates", string.Create(CultureInfo.InvariantCulture, $"The newest rate of {currency} is of {day:yyyy-MM-dd}."), "Enter newer rates, or switch on their automatic update.");
            }
            else
            {
                findings.Ok("rates", string.Create(CultureInfo.InvariantCulture, $"The newest rate of {currency} is of {day:yyyy-MM-dd}."));
            }
        }
    }

    private async Task SubscriptionsAsync(OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, OdooFieldInfo> fields = await client.FieldsAsync("sale.order", ["is_subscription", "plan_id"], context, cancellationToken).ConfigureAwait(false);
        findings.Note("subscriptions", fields.Count == 2 ? "sale_subscription is installed: orders have its fields." : "sale_subscription is not installed: contracts are plain sale orders.");
    }

    /// <summary>Community gives payments an outstanding account by itself; Enterprise books none where the method has no account.</summary>
    private async Task OutstandingAsync(ErpSetup setup, OdooContext context, CancellationToken cancellationToken)
    {
        bool isEnterprise = (await client.VersionAsync(cancellationToken).ConfigureAwait(false)).ServerVersion.Contains("+e", StringComparison.Ordinal);
        IReadOnlyList<OdooRecord> methods = await client.SearchReadAsync(
            "account.payment.method.line", OdooDomain.Where("journal_id", "=", setup.BankJournalId), ["payment_account_id"], new OdooSearch { Order = "id" }, context, cancellationToken)
            .ConfigureAwait(false);
        int without = methods.Count(m => m.GetReference("payment_account_id") is null);
        if (methods.Count == 0)
        {
            findings.Fail("outstanding-accounts", $"Journal {options.BankJournal} has no payment method.", "Add Manual Payment to its incoming and outgoing payments.");
        }
        else if (isEnterprise && without > 0)
        {
            findings.Fail(
                "outstanding-accounts", $"{without} payment methods of journal {options.BankJournal} have no outstanding account: Enterprise then posts payments without an entry.",
                "Give each of them an outstanding account.");
        }
        else
        {
            findings.Ok("outstanding-accounts", without > 0 ? "Odoo Community gives payments its own outstanding account." : "The payment methods have outstanding accounts.");
        }
    }
}
