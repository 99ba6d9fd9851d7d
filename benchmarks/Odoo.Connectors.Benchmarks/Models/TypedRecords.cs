using Odoo.Connectors.Client;

namespace Odoo.Connectors.Benchmarks;

/// <summary>The same partner as a typed model.</summary>
[OdooModel("res.partner")]
internal sealed partial record TypedPartner
{
    [OdooField("id")]
    public long Id { get; init; }

    [OdooField("name")]
    public required string Name { get; init; }

    [OdooField("email")]
    public string? Email { get; init; }

    [OdooField("phone")]
    public string? Phone { get; init; }

    [OdooField("vat")]
    public string? Vat { get; init; }

    [OdooField("ref")]
    public string? Reference { get; init; }

    [OdooField("street")]
    public string? Street { get; init; }

    [OdooField("street2")]
    public string? Street2 { get; init; }

    [OdooField("zip")]
    public string? Zip { get; init; }

    [OdooField("city")]
    public string? City { get; init; }

    [OdooField("state_id")]
    public OdooReference? State { get; init; }

    [OdooField("country_id")]
    public OdooReference? Country { get; init; }

    [OdooField("parent_id")]
    public OdooReference? Parent { get; init; }

    [OdooField("is_company")]
    public bool IsCompany { get; init; }

    [OdooField("active")]
    public bool Active { get; init; }

    [OdooField("category_id")]
    public required IReadOnlyList<long> CategoryIds { get; init; }

    [OdooField("write_date")]
    public DateTimeOffset WriteDate { get; init; }

    /// <summary>A copy that shares nothing: the bytes that the records themselves need.</summary>
    public TypedPartner Deep() => new()
    {
        Id = Id,
        Name = Deeply.Copy(Name)!,
        Email = Deeply.Copy(Email),
        Phone = Deeply.Copy(Phone),
        Vat = Deeply.Copy(Vat),
        Reference = Deeply.Copy(Reference),
        Street = Deeply.Copy(Street),
        Street2 = Deeply.Copy(Street2),
        Zip = Deeply.Copy(Zip),
        City = Deeply.Copy(City),
        State = Deeply.Copy(State),
        Country = Deeply.Copy(Country),
        Parent = Deeply.Copy(Parent),
        IsCompany = IsCompany,
        Active = Active,
        CategoryIds = Deeply.Copy(CategoryIds),
        WriteDate = WriteDate,
    };
}

/// <summary>The same move as a typed model.</summary>
[OdooModel("account.move")]
internal sealed partial record TypedMove
{
    [OdooField("id")]
    public long Id { get; init; }

    [OdooField("name")]
    public string? Name { get; init; }

    [OdooField("move_type")]
    public OdooSelection<PlainType> Type { get; init; }

    [OdooField("state")]
    public OdooSelection<PlainState> State { get; init; }

    [OdooField("partner_id")]
    public OdooReference? Partner { get; init; }

    [OdooField("invoice_date")]
    public DateOnly? Date { get; init; }

    [OdooField("invoice_date_due")]
    public DateOnly? Due { get; init; }

    [OdooField("ref")]
    public string? Reference { get; init; }

    [OdooField("payment_reference")]
    public string? PaymentReference { get; init; }

    [OdooField("amount_untaxed")]
    public decimal Untaxed { get; init; }

    [OdooField("amount_tax")]
    public decimal Tax { get; init; }

    [OdooField("amount_total")]
    public decimal Total { get; init; }

    [OdooField("amount_residual")]
    public decimal Residual { get; init; }

    [OdooField("currency_id")]
    public OdooReference? Currency { get; init; }

    [OdooField("company_id")]
    public OdooReference? Company { get; init; }

    [OdooField("journal_id")]
    public OdooReference? Journal { get; init; }

    [OdooField("payment_state")]
    public OdooSelection<PlainPayment>? Payment { get; init; }

    [OdooField("invoice_line_ids")]
    public required IReadOnlyList<long> LineIds { get; init; }

    [OdooField("invoice_origin")]
    public string? Origin { get; init; }

    [OdooField("narration")]
    public string? Narration { get; init; }

    [OdooField("write_date")]
    public DateTimeOffset WriteDate { get; init; }

    /// <summary>A copy that shares nothing: the bytes that the records themselves need.</summary>
    public TypedMove Deep() => new()
    {
        Id = Id,
        Name = Deeply.Copy(Name),
        Type = Type,
        State = State,
        Partner = Deeply.Copy(Partner),
        Date = Date,
        Due = Due,
        Reference = Deeply.Copy(Reference),
        PaymentReference = Deeply.Copy(PaymentReference),
        Untaxed = Untaxed,
        Tax = Tax,
        Total = Total,
        Residual = Residual,
        Currency = Deeply.Copy(Currency),
        Company = Deeply.Copy(Company),
        Journal = Deeply.Copy(Journal),
        Payment = Payment,
        LineIds = Deeply.Copy(LineIds),
        Origin = Deeply.Copy(Origin),
        Narration = Deeply.Copy(Narration),
        WriteDate = WriteDate,
    };
}

/// <summary>Copies of values.</summary>
internal static class Deeply
{
    public static string? Copy(string? text) => text is null ? null : new string(text.AsSpan());

    public static OdooReference? Copy(OdooReference? reference) =>
        reference is null ? null : new OdooReference { Id = reference.Id, Name = Copy(reference.Name) };

    public static IReadOnlyList<long> Copy(IReadOnlyList<long> ids) => ids.Count == 0 ? Array.Empty<long>() : ids.ToArray();
}
