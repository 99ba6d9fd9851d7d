using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Reads our external ids back. <c>ir.model.data</c> itself is closed to the integration user; <c>get_external_id</c> is not. It tells
/// one external id of a record: of two partners that were merged in Odoo, one is found again and the other is not.
/// </summary>
internal static class ErpIdentity
{
    private const int PageSize = 200;

    // What the documents of each kind are in Odoo. Contacts and lines have external ids too, and are no records of their own.
    private static readonly (string Model, OdooDomain Domain)[] Models =
    [
        ("res.partner", OdooDomain.Where("parent_id", "=", false)), ("sale.order", OdooDomain.All),
        ("account.move", OdooDomain.All), ("account.payment", OdooDomain.All),
    ];

    private static readonly HashSet<string> Kinds = new(StringComparer.Ordinal)
    {
        EffectKinds.Customer, EffectKinds.Contract, EffectKinds.Invoice, EffectKinds.CreditNote, EffectKinds.Payment, EffectKinds.Refund,
        EffectKinds.Void, EffectKinds.WriteOff, EffectKinds.PaymentReversal, EffectKinds.Chargeback, EffectKinds.ChargebackReversal, EffectKinds.Payout,
    };

    public static async IAsyncEnumerable<(ExternalRef InTarget, ExternalRef Source)> ReadAsync(
        string system, long company, IOdooClient client, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        OdooContext context = new() { AllowedCompanyIds = [company], ActiveTest = false };
        foreach ((string model, OdooDomain domain) in Models)
        {
            string[] fields = model == "sale.order" ? ["client_order_ref"] : ["display_name"];
            long last = 0;
            while (true)
            {
                IReadOnlyList<OdooRecord> page = await client.SearchReadAsync(
                    model, domain.And(OdooDomain.Where("id", ">", last)), fields, new OdooSearch { Order = "id", Limit = PageSize }, context, cancellationToken)
                    .ConfigureAwait(false);
                if (page.Count == 0)
                {
                    break;
                }

                last = page[^1].Id;
                JsonElement? ids = await client.CallAsync(
                    new OdooCall { Model = model, Method = "get_external_id", Ids = [.. page.Select(r => r.Id)], Context = context, IsRead = true }, cancellationToken)
                    .ConfigureAwait(false);
                foreach (OdooRecord record in page)
                {
                    string id = record.Id.ToString(CultureInfo.InvariantCulture);
                    if (ids?.TryGetProperty(id, out JsonElement name) == true && ErpKeys.Parse(name.GetString() ?? "") is (string kind, ExternalRef source) && Kinds.Contains(kind))
                    {
                        yield return (new ExternalRef(system, kind, id), source with { Kind = RecordKind(kind, source, record) });
                    }
                }
            }
        }
    }

    /// <summary>What an entry is about. An order is made of a deal, or of the subscription whose id it carries.</summary>
    private static string RecordKind(string kind, ExternalRef source, OdooRecord record) => kind switch
    {
        EffectKinds.Contract when record.GetString("client_order_ref") != source.Id => RecordKinds.Deal,
        EffectKinds.Void or EffectKinds.WriteOff => RecordKinds.Invoice,
        EffectKinds.PaymentReversal => RecordKinds.PaymentReversal,
        EffectKinds.Chargeback or EffectKinds.ChargebackReversal => RecordKinds.Dispute,
        _ => kind,
    };
}
