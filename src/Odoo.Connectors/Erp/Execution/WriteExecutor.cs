using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Writes absolute values to a record and reads back what Odoo stored.</summary>
internal sealed class WriteExecutor(string system, IOdooClient client, ErpReader reader)
{
    public async Task<Outcome> SendAsync(Dispatch dispatch, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(dispatch, WritePlan.Parse(dispatch.Payload), cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectorException e)
        {
            return ErpOutcomes.Failed(dispatch, e);
        }
    }

    private async Task<Outcome> SendAsync(Dispatch dispatch, WritePlan plan, CancellationToken cancellationToken)
    {
        OdooContext context = new() { AllowedCompanyIds = [plan.Company] };
        string name = plan.Record is JsonObject reference ? (string)reference["$ref"]! : plan.Record.ToJsonString();
        long? id = plan.Record is JsonObject
            ? await reader.ByExternalIdAsync(name, cancellationToken).ConfigureAwait(false)
            : long.Parse(name, CultureInfo.InvariantCulture);
        if (id is null)
        {
            return ErpOutcomes.Refused(dispatch, new CaseReason(ErrorKind.Gone, "gone-in-odoo", $"Odoo has no {plan.Model} '{name}' any more."));
        }

        JsonObject values = (JsonObject)plan.Values.DeepClone();
        if (plan.Lines.Count > 0)
        {
            JsonArray commands = await LinesAsync(plan, id.Value, context, cancellationToken).ConfigureAwait(false);
            if (commands.Count > 0)
            {
                values["order_line"] = commands;
            }
        }

        if (values.Count > 0)
        {
            await client.WriteAsync(plan.Model, [id.Value], values, context, cancellationToken).ConfigureAwait(false);
        }

        string[] fields = [.. plan.Values.Select(v => v.Key), .. plan.Lines.Count > 0 ? (string[])["amount_untaxed"] : []];
        OdooReadResult read = await client.ReadAsync(plan.Model, [id.Value], fields, context, cancellationToken).ConfigureAwait(false);
        if (read.Records.Count == 0)
        {
            return ErpOutcomes.Refused(dispatch, new CaseReason(ErrorKind.Gone, "gone-in-odoo", $"The {plan.Model} '{name}' was deleted in Odoo."));
        }

        return new Outcome
        {
            Key = dispatch.Key,
            Status = OutcomeStatus.Applied,
            Target = plan.Shadow ?? (plan.Model == "sale.order" ? new ExternalRef(system, RecordKinds.Contract, name) : null),
            Values = ErpOutcomes.Values(read.Records[0], fields),
            Note = $"{plan.Model}: {string.Join(", ", values.Select(v => v.Key))}",
        };
    }

    /// <summary>Order lines as they must be: those of the same product are changed, new ones added, none deleted (Odoo forbids it).</summary>
    private async Task<JsonArray> LinesAsync(WritePlan plan, long order, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<OdooRecord> lines = await client.SearchReadAsync(
            "sale.order.line", OdooDomain.Where("order_id", "=", order), ["product_id", "product_uom_qty"],
            new OdooSearch { Order = "id" }, context, cancellationToken).ConfigureAwait(false);
        List<OdooRecord> unused = [.. lines];
        JsonArray commands = [];
        foreach (JsonNode? wanted in plan.Lines)
        {
            decimal quantity = wanted!["product_uom_qty"]!.GetValue<decimal>();
            bool reprice = wanted["reprice"]!.GetValue<bool>() && quantity != 0m;
            OdooRecord? line = unused.Find(l => l.GetReference("product_id")?.Id == (long)wanted["product_id"]!);
            if (line is not null)
            {
                // Each line answers for one term: two terms of one product are two lines.
                unused.Remove(line);
            }

            if (line is null && quantity != 0m)
            {
                JsonObject added = (JsonObject)wanted.DeepClone();
                added.Remove("reprice");
                commands.Add((JsonNode)new JsonArray(0, 0, added));
            }
            else if (line is not null && (line.GetDecimal("product_uom_qty") != quantity || reprice))
            {
                JsonObject change = new() { ["product_uom_qty"] = quantity };
                if (reprice)
                {
                    change["price_unit"] = wanted["price_unit"]!.DeepClone();
                }

                commands.Add((JsonNode)new JsonArray(1, line.Id, change));
            }
        }

        return commands;
    }
}
