using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>What Stripe has summed up for a customer in one minute of a meter.</summary>
internal sealed class MeterSums(string name, Api.StripeTransport transport)
{
    private const int MostPages = 100;

    /// <summary>The sum of the minute that an event is dated into.</summary>
    /// <exception cref="ConnectorException">Stripe could not be asked, or has no such meter.</exception>
    public async Task<decimal> OfAsync(MeterEvent sent, CancellationToken cancellationToken)
    {
        string meter = await MeterAsync(sent.EventName, cancellationToken).ConfigureAwait(false);
        long start = sent.Timestamp - (sent.Timestamp % 60);
        JsonArray sums = Data(await GetAsync(
            string.Create(CultureInfo.InvariantCulture, $"/v1/billing/meters/{Uri.EscapeDataString(meter)}/event_summaries?customer={Uri.EscapeDataString(sent.Customer)}&start_time={start}&end_time={start + 60}"),
            cancellationToken).ConfigureAwait(false));
        return sums.Sum(s => s?["aggregated_value"] is JsonValue value && value.TryGetValue(out decimal number) ? number : throw Api.StripeErrors.Unreadable(name));
    }

    private async Task<string> MeterAsync(string eventName, CancellationToken cancellationToken)
    {
        string after = "";
        for (int page = 0; page < MostPages; page++)
        {
            JsonNode list = await GetAsync($"/v1/billing/meters?limit=100{after}", cancellationToken).ConfigureAwait(false);
            JsonArray meters = Data(list);
            if (meters.FirstOrDefault(m => (string?)m?["event_name"] == eventName)?["id"] is JsonNode id)
            {
                return (string)id!;
            }

            if (meters.Count == 0 || list["has_more"]?.GetValue<bool>() is not true)
            {
                break;
            }

            after = $"&starting_after={Uri.EscapeDataString((string)meters[^1]!["id"]!)}";
        }

        throw new ConnectorException(ErrorKind.Configuration, $"Stripe has no meter whose event name is that of the usage for '{name}'; make it, or correct TargetName of the meter.") { Field = "event_name" };
    }

    private async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) =>
        JsonNode.Parse(await transport.GetAsync(path, cancellationToken).ConfigureAwait(false) ?? "null") ?? throw Api.StripeErrors.Unreadable(name);

    private JsonArray Data(JsonNode list) => list["data"] as JsonArray ?? throw Api.StripeErrors.Unreadable(name);
}
