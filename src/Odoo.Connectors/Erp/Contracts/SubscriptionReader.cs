using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>Whether an Odoo has the fields of <c>sale_subscription</c>: Community lacks them, and fields_get drops what it does not know.</summary>
internal sealed class SubscriptionReader(IOdooClient client)
{
    public const string Plans = "sale.subscription.plan";

    private static readonly string[] Fields = ["is_subscription", "plan_id", "subscription_state", "start_date", "end_date", "next_invoice_date"];

    public async Task<byte[]> ProbeAsync(CancellationToken cancellationToken)
    {
        JsonElement? known = await client.CallAsync(
            new OdooCall
            {
                Model = "sale.order",
                Method = "fields_get",
                Keywords = new JsonObject { ["allfields"] = new JsonArray([.. Fields.Select(f => (JsonNode)f)]), ["attributes"] = new JsonArray("type") },
                IsRead = true,
            },
            cancellationToken).ConfigureAwait(false);
        bool available = known is { ValueKind: JsonValueKind.Object } fields && Fields.All(f => fields.TryGetProperty(f, out _));
        return JsonSerializer.SerializeToUtf8Bytes(new ErpSubscriptions { Available = available }, ErpJson.Default.ErpSubscriptions);
    }

    /// <summary>The condition for a plan by name, or by its period.</summary>
    public static OdooDomain PlanBy(string plan)
    {
        if (!plan.StartsWith(ErpLookup.Period, StringComparison.Ordinal))
        {
            return OdooDomain.Where("name", "=", plan);
        }

        string period = plan[(ErpLookup.Period.Length + 1)..];
        string unit = period[^1] switch { 'D' => "day", 'W' => "week", 'M' => "month", _ => "year" };
        return OdooDomain.Where("billing_period_value", "=", int.Parse(period[..^1], CultureInfo.InvariantCulture)).And(OdooDomain.Where("billing_period_unit", "=", unit));
    }
}

/// <summary>Whether contracts can be subscriptions.</summary>
internal sealed record ErpSubscriptions
{
    public required bool Available { get; init; }
}
