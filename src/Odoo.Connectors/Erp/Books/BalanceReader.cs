using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>Reads what one customer owes as flows ask for it: open and overdue by currency, and the latest money that came in.</summary>
internal sealed class BalanceReader(IOdooClient client, BookReader books, AccountReader accounts)
{
    private const string Line = "account.move.line";

    public async Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        if (!long.TryParse(reference.Id, NumberStyles.None, CultureInfo.InvariantCulture, out long id))
        {
            return null;
        }

        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<OdooRecord> partners = await books.ReadAsync(BookReader.Partner, [id], ["commercial_partner_id"], context, cancellationToken).ConfigureAwait(false);
        if (partners.Count == 0)
        {
            return null;
        }

        long partner = BookReader.Link(partners[0], "commercial_partner_id") ?? id;
        Receivables owed = (await accounts.ReceivablesAsync([partner], context, cancellationToken).ConfigureAwait(false))[partner];
        BalanceRow row = new()
        {
            Customer = partner,
            AsOf = owed.AsOf,
            Parts = [.. owed.Currencies.Select(c => new BalancePart(c.Currency.Code, c.Open.Amount, c.Overdue.Amount))],
            LastPayment = await LastPaymentAsync(partner, context, cancellationToken).ConfigureAwait(false),
        };
        return JsonSerializer.SerializeToUtf8Bytes(row, BookJson.Default.BalanceRow);
    }

    public static AccountBalance Map(string system, BalanceRow row) => new()
    {
        Customer = BookMapper.CustomerRef(system, row.Customer),
        AsOf = row.AsOf,
        Currencies = [.. row.Parts.Select(p => new CurrencyBalance(Of(p.Open, p.Currency), Of(p.Overdue, p.Currency)))],
        LastPayment = row.LastPayment is { } last ? new ReceivedMoney(Of(last.Amount, last.Currency), last.On) : null,
    };

    /// <summary>
    /// What a bank or cash journal booked to the customer's credit: payments, and lines of bank statements that have no payment. One that was
    /// registered and has no entry yet (Enterprise) is not among them.
    /// </summary>
    private async Task<BalancePayment?> LastPaymentAsync(long partner, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<OdooRecord> lines = await client.SearchReadAsync(
            Line,
            OdooDomain.Where("partner_id", "=", partner).And(OdooDomain.Where("account_type", "=", "asset_receivable")).And(OdooDomain.Where("parent_state", "=", "posted"))
                .And(OdooDomain.Where("amount_currency", "<", 0m)).And(OdooDomain.In("journal_id.type", ["bank", "cash", "credit"])),
            ["date", "currency_id", "amount_currency"], new OdooSearch { Limit = 1, Order = "date desc, id desc" }, context, cancellationToken).ConfigureAwait(false);
        return lines is [OdooRecord line] ? new BalancePayment(BookReader.Currency(line), -(line.GetDecimal("amount_currency") ?? 0m), line.GetDate("date") ?? default) : null;
    }

    private static Money Of(decimal amount, string currency) => new(amount, BookMapper.CurrencyOf(currency));
}
