using System.Globalization;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>What was read of Odoo's books as positions. Pure.</summary>
internal static class PositionRows
{
    /// <summary>The position of a record.</summary>
    /// <param name="system">The configured name.</param>
    /// <param name="kind">The kind it is compared as.</param>
    /// <param name="record">What was read.</param>
    /// <param name="external">Its external id.</param>
    /// <param name="amount">Of a payout what arrives at the bank, of a dispute what the customer owes again.</param>
    /// <param name="mayBeLater">Whether the days of money may be later than its source's.</param>
    /// <returns>Null for what corrects another document, and for entries that are none of the kind.</returns>
    public static Position? Of(string system, string kind, OdooRecord record, string? external, Money? amount, bool mayBeLater)
    {
        (string Kind, ExternalRef Source)? made = external is null ? null : ErpKeys.Parse(external);
        if (EntryOf(kind) is { } entry ? made?.Kind != entry : made is { } other && other.Kind != kind)
        {
            return null;
        }

        Position position = new()
        {
            Ref = new ExternalRef(system, kind, record.Id.ToString(CultureInfo.InvariantCulture)), Source = made is { } of ? of.Source with { Kind = kind } : null, Ledger = system, ChangedAt = BookReader.WrittenAt(record),
        };
        return kind switch
        {
            RecordKinds.Customer => position with { State = record.GetBoolean("active") ? PositionState.Open : PositionState.Cancelled },
            RecordKinds.Contract => position with { Customer = Customer(system, record, "partner_id"), Currency = Currency(record) },
            RecordKinds.Invoice or RecordKinds.CreditNote => Document(system, record, position),
            RecordKinds.Dispute or RecordKinds.Payout => position with
            {
                Currency = amount?.Currency, Gross = amount?.Amount, On = record.GetDate("date"), MayBeLater = mayBeLater, State = StateOf(record.GetString("state")),
            },
            _ => position with
            {
                Customer = Customer(system, record, "partner_id"),
                Number = Text(record, "name"),
                Reference = Text(record, "memo"),
                Currency = Currency(record),
                Gross = record.GetDecimal("amount"),
                On = record.GetDate("date"),
                MayBeLater = mayBeLater,
                State = StateOf(record.GetString("state")),
            },
        };
    }

    /// <summary>What entries are made as, of kinds that are entries.</summary>
    public static string? EntryOf(string kind) => kind switch
    {
        RecordKinds.Dispute => EffectKinds.Chargeback,
        RecordKinds.Payout => EffectKinds.Payout,
        _ => null,
    };

    private static Position Document(string system, OdooRecord record, Position position) => position with
    {
        Customer = Customer(system, record, "commercial_partner_id") ?? Customer(system, record, "partner_id"),
        Number = Text(record, "name"),
        Reference = Text(record, "ref"),
        Currency = Currency(record),
        Net = record.GetDecimal("amount_untaxed"),
        Tax = record.GetDecimal("amount_tax"),
        Gross = record.GetDecimal("amount_total"),
        Open = record.GetDecimal("amount_residual"),
        On = record.GetDate("invoice_date"),
        State = (record.GetString("state"), record.GetString("payment_state")) switch
        {
            ("draft", _) => PositionState.Draft,
            ("cancel", _) => PositionState.Cancelled,
            (_, "paid" or "in_payment" or "reversed") => PositionState.Settled,
            _ => record.GetDecimal("amount_residual") == 0m ? PositionState.Settled : PositionState.Open,
        },
    };

    /// <summary>Whether what it is for is settled shows on that.</summary>
    private static PositionState StateOf(string? state) => state switch
    {
        "draft" => PositionState.Draft,
        "cancel" or "canceled" or "rejected" => PositionState.Cancelled,
        _ => PositionState.Settled,
    };

    private static ExternalRef? Customer(string system, OdooRecord record, string field) => BookReader.Link(record, field) is long id ? BookMapper.CustomerRef(system, id) : null;

    private static Currency? Currency(OdooRecord record) => BookReader.Currency(record) is { Length: > 0 } code ? BookMapper.CurrencyOf(code) : null;

    private static string? Text(OdooRecord record, string field) => record.GetString(field) is { Length: > 0 } text and not "/" ? text : null;
}
