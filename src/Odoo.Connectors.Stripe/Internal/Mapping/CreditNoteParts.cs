using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>A credit note as it is read.</summary>
internal sealed class CreditNoteParts : DocumentParts
{
    private string? _invoice;
    private DateTimeOffset? _created, _voidedAt;

    public static FieldTable<CreditNoteParts> Table { get; } = Common<CreditNoteParts>()
        .Field("created", static (ref r, n) => n._created = Wire.Instant(ref r))
        .Field("invoice", static (ref r, n) => n._invoice = Wire.Id(ref r))
        .Field("voided_at", static (ref r, n) => n._voidedAt = Wire.Instant(ref r));

    /// <param name="references">The account.</param>
    /// <param name="number">The invoice's number, where it is known.</param>
    /// <param name="products">The products of the invoice's lines; the credit note's own name none.</param>
    public CreditNote Build(References references, string? number, IReadOnlyDictionary<string, string?> products)
    {
        WireCurrency currency = Currency();
        Totals totals = Totals(currency);
        return new CreditNote
        {
            Ref = references.Own(RecordKinds.CreditNote, RequiredId),
            Number = RequiredNumber,
            Invoice = references.Own(RecordKinds.Invoice, _invoice ?? throw Wire.Missing("invoice", "an id")),
            InvoiceNumber = number,
            IssuedAt = EffectiveAt ?? _created ?? throw Wire.Missing("created", "a time in Unix seconds"),
            Currency = currency.Currency,
            Lines = BuildLines(currency, products),
            Net = totals.Net,
            Taxes = totals.Taxes,
            Gross = totals.Gross,
            VoidedAt = Status == "void" ? _voidedAt ?? throw Wire.Missing("voided_at", "a time in Unix seconds") : null,
        };
    }
}
