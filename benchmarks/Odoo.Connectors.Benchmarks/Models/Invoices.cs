using Odoo.Connectors.Client;

namespace Odoo.Connectors.Benchmarks;

/// <summary>A thousand invoices of three lines, as plain records and as the values of typed models.</summary>
internal sealed record PlainInvoice(PlainType Type, long Partner, DateOnly Date, DateOnly Due, string? Reference, long Currency, string? Narration, PlainInvoiceLine[] Lines)
{
    private static readonly string[] Names = ["Pro plan (monthly)", "Seat", "Überweisung Gebühr", "Usage: API calls \"extra\""];

    public static PlainInvoice[] Make(int count)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, count).Select(i => new PlainInvoice(
            PlainType.OutInvoice, random.Next(1, 10000), new DateOnly(2026, 1, 1).AddDays(random.Next(300)), new DateOnly(2026, 2, 1).AddDays(random.Next(300)),
            i % 2 == 0 ? $"in_1Q{i}" : null, 1, i % 10 == 0 ? "<p>Thank you &amp; bye</p>" : null,
            [.. Enumerable.Range(0, 3).Select(j => new PlainInvoiceLine(Names[(i + j) & 3], j + 1, random.Next(50_000) / 100m, j == 0 ? [1] : []))]))];
    }

    public TypedInvoice.Values ToValues() => new()
    {
        MoveType = Type, PartnerId = Partner, InvoiceDate = Date, InvoiceDateDue = Due, Reference = Reference, CurrencyId = Currency, Narration = Narration,
        InvoiceLineIds = OdooCommands.Of([.. Lines.Select(l => OdooCommands.Create(new TypedInvoiceLine.Values
        {
            Name = l.Name, Quantity = l.Quantity, PriceUnit = l.Price, TaxIds = OdooCommands.Set(l.Taxes),
        }))]),
    };

    /// <summary>As Newtonsoft's users write it.</summary>
    public Dictionary<string, object?> ToDictionary() => new()
    {
        ["move_type"] = "out_invoice", ["partner_id"] = Partner, ["invoice_date"] = OdooFormat.Date(Date), ["invoice_date_due"] = OdooFormat.Date(Due),
        ["ref"] = (object?)Reference ?? false, ["currency_id"] = Currency, ["narration"] = (object?)Narration ?? false,
        ["invoice_line_ids"] = Lines.Select(l => new object[]
        {
            0, 0, new Dictionary<string, object?> { ["name"] = l.Name, ["quantity"] = l.Quantity, ["price_unit"] = l.Price, ["tax_ids"] = new object[] { new object[] { 6, 0, l.Taxes } } },
        }).ToArray(),
    };
}

internal sealed record PlainInvoiceLine(string Name, decimal Quantity, decimal Price, long[] Taxes);

[OdooModel("account.move", Writable = true)]
internal sealed partial record TypedInvoice
{
    public long Id { get; init; }

    public OdooSelection<PlainType> MoveType { get; init; }

    public OdooReference? PartnerId { get; init; }

    public DateOnly? InvoiceDate { get; init; }

    public DateOnly? InvoiceDateDue { get; init; }

    [OdooField("ref")]
    public string? Reference { get; init; }

    public OdooReference? CurrencyId { get; init; }

    public string? Narration { get; init; }

    public IReadOnlyList<long> InvoiceLineIds { get; init; } = [];
}

[OdooModel("account.move.line", Writable = true)]
internal sealed partial record TypedInvoiceLine
{
    public long Id { get; init; }

    public string? Name { get; init; }

    public decimal Quantity { get; init; }

    public decimal PriceUnit { get; init; }

    public IReadOnlyList<long> TaxIds { get; init; } = [];
}
