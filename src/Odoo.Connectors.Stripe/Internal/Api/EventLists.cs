using System.Text.Json;
using Odoo.Connectors.Stripe.Internal.Webhooks;

namespace Odoo.Connectors.Stripe.Internal.Api;

/// <summary>Pages of <c>/v1/events</c>, oldest first. Stripe lists newest first: the beginning of a scan is found by walking back to it.</summary>
internal sealed class EventLists(string name, string stream, StripeTransport transport)
{
    private const int MostPages = 1000;

    /// <summary>The oldest page of what was created since; all that is kept when null.</summary>
    public async Task<EventList> OldestAsync(StripeOptions options, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        string url = since is { } from ? $"{Url(options)}&created[gte]={from.ToUnixTimeSeconds()}" : Url(options);
        string? after = null;
        for (int page = 0; page < MostPages; page++)
        {
            EventList list = await GetAsync(after is null ? url : $"{url}&starting_after={Uri.EscapeDataString(after)}", cancellationToken).ConfigureAwait(false);
            if (!list.HasMore)
            {
                return list with { HasMore = page > 0 };
            }

            after = list.Events.Count > 0 ? list.Events[0]["id"].Text() : throw StripeErrors.Unreadable(name);
        }

        throw new ConnectorException(ErrorKind.Protocol, $"The list of Stripe's events for '{name}' does not end.") { Field = "has_more" };
    }

    /// <summary>The page after an event; null when that event is no longer kept.</summary>
    public async Task<EventList?> AfterAsync(StripeOptions options, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync($"{Url(options)}&ending_before={Uri.EscapeDataString(id)}", cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectorException e) when (e is { Kind: ErrorKind.Validation, Field: "ending_before" })
        {
            return null;
        }
    }

    private string Url(StripeOptions options) => $"/v1/events?{string.Join('&', EventTypes.Of(stream, options).Select((type, index) => $"types[{index}]={type}"))}&limit=100";

    private async Task<EventList> GetAsync(string url, CancellationToken cancellationToken)
    {
        string text = await transport.GetAsync(url, cancellationToken).ConfigureAwait(false)
            ?? throw new ConnectorException(ErrorKind.Configuration, $"No Stripe API answers at the address of '{name}'; correct Systems:{name}:ApiBase.");
        try
        {
            Json list = new Json(JsonElement.Parse(text), "").Object();
            return list["data"].IsNull
                ? throw StripeErrors.Unreadable(name)
                : new EventList([.. list["data"].Elements().Select(e => e with { Path = "" }).Reverse()], list["has_more"].BooleanOrFalse());
        }
        catch (JsonException e)
        {
            throw StripeErrors.Unreadable(name, e);
        }
    }
}

/// <summary>A page, oldest first.</summary>
internal sealed record EventList(IReadOnlyList<Json> Events, bool HasMore);
