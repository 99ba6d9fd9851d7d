using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Brings the order of a contract to what the source says. Every step is absolute or keyed: lines that are there are written, new ones are
/// loaded under their own external id, the note has one too. So it may be sent again wherever it stopped.
/// </summary>
internal sealed class ContractExecutor(string system, IOdooClient client, ErpReader reader, IFaultPoints faults)
{
    private const string Model = "sale.order";
    private readonly ContractNotes _notes = new(client, reader);

    public async Task<Outcome> SendAsync(Dispatch dispatch, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(dispatch, ContractPlan.Parse(dispatch.Payload), cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectorException e)
        {
            return ErpOutcomes.Failed(dispatch, e);
        }
    }

    private async Task<Outcome> SendAsync(Dispatch dispatch, ContractPlan plan, CancellationToken cancellationToken)
    {
        OdooContext context = new() { AllowedCompanyIds = [plan.Company] };
        if (await reader.ByExternalIdAsync(plan.Order, cancellationToken).ConfigureAwait(false) is not long id
            || await ReadAsync(plan, id, context, cancellationToken).ConfigureAwait(false) is not OdooRecord order)
        {
            return ErpOutcomes.Refused(dispatch, new CaseReason(ErrorKind.Gone, "gone-in-odoo", $"Odoo has no {Model} '{plan.Order}' any more."));
        }

        if (await ReferencesAsync(plan, cancellationToken).ConfigureAwait(false) is not { } ids)
        {
            return ErpOutcomes.Refused(dispatch, new CaseReason(ErrorKind.Gone, "gone-in-odoo", $"Odoo has not any more what the order '{plan.Order}' is to name, such as its invoice address; restore it there, then retry."));
        }

        IReadOnlyList<ContractNote> notes = await _notes.ReadAsync(id, context, cancellationToken).ConfigureAwait(false);
        ContractStatus? stood = notes.LastOrDefault(n => n.Status is not null)?.Status;
        long? held = notes.Select(n => n.Version).Append(VersionOn(plan, order)).Max();
        List<string> told = [.. plan.Changes];
        if (plan.Version < held)
        {
            if (told.Count > 0)
            {
                told.Add($"Came late: the order holds version {held} and was not changed.");
            }
        }
        else
        {
            if (await ApplyAsync(plan, ids, id, order, stood, told, context, cancellationToken).ConfigureAwait(false) is CaseReason problem)
            {
                return ErpOutcomes.Refused(dispatch, problem);
            }

            if (stood != plan.Status && !plan.TellsStatus)
            {
                told.Add(AmendmentText.Status(stood?.ToString(), plan.Status));
            }
        }

        if (told.Count > 0)
        {
            string key = ContractNotes.KeyOf(plan.Source, plan.Version, plan.Version < held ? stood ?? plan.Status : plan.Status, Hash(dispatch.Key));
            await _notes.PostAsync(key, id, plan.Head, told, context, cancellationToken).ConfigureAwait(false);
            faults.Reached(ErpFaultPoint.Noted);
        }

        order = (await ReadAsync(plan, id, context, cancellationToken).ConfigureAwait(false))!;
        return new Outcome
        {
            Key = dispatch.Key,
            Status = OutcomeStatus.Applied,
            Target = new ExternalRef(system, RecordKinds.Contract, plan.Order),
            Values = Agreed(plan, ids, order, plan.Version < held ? stood ?? plan.Status : plan.Status),
            Note = string.Join("; ", told.Count > 0 ? told : ["as it was"]),
        };
    }

