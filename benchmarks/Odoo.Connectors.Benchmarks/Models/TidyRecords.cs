using Newtonsoft.Json;

namespace Odoo.Connectors.Benchmarks;

/// <summary>A partner for Newtonsoft.</summary>
internal sealed class TidyPartner
{
    [JsonProperty("id")]
    public long Id { get; set; }

    [JsonProperty("name")]
    [JsonConverter(typeof(TidyText))]
    public string? Name { get; set; }

    [JsonProperty("email")]
    [JsonConverter(typeof(TidyText))]
    public string? Email { get; set; }

    [JsonProperty("phone")]
    [JsonConverter(typeof(TidyText))]
    public string? Phone { get; set; }

    [JsonProperty("vat")]
    [JsonConverter(typeof(TidyText))]
    public string? Vat { get; set; }

    [JsonProperty("ref")]
    [JsonConverter(typeof(TidyText))]
    public string? Reference { get; set; }

    [JsonProperty("street")]
    [JsonConverter(typeof(TidyText))]
    public string? Street { get; set; }

    [JsonProperty("street2")]
    [JsonConverter(typeof(TidyText))]
    public string? Street2 { get; set; }

    [JsonProperty("zip")]
    [JsonConverter(typeof(TidyText))]
    public string? Zip { get; set; }

    [JsonProperty("city")]
    [JsonConverter(typeof(TidyText))]
    public string? City { get; set; }

    [JsonProperty("state_id")]
    [JsonConverter(typeof(TidyReferences))]
    public TidyReference? State { get; set; }

    [JsonProperty("country_id")]
    [JsonConverter(typeof(TidyReferences))]
    public TidyReference? Country { get; set; }

    [JsonProperty("parent_id")]
    [JsonConverter(typeof(TidyReferences))]
    public TidyReference? Parent { get; set; }

    [JsonProperty("is_company")]
    public bool IsCompany { get; set; }

    [JsonProperty("active")]
    public bool Active { get; set; }

    [JsonProperty("category_id")]
    public List<long>? CategoryIds { get; set; }

    [JsonProperty("write_date")]
    [JsonConverter(typeof(TidyMoment))]
    public DateTime WriteDate { get; set; }
}

/// <summary>A move for Newtonsoft.</summary>
internal sealed class TidyMove
{
    [JsonProperty("id")]
    public long Id { get; set; }

    [JsonProperty("name")]
    [JsonConverter(typeof(TidyText))]
    public string? Name { get; set; }

    [JsonProperty("move_type")]
    [JsonConverter(typeof(TidyText))]
    public string? Type { get; set; }

    [JsonProperty("state")]
    [JsonConverter(typeof(TidyText))]
    public string? State { get; set; }

    [JsonProperty("partner_id")]
    [JsonConverter(typeof(TidyReferences))]
    public TidyReference? Partner { get; set; }

    [JsonProperty("invoice_date")]
    [JsonConverter(typeof(TidyDay))]
    public DateTime? Date { get; set; }

    [JsonProperty("invoice_date_due")]
    [JsonConverter(typeof(TidyDay))]
    public DateTime? Due { get; set; }

    [JsonProperty("ref")]
    [JsonConverter(typeof(TidyText))]
    public string? Reference { get; set; }

    [JsonProperty("payment_reference")]
    [JsonConverter(typeof(TidyText))]
    public string? PaymentReference { get; set; }

    [JsonProperty("amount_untaxed")]
    public decimal Untaxed { get; set; }

    [JsonProperty("amount_tax")]
    public decimal Tax { get; set; }

    [JsonProperty("amount_total")]
    public decimal Total { get; set; }

    [JsonProperty("amount_residual")]
    public decimal Residual { get; set; }

    [JsonProperty("currency_id")]
    [JsonConverter(typeof(TidyReferences))]
    public TidyReference? Currency { get; set; }

    [JsonProperty("company_id")]
    [JsonConverter(typeof(TidyReferences))]
    public TidyReference? Company { get; set; }

    [JsonProperty("journal_id")]
    [JsonConverter(typeof(TidyReferences))]
    public TidyReference? Journal { get; set; }

    [JsonProperty("payment_state")]
    [JsonConverter(typeof(TidyText))]
    public string? Payment { get; set; }

    [JsonProperty("invoice_line_ids")]
    public List<long>? LineIds { get; set; }

    [JsonProperty("invoice_origin")]
    [JsonConverter(typeof(TidyText))]
    public string? Origin { get; set; }

    [JsonProperty("narration")]
    [JsonConverter(typeof(TidyText))]
    public string? Narration { get; set; }

    [JsonProperty("write_date")]
    [JsonConverter(typeof(TidyMoment))]
    public DateTime WriteDate { get; set; }
}
