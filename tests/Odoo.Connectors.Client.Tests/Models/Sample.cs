using System.Collections.Immutable;
using System.Text.Json;

namespace Odoo.Connectors.Client.Tests.Models;

/// <summary>The values of <c>account.move.move_type</c>.</summary>
public enum MoveType
{
    Entry,
    OutInvoice,
    [OdooOption("out_refund")]
    CreditNote,
}

/// <summary>The fields of the recording "read types", in its order.</summary>
[OdooModel("res.partner", Writable = true)]
public sealed partial record Partner
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public OdooReference? ParentId { get; init; }

    public required IReadOnlyList<long> CategoryId { get; init; }

    public ImmutableArray<long> ChildIds { get; init; }

    public string? Email { get; init; }

    public OdooReference? CountryId { get; init; }

    public decimal CreditLimit { get; init; }

    public bool Active { get; init; }

    public DateTimeOffset WriteDate { get; init; }

    public string? Comment { get; init; }

    public OdooReference? CompanyId { get; init; }

    public string? Vat { get; init; }

    [OdooField("image_128")]
    public byte[]? Image { get; init; }

    [OdooField("ref")]
    public string? Reference { get; init; }

    public string? Lang { get; init; }

    public string? Tz { get; init; }

    [OdooField("credit", ReadOnly = true)]
    public decimal? Credit { get; init; }

    public int Color { get; init; }

    /// <summary>Not a field: it has no setter.</summary>
    public bool IsAbroad => CountryId is { Id: not 233 };

    [OdooIgnore]
    public string? Note { get; set; }
}

/// <summary>A projection as a positional record.</summary>
[OdooModel("res.partner")]
internal sealed partial record PartnerName(long Id, string Name, [property: OdooField("ref")] string? Reference, OdooReference? CountryId);

/// <summary>One property of every kind, all of which can be unset.</summary>
[OdooModel("x.all", Writable = true)]
internal sealed partial record Everything
{
    public long Id { get; init; }

    public string? Text { get; init; }

    public bool Flag { get; init; }

    public bool? MaybeFlag { get; init; }

    public int Small { get; init; }

    public int? MaybeSmall { get; init; }

    public long Number { get; init; }

    public long? MaybeNumber { get; init; }

    public decimal Amount { get; init; }

    public decimal? MaybeAmount { get; init; }

    public DateOnly? Day { get; init; }

    public DateTimeOffset? Moment { get; init; }

    public OdooReference? Many2one { get; init; }

    public IReadOnlyList<long> Many { get; init; } = [];

    public ImmutableArray<long> ManyMore { get; init; } = [];

    public byte[]? Bytes { get; init; }

    public OdooBinary? File { get; init; }

    public JsonElement? Json { get; init; }

    public OdooModelReference? Anything { get; init; }

    public OdooSelection<MoveType>? Kind { get; init; }
}

/// <summary>A line of which Odoo keeps two digits of the quantity and every digit of the price.</summary>
[OdooModel("x.line", Writable = true)]
internal sealed partial record RoundedLine
{
    public long Id { get; init; }

    [OdooField("quantity", Decimals = 2)]
    public decimal? Quantity { get; init; }

    [OdooField("units", Decimals = 0)]
    public decimal Units { get; init; }

    public decimal PriceUnit { get; init; }
}

/// <summary>One property of every kind that fails when it is unset.</summary>
[OdooModel("x.required")]
internal sealed partial class Required
{
    public int Id { get; set; }

    public string Text { get; set; } = "";

    public DateOnly Day { get; set; }

    public DateTimeOffset Moment { get; set; }

    public OdooReference Many2one { get; set; } = new() { Id = 0 };

    public byte[] Bytes { get; set; } = [];

    public OdooBinary File { get; set; } = new(default);

    public JsonElement Json { get; set; }

    public OdooModelReference Anything { get; set; }

    public OdooSelection<MoveType> Kind { get; set; }
}

/// <summary>A line of an invoice, and in it a keyword as a name.</summary>
[OdooModel("account.move.line", Writable = true)]
internal sealed partial record Line
{
    public long Id { get; init; }

    public string? Name { get; init; }

    public decimal Quantity { get; init; }

    public decimal PriceUnit { get; init; }

    public IReadOnlyList<long> TaxIds { get; init; } = [];

    public bool @checked { get; init; }
}

/// <summary>An invoice.</summary>
[OdooModel("account.move", Writable = true)]
internal sealed partial record Move
{
    public long Id { get; init; }

    public OdooSelection<MoveType> MoveType { get; init; }

    public OdooReference? PartnerId { get; init; }

    public DateOnly? InvoiceDate { get; init; }

    public OdooReference? CurrencyId { get; init; }

    public OdooReference? JournalId { get; init; }

    public IReadOnlyList<long> InvoiceLineIds { get; init; } = [];
}

/// <summary>A tag of partners.</summary>
[OdooModel("res.partner.category", Writable = true)]
internal sealed partial record PartnerTag
{
    public long Id { get; init; }

    public string? Name { get; init; }
}
