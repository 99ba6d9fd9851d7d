using Odoo.Connectors.Client;

namespace Odoo.Connectors.Docs.Typed;

#region model
[OdooModel("account.move", Writable = true)]
public partial record Invoice
{
    public long Id { get; init; }

    [OdooField("name")]
    public string? Number { get; init; } // unset in a draft

    public required OdooSelection<MoveState> State { get; init; }

    public OdooReference? PartnerId { get; init; }

    public DateOnly? InvoiceDate { get; init; }

    [OdooField("amount_total", ReadOnly = true)]
    public decimal Total { get; init; }

    public required IReadOnlyList<long> InvoiceLineIds { get; init; }
}

public enum MoveState
{
    Draft,
    Posted,
    [OdooOption("cancel")]
    Cancelled,
}
#endregion

#region model-line
[OdooModel("account.move.line", Writable = true)]
public partial record InvoiceLine(long Id, string? Name, decimal Quantity, decimal PriceUnit, IReadOnlyList<long> TaxIds);
#endregion

/// <summary>Typed models in use.</summary>
internal static class TypedModels
{
    public static async Task ReadAsync(IOdooClient odoo, CancellationToken cancellationToken)
    {
        #region model-read
        IReadOnlyList<Invoice> open = await odoo.SearchReadAsync<Invoice>(
            OdooDomain.Where("payment_state", "=", "not_paid"), new OdooSearch { Order = "id", Limit = 500 }, cancellationToken: cancellationToken);
        decimal total = open.Where(i => i.State == MoveState.Posted).Sum(i => i.Total);

        OdooReadResult<Invoice> read = await odoo.ReadAsync<Invoice>([17, 18], cancellationToken: cancellationToken);
        Console.WriteLine($"{total}, {read.Records.Count} read, {read.MissingIds.Count} gone");
        #endregion
    }

    public static async Task WriteAsync(IOdooClient odoo, CancellationToken cancellationToken)
    {
        #region model-write
        long invoice = await odoo.CreateAsync(
            new Invoice.Values
            {
                PartnerId = 42,
                InvoiceDate = new DateOnly(2026, 3, 1),
                InvoiceLineIds = [OdooCommands.Create(new InvoiceLine.Values { Name = "Seat", Quantity = 3, PriceUnit = 19.90m, TaxIds = OdooCommands.Set(9) })],
            },
            cancellationToken: cancellationToken);

        // Clears the date; every other field is left alone.
        await odoo.WriteAsync([invoice], new Invoice.Values { InvoiceDate = null }, cancellationToken: cancellationToken);
        #endregion
    }
}
