using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>What a stream reads: records of one model of one company, and the kinds that they are told as.</summary>
internal sealed record BookScope(string Model, IReadOnlyList<string> Fields, OdooDomain Domain, IReadOnlyList<string> Kinds)
{
    public const string Match = "account.partial.reconcile";

    /// <returns>Null when there is no such stream.</returns>
    public static BookScope? Of(string stream, long company, IReadOnlyList<string> orderFields) => stream switch
    {
        OdooStreams.Partners => new BookScope(
            BookReader.Partner, BookReader.PartnerFields,
            OdooDomain.Where("parent_id", "=", false).Or(OdooDomain.Where("type", "=", "contact")).And(OdooDomain.Where("company_id", "in", new JsonArray(company, false))),
            [RecordKinds.Customer, RecordKinds.Contact]),
        OdooStreams.Documents => new BookScope(
            BookReader.Move, BookReader.DocumentFields,
            OdooDomain.Where("company_id", "=", company).And(OdooDomain.In("move_type", ["out_invoice", "out_refund"])).And(OdooDomain.Where("partner_id", "!=", false)),
            [RecordKinds.Invoice, RecordKinds.CreditNote]),
        OdooStreams.Payments => new BookScope(
            BookReader.Payment, BookReader.PaymentFields,
            OdooDomain.Where("company_id", "=", company).And(OdooDomain.Where("partner_type", "=", "customer")),
            [RecordKinds.Payment, RecordKinds.Refund]),
        OdooStreams.Matches => new BookScope(
            Match, ["debit_move_id", "credit_move_id", "write_date"],
            OdooDomain.Where("debit_move_id.company_id", "=", company).And(OdooDomain.Where("debit_move_id.account_id.account_type", "=", "asset_receivable")),
            []),
        OdooStreams.Contracts => new BookScope(OrderReader.Order, orderFields, OdooDomain.Where("company_id", "=", company), [RecordKinds.Contract]),
        OdooStreams.ContractLines => new BookScope(OrderReader.OrderLine, OrderReader.LineFields, OdooDomain.Where("order_id.company_id", "=", company), []),
        _ => null,
    };
}
