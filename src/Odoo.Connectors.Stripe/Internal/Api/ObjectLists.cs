using System.Globalization;
using System.Text;
using System.Text.Json;
using Odoo.Connectors.Stripe.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Api;

/// <summary>
/// The account's objects from the newest to the oldest, for what is older than the events that Stripe keeps. A stream is read once; after that
/// events tell of everything, and it is read again by a pass only.
/// </summary>
internal sealed class ObjectLists(string name, StripeTransport transport, TimeProvider clock)
{
    public const string Disputes = "disputes";

    /// <summary>Lists by stream. A canceled subscription is left out unless it is asked for.</summary>
    private static readonly OrderedDictionary<string, string> Urls = new(StringComparer.Ordinal)
    {
        ["customers"] = "/v1/customers?limit=100",
        ["products"] = "/v1/products?limit=100",
        ["subscriptions"] = "/v1/subscriptions?status=all&limit=100",
        ["invoices"] = "/v1/invoices?limit=100",
        ["credit_notes"] = "/v1/credit_notes?limit=100",
        ["charges"] = "/v1/charges?limit=100",
        ["refunds"] = "/v1/refunds?limit=100",
        [Disputes] = "/v1/disputes?limit=100",
        ["payouts"] = "/v1/payouts?limit=100",
    };

    /// <summary>Those of a gateway: what moves money in it. Elsewhere charges are told with the invoices that they pay.</summary>
    private static readonly string[] s_money = ["charges", "refunds", "disputes", "payouts"];

    private static readonly string[] s_billing = [.. Urls.Keys.Where(s => s != "charges")];

    public static IReadOnlyList<string> Streams(StripeOptions options) => options.PaymentsOnly ? s_money : s_billing;

    /// <summary>The watermark of a pass over what was created since.</summary>
    public string Begin(DateTimeOffset from) => new Keyset { At = clock.GetUtcNow(), Id = $"{Text(from.ToUnixTimeSeconds())} ", ScanStartedAt = clock.GetUtcNow() }.ToString();

    public async Task<PollPage> NextAsync(string stream, string? text, CancellationToken cancellationToken)
    {
        Keyset? before = Keyset.Parse(text);
        if (before is { ScanStartedAt: null })
        {
            return new PollPage { Deliveries = [], Watermark = text };
        }

        DateTimeOffset started = before?.ScanStartedAt ?? clock.GetUtcNow();
        (string from, string last) = before is null ? ("", "") : (before.Id[..before.Id.IndexOf(' ', StringComparison.Ordinal)], before.Id[(before.Id.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        string url = from.Length == 0 ? Urls[stream] : $"{Urls[stream]}&created[gte]={from}";
        Json list = await PageAsync(url, before?.At, last, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Json> objects = [.. list["data"].Elements().Select(e => e with { Path = "" })];
        bool more = list["has_more"].BooleanOrFalse() && objects.Count > 0;
        DateTimeOffset at = more ? objects[^1]["created"].Instant() : started;
        Keyset next = new()
        {
            At = at, Id = more ? $"{from} {objects[^1]["id"].Text()}" : "", ScanStartedAt = more ? started : null, Pages = (before?.Pages ?? 0) + (objects.Count > 0 ? 1 : 0),
        };
        return new PollPage { Deliveries = [.. objects.Where(ListedMapping.IsTold).Select(o => Delivery(o, at))], Watermark = next.ToString(), HasMore = more };
    }

    private async Task<Json> PageAsync(string url, DateTimeOffset? at, string last, CancellationToken cancellationToken)
    {
        if (last.Length == 0)
        {
            return await GetAsync(url, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await GetAsync($"{url}&starting_after={Uri.EscapeDataString(last)}", cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectorException e) when (e is { Kind: ErrorKind.Validation, Field: "starting_after" })
        {
            // The object that the last page ended with was deleted: its time is still a place.
            return await GetAsync($"{url}&created[lte]={Text(at!.Value.ToUnixTimeSeconds())}", cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Json> GetAsync(string url, CancellationToken cancellationToken)
    {
        string text = await transport.GetAsync(url, cancellationToken).ConfigureAwait(false)
            ?? throw new ConnectorException(ErrorKind.Configuration, $"No Stripe API answers at the address of '{name}'; correct Systems:{name}:ApiBase.");
        try
        {
            return new Json(JsonElement.Parse(text), "").Object();
        }
        catch (JsonException e)
        {
            throw StripeErrors.Unreadable(name, e);
        }
    }

    private Delivery Delivery(Json listed, DateTimeOffset now)
    {
        string kind = listed["object"].Text();
        string id = listed["id"].Text();
        return new Delivery
        {
            System = name,
            Kind = kind,
            Lane = $"{name}:{(kind == "customer" ? id : listed["customer"].IdOrNull()) ?? id}",
            Subject = ListedMapping.SubjectOf(name, listed),
            OccurredAt = listed["created"].InstantOrNull() ?? now,
            Payload = Encoding.UTF8.GetBytes(listed.Element.GetRawText()),
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