    /// <summary>Writes what differs and adds to the note what the source did not tell.</summary>
    private async Task<CaseReason?> ApplyAsync(
        ContractPlan plan, Dictionary<string, long> ids, long id, OdooRecord order, ContractStatus? stood, List<string> told, OdooContext context, CancellationToken cancellationToken)
    {
        string state = order.GetString("state") ?? "";
        bool ended = plan.Status == ContractStatus.Ended;
        if (state != "sale" && !ended)
        {
            if (stood != ContractStatus.Ended)
            {
                return new CaseReason(
                    ErrorKind.Conflict, "contract-not-confirmed",
                    $"The order '{plan.Order}' of this contract is not confirmed in Odoo (it is {state}), and it was not us who took it back; confirm it there, then retry.", "state");
            }

            await BeginAgainAsync(id, state, context, cancellationToken).ConfigureAwait(false);
        }

        OrderLines lines = await LinesAsync(plan, id, stood, context, cancellationToken).ConfigureAwait(false);
        if (lines.Problem is not null)
        {
            return lines.Problem;
        }

        JsonObject values = [];
        foreach ((string field, JsonNode? value) in plan.Values.Where(v => !Same(order, v.Key, v.Value, ids)))
        {
            values[field] = value is JsonObject ? ids[field] : value?.DeepClone();
            if ((string?)plan.Labels[field] is string label)
            {
                told.Add(AmendmentText.Arrow(label, order.GetString(field), value!.GetValueKind() == JsonValueKind.False ? null : (string?)value));
            }
        }

        bool locked = order.GetBoolean("locked");
        if (locked && (!lines.AreSame || (ended && plan.End == ContractEnd.Cancel && state != "cancel")))
        {
            await CallAsync(id, "action_unlock", context, cancellationToken).ConfigureAwait(false);
        }

        await WriteAsync(id, values, lines, context, cancellationToken).ConfigureAwait(false);
        if (ended && plan.End == ContractEnd.Cancel && state != "cancel")
        {
            await CallAsync(id, "action_cancel", context, cancellationToken).ConfigureAwait(false);
        }
        else if (ended && plan.End == ContractEnd.Lock ? !locked || !lines.AreSame : locked && !lines.AreSame)
        {
            await CallAsync(id, "action_lock", context, cancellationToken).ConfigureAwait(false);
        }
        else if (locked && stood == ContractStatus.Ended && !ended && plan.End == ContractEnd.Lock)
        {
            await CallAsync(id, "action_unlock", context, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private async Task WriteAsync(long id, JsonObject values, OrderLines lines, OdooContext context, CancellationToken cancellationToken)
    {
        if (lines.Added.Count > 0)
        {
            OdooLoadResult loaded = await client.LoadAsync(
                "sale.order.line", ["id", "order_id/.id", "product_id/.id", "name", "product_uom_qty", "price_unit"],
                [.. lines.Added.Select(l => (IReadOnlyList<JsonNode?>)[l.Key, OrderLines.Text(id), OrderLines.Text(l.Product), l.Name, l.Quantity, l.Price])],
                context, cancellationToken).ConfigureAwait(false);
            if (!loaded.Succeeded)
            {
                throw loaded.Failure("the new lines of this contract");
            }

            faults.Reached(ErpFaultPoint.LinesAdded);
        }

        if (lines.Changes.Count > 0)
        {
            values["order_line"] = lines.Changes;
        }

        if (values.Count > 0)
        {
            await client.WriteAsync(Model, [id], values, context, cancellationToken).ConfigureAwait(false);
            faults.Reached(ErpFaultPoint.ContractWritten);
        }
    }

    private async Task<OrderLines> LinesAsync(ContractPlan plan, long id, ContractStatus? stood, OdooContext context, CancellationToken cancellationToken)
    {
        bool zero = plan is { Status: ContractStatus.Ended, End: ContractEnd.ZeroQuantities };
        IReadOnlyList<ContractLine> wanted = plan.LinesOnReturn && stood != ContractStatus.Ended ? [] : [.. plan.Lines.Select(l => ContractLine.Parse(l!))];
        if (!zero && wanted.Count == 0)
        {
            return new OrderLines([], new Dictionary<long, string>(), "");
        }

        IReadOnlyList<OdooRecord> found = await client.SearchReadAsync(
            "sale.order.line", OdooDomain.Where("order_id", "=", id), ["product_id", "product_uom_qty", "price_unit"], new OdooSearch { Order = "id" }, context, cancellationToken)
            .ConfigureAwait(false);
        IReadOnlyDictionary<long, string> keys = await ExternalIds.OfAsync(client, "sale.order.line", [.. found.Select(l => l.Id)], context, cancellationToken).ConfigureAwait(false);
        OrderLines lines = new(found, keys, ContractLine.KeysOf(plan.Source));
        if (zero)
        {
            lines.Zero();
        }
        else
        {
            lines.Match(wanted);
        }

        return lines;
    }

    /// <summary>We cancelled it when the contract ended.</summary>
    private async Task BeginAgainAsync(long id, string state, OdooContext context, CancellationToken cancellationToken)
    {
        if (state == "cancel")
        {
            await CallAsync(id, "action_draft", context, cancellationToken).ConfigureAwait(false);
        }

        await CallAsync(id, "action_confirm", context, cancellationToken).ConfigureAwait(false);
    }

    private async Task<OdooRecord?> ReadAsync(ContractPlan plan, long id, OdooContext context, CancellationToken cancellationToken)
    {
        OdooReadResult read = await client.ReadAsync(
            Model, [id], [.. plan.Values.Select(v => v.Key).Concat(["state", "locked"]).Distinct()], context, cancellationToken).ConfigureAwait(false);
        return read.Records.Count > 0 ? read.Records[0] : null;
    }

    private Task<JsonElement?> CallAsync(long id, string method, OdooContext context, CancellationToken cancellationToken) =>
        client.CallAsync(new OdooCall { Model = Model, Method = method, Ids = [id], Context = context }, cancellationToken);

    /// <summary>What was written counts in our words; what Odoo holds otherwise, in its own.</summary>
    private static Dictionary<string, string?> Agreed(ContractPlan plan, Dictionary<string, long> ids, OdooRecord order, ContractStatus status)
    {
        Dictionary<string, string?> values = ErpOutcomes.Values(order, plan.Values.Select(v => v.Key));
        foreach ((string field, string? text) in ContractShadow.Of(plan.Values.Where(v => Same(order, v.Key, v.Value, ids)), status))
        {
            values[field] = text;
        }

        return values;
    }

    /// <summary>The records that fields name, by field; null when one is not there.</summary>
    private async Task<Dictionary<string, long>?> ReferencesAsync(ContractPlan plan, CancellationToken cancellationToken)
    {
        Dictionary<string, long> ids = [];
        foreach ((string field, JsonNode? value) in plan.Values.Where(v => v.Value is JsonObject))
        {
            if ((await reader.RecordAsync(value!, cancellationToken).ConfigureAwait(false)).Id is not long id)
            {
                return null;
            }

            ids[field] = id;
        }

        return ids;
    }

    private static bool Same(OdooRecord order, string field, JsonNode? value, Dictionary<string, long> ids)
    {
        JsonElement found = order.Values.GetProperty(field);
        return value?.GetValueKind() switch
        {
            JsonValueKind.Object => order.GetReference(field)?.Id == ids[field],
            null or JsonValueKind.Null or JsonValueKind.False => found.ValueKind is JsonValueKind.False or JsonValueKind.Null || found is { ValueKind: JsonValueKind.String } text && text.GetString() is "",
            JsonValueKind.True => found.ValueKind == JsonValueKind.True,
            JsonValueKind.Number when field.EndsWith("_id", StringComparison.Ordinal) => order.GetReference(field)?.Id == value.GetValue<long>(),
            JsonValueKind.Number => found.ValueKind == JsonValueKind.Number && found.GetDecimal() == value.GetValue<decimal>(),
            _ => found.ValueKind == JsonValueKind.String && found.GetString() == (string?)value,
        };
    }

    private static long? VersionOn(ContractPlan plan, OdooRecord order) =>
        plan.VersionField is string field && order.Has(field) && order.Values.GetProperty(field) is { ValueKind: JsonValueKind.Number } version ? version.GetInt64() : null;

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16];
}
