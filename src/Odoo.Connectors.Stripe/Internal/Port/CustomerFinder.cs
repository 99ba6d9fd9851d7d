using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Stripe.Internal.Api;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>
/// Finds customers that are there already. Stripe's search lags: what it shows is read before it counts, and that it shows nothing proves
/// nothing; the idempotency key, the mark and the list by e-mail address stand behind it.
/// </summary>
internal sealed class CustomerFinder(StripeGets gets, Func<StripeOptions> options)
{
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    /// <summary>The customers whose metadata holds an id of the CRM; null when there are none.</summary>
    public async Task<byte[]?> MatchAsync(string account, CancellationToken cancellationToken)
    {
        string key = options().CustomerMetadataKey;
        List<string> ids = [];
        foreach (string id in await SearchAsync($"metadata['{Quoted(key)}']:'{Quoted(account)}'", cancellationToken).ConfigureAwait(false))
        {
            if (await gets.GetAsync($"/v1/customers/{Uri.EscapeDataString(id)}", cancellationToken).ConfigureAwait(false) is { } found
                && MetadataOf(found.Value, key) == account && found.Value["deleted"] is null)
            {
                ids.Add(id);
            }
        }

        return ids.Count == 0 ? null : JsonSerializer.SerializeToUtf8Bytes(new CustomerMatch(ids), PortJson.Default.CustomerMatch);
    }

    /// <summary>The customers with an e-mail address, their tax ids with them. A list is up to date.</summary>
    public Task<JsonArray> WithEmailAsync(string email, CancellationToken cancellationToken) =>
        gets.ListAsync($"/v1/customers?email={Uri.EscapeDataString(email)}&expand[0]=data.tax_ids", null, cancellationToken);

    /// <summary>The customer that an effect made: by its e-mail address where it has one, else among those that were made since.</summary>
    public async Task<JsonObject?> MadeAsync(string mark, string? email, long plannedAt, CancellationToken cancellationToken)
    {
        JsonObject? made = email is null ? null : Marked(await WithEmailAsync(email, cancellationToken).ConfigureAwait(false), mark);
        return made ?? Marked(await gets.ListAsync(FormattableString.Invariant($"/v1/customers?created[gte]={plannedAt - (long)Slack.TotalSeconds}"), null, cancellationToken).ConfigureAwait(false), mark);
    }

    public static JsonObject? Marked(JsonArray objects, string mark) => objects.OfType<JsonObject>().FirstOrDefault(o => MetadataOf(o, Mark.MadeBy) == mark);

    public static string? MetadataOf(JsonObject owner, string key) =>
        owner["metadata"]?[key] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;

    private async Task<IReadOnlyList<string>> SearchAsync(string query, CancellationToken cancellationToken)
    {
        try
        {
            (JsonObject list, _) = await gets.GetAsync($"/v1/customers/search?query={Uri.EscapeDataString(query)}&limit=100", cancellationToken).ConfigureAwait(false)
                ?? (new JsonObject(), "");
            return [.. (list["data"] as JsonArray ?? []).Select(StripeGets.IdOf).OfType<string>()];
        }
        catch (ConnectorException e) when (e.Kind == ErrorKind.Validation)
        {
            // There is no search in some countries.
            return [];
        }
    }

    private static string Quoted(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}
