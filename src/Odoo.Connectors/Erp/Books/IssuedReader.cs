using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>Reads one invoice or credit note with its lines and taxes: three calls.</summary>
internal sealed class IssuedReader(IOdooClient client, BookReader books, OdooErpOptions options)
{
    private static readonly string[] s_document =
    [
        "move_type", "state", "name", "commercial_partner_id", "partner_id", "invoice_date", "invoice_date_due", "currency_id", "amount_untaxed", "amount_total", "reversed_entry_id",
    ];

    private static readonly string[] s_line = ["display_type", "name", "quantity", "price_unit", "price_subtotal", "tax_ids", "tax_line_id", "amount_currency"];

    /// <summary>The bytes of a document; null where Odoo has none of this id.</summary>
    public async Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        if (!long.TryParse(reference.Id, NumberStyles.None, CultureInfo.InvariantCulture, out long id))
        {
            return null;
        }

        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        if (await books.ReadAsync(BookReader.Move, [id], s_document, context, cancellationToken).ConfigureAwait(false) is not [OdooRecord move])
        {
            return null;
        }

        IReadOnlyList<OdooRecord> lines = await client.SearchReadAsync(
            "account.move.line", OdooDomain.Where("move_id", "=", id), [.. s_line, .. ServiceDays.Fields(options)], new OdooSearch { Order = "sequence, id" }, context, cancellationToken).ConfigureAwait(false);
        ILookup<long, OdooRecord> taxed = lines.Where(l => l.GetString("display_type") == "tax").ToLookup(l => BookReader.Link(l, "tax_line_id") ?? 0);
        Dictionary<long, OdooRecord> taxes = (await books.ReadAsync("account.tax", [.. taxed.Select(t => t.Key).Where(t => t != 0)], ["name", "amount"], context, cancellationToken).ConfigureAwait(false))
            .ToDictionary(t => t.Id);
        string type = move.GetString("move_type") ?? "";

        // What an invoice charges stands as a credit in the books, what a credit note gives back as a debit.
        decimal sign = type == "out_refund" ? 1m : -1m;
        return JsonSerializer.SerializeToUtf8Bytes(
            new IssuedRow
            {
                Id = id,
                Type = type,
                State = move.GetString("state") ?? "",
                Name = move.GetString("name"),
                Customer = BookReader.Link(move, "commercial_partner_id") ?? BookReader.Link(move, "partner_id") ?? 0,
                IssuedOn = move.GetDate("invoice_date"),
                DueOn = move.GetDate("invoice_date_due"),
                Currency = BookReader.Currency(move),
                Net = move.GetDecimal("amount_untaxed") ?? 0m,
                Total = move.GetDecimal("amount_total") ?? 0m,
                Reverses = BookReader.Link(move, "reversed_entry_id"),
                Lines =
                [
                    .. lines.Where(l => l.GetString("display_type") is "product" or "rounding").Select(l => Line(l, sign)),
                ],
                Taxes =
                [
                    .. taxed.Select(t => new IssuedTaxRow(
                        t.Key, taxes.GetValueOrDefault(t.Key)?.GetString("name") ?? "Tax", taxes.GetValueOrDefault(t.Key)?.GetDecimal("amount") ?? 0m, sign * t.Sum(l => l.GetDecimal("amount_currency") ?? 0m))),
                ],
            },
            BookJson.Default.IssuedRow);
    }

    private IssuedLineRow Line(OdooRecord line, decimal sign)
    {
        (DateOnly? from, DateOnly? to) = ServiceDays.Of(line, options);
        return new IssuedLineRow(
            line.Id, line.GetString("name") ?? "", line.GetDecimal("quantity") ?? 0m, line.GetDecimal("price_unit") ?? 0m,
            line.GetString("display_type") == "rounding" ? sign * (line.GetDecimal("amount_currency") ?? 0m) : line.GetDecimal("price_subtotal") ?? 0m, line.GetIds("tax_ids"), from, to);
    }
}
