using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>A transaction as it is read: money received, given back, taken back, or an attempt at it.</summary>
internal sealed class TransactionBuilder : RecordBuilder
{
    private readonly List<LinkedBuilder> _reversed = [];
    private string? _customer, _currency, _refunded, _reference;
    private long? _amount;
    private DateTimeOffset? _date, _updatedAt;

    public static readonly FieldTable<TransactionBuilder> Fields = Table<TransactionBuilder>(
        static table => table
            .Field("customer_id", static (ref reader, t) => t._customer = JsonField.Text(ref reader))
            .Field("payment_method", static (ref reader, t) => t.Method = JsonField.Text(ref reader))
            .Field("type", static (ref reader, t) => t.Type = JsonField.Text(ref reader))
            .Field("date", static (ref reader, t) => t._date = Wire.Instant(ref reader))
            .Field("amount", static (ref reader, t) => t._amount = Wire.Whole(ref reader))
            .Field("status", static (ref reader, t) => t.Status = JsonField.Text(ref reader))
            .Field("updated_at", static (ref reader, t) => t._updatedAt = Wire.Instant(ref reader))
            .Field("error_code", static (ref reader, t) => t.ErrorCode = JsonField.Text(ref reader))
            .Object("error_detail", GatewayErrorBuilder.Table, static t => t.GatewayError = new())
            .Field("reference_transaction_id", static (ref reader, t) => t._reference = JsonField.Text(ref reader))
            .Field("refunded_txn_id", static (ref reader, t) => t._refunded = JsonField.Text(ref reader))
            .Field("currency_code", static (ref reader, t) => t._currency = JsonField.Text(ref reader))
            .Objects("linked_invoices", LinkedBuilder.Invoice, static t => Wire.Next(t.Invoices))
            .Objects("linked_credit_notes", LinkedBuilder.CreditNote, static t => Wire.Next(t.CreditNotes))
            .Objects("linked_payments", LinkedBuilder.Reversed, static t => Wire.Next(t._reversed)),
        [],
        crmField: null);

    public string? Type { get; private set; }

    public string? Status { get; private set; }

    public string? Method { get; private set; }

    public string? ErrorCode { get; private set; }

    public GatewayErrorBuilder? GatewayError { get; private set; }

    public List<LinkedBuilder> Invoices { get; } = [];

    public List<LinkedBuilder> CreditNotes { get; } = [];

    public DateTimeOffset Date => _date ?? throw FieldErrors.Missing("date");

    /// <summary>When it last changed: when it failed, of one that failed late.</summary>
    public DateTimeOffset ChangedAt => _updatedAt ?? Date;

    public string Refunded => _refunded ?? throw FieldErrors.Refused("refunded_txn_id", "The refund gives back no payment that Chargebee knows; book it in Odoo by hand.");

    /// <summary>The payment that a reversal takes back.</summary>
    public string? Reversed => _reference ?? (_reversed is [{ Id: { } only }] ? only : null);

    public ExternalRef Customer(References references) => references.Own(
        RecordKinds.Customer, _customer ?? throw FieldErrors.Refused("customer_id", "The transaction is of no customer; book it in Odoo by hand."));

    public WireCurrency Currency(References references) => references.Currency(_currency, "currency_code");

    public Money Amount(References references) => Currency(references).Amount(_amount ?? throw FieldErrors.Missing("amount"));
}
