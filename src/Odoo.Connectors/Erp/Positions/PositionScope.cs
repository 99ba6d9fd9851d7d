using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>Which records of one company are compared as a kind, and what is read of them.</summary>
internal sealed record PositionScope(string Model, OdooDomain Domain, IReadOnlyList<string> Fields)
{
    private static readonly string[] s_documents =
    [
        "move_type", "state", "payment_state", "name", "ref", "commercial_partner_id", "partner_id", "invoice_date", "date", "currency_id", "amount_untaxed", "amount_tax",
        "amount_total", "amount_residual", "write_date",
    ];

    private static readonly string[] s_payments = ["payment_type", "state", "name", "memo", "partner_id", "amount", "currency_id", "date", "write_date"];

    public static IReadOnlyList<string> Kinds { get; } =
        [RecordKinds.Customer, RecordKinds.Contract, RecordKinds.Invoice, RecordKinds.CreditNote, RecordKinds.Payment, RecordKinds.Refund, RecordKinds.Dispute, RecordKinds.Payout];

    /// <exception cref="ConnectorException">No records of the kind are compared.</exception>
    public static PositionScope Of(string system, string kind, long company, IReadOnlyList<string> orderFields)
    {
        OdooDomain own = OdooDomain.Where("company_id", "=", company);
        return kind switch
        {
            RecordKinds.Customer => new PositionScope(
                BookReader.Partner, OdooDomain.Where("parent_id", "=", false).And(OdooDomain.Where("company_id", "in", new JsonArray(company, false))), ["active", "write_date"]),
            RecordKinds.Contract => new PositionScope(OrderReader.Order, own, orderFields),
            RecordKinds.Invoice => Documents("out_invoice"),
            RecordKinds.CreditNote => Documents("out_refund"),
            RecordKinds.Payment => Payments("inbound"),
            RecordKinds.Refund => Payments("outbound"),
            // An entry of a payment has that payment; what is left are entries of their own.
            RecordKinds.Dispute or RecordKinds.Payout => new PositionScope(
                BookReader.Move,
                own.And(OdooDomain.Where("move_type", "=", "entry")).And(OdooDomain.Where("origin_payment_id", "=", false)).And(OdooDomain.Where("ref", "!=", false)),
                ["state", "name", "ref", "date", "currency_id", "write_date"]),
            _ => throw new ConnectorException(ErrorKind.Configuration, $"Odoo '{system}' compares no {kind}; name one of {string.Join(", ", Kinds)}.") { Field = "Kinds" },
        };

        PositionScope Documents(string type) => new(BookReader.Move, own.And(OdooDomain.Where("move_type", "=", type)), s_documents);

        PositionScope Payments(string type) => new(
            BookReader.Payment, own.And(OdooDomain.Where("partner_type", "=", "customer")).And(OdooDomain.Where("payment_type", "=", type)), s_payments);
    }
}
