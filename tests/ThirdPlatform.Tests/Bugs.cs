using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform.Tests;

/// <summary>Bugs that adapters have had, one for each rule.</summary>
internal static class Bugs
{
    private const string Header = "Plainbill-Signature";

    public static IEnumerable<Planted> All => [.. OfTheSystem, .. OfWebhooks, .. OfDecoding, .. OfReads, .. OfFeeds, .. OfPorts];

    private static IEnumerable<Planted> OfTheSystem =>
    [
        new("identity.account") { Identify = async right => await right.IdentifyAsync(default) with { IsLive = true } },
        new("identity.refused") { Identify = right => Instead(right.IdentifyAsync(default), e => new ConnectorException(ErrorKind.Transient, e.Message)) },
        new("settings.right") { Services = s => s.AddOptions<List<string>>().Validate(_ => false, "Nothing is allowed.").ValidateOnStart() },
        new("settings.wrong") { Services = s => s.RemoveAll<IValidateOptions<PlainbillOptions>>() },
        new("settings.two-names") { Decode = (right, reference, answer) => RecordMaps.Decode("billing", "crm", reference, answer.Span) },
        new("secrets.untold") { Text = $"PlainbillAdapter {PlainbillPlatform.ApiKey}" },
    ];

    private static IEnumerable<Planted> OfWebhooks =>
    [
        new("webhook.accepts-genuine") { Receive = (right, h, body) => right.Receive(_ => h, body) is { Refusal: null, Deliveries.Count: 0 } ? WebhookResult.Refuse(400, "An unknown event.") : null },
        new("webhook.several-secrets") { Services = s => s.PostConfigure<PlainbillOptions>("billing", o => o.WebhookSecrets.Remove("whsec_0123456789abcdef-new")) },
        new("webhook.refuses-forged") { Receive = (_, h, _) => string.IsNullOrEmpty(h) ? WebhookResult.Accept() : null },
        new("webhook.refuses-replayed") { Receive = (right, h, body) => right.Receive(_ => h, body).Refusal is not null && Genuine(h, body) is { } secret ? right.Receive(_ => PlainbillPlatform.Sign(body.ToArray(), secret, PlainbillContract.Create().Now)[Header], body) : null },
        new("webhook.refusal-without-detail") { Receive = (right, h, body) => right.Receive(_ => h, body) is { Refusal: not null } r ? WebhookResult.Refuse(r.Status, $"Not {h}.") : null },
        new("webhook.dedupe-key") { Receive = (right, h, body) => Rekeyed(right.Receive(_ => h, body)) },
        new("webhook.body-limit") { MaxBodyBytes = 100 },
        new("webhook.keeps-unreadable") { Receive = (right, h, body) => right.Receive(_ => h, body) is { Deliveries: [{ Kind: "unreadable" }] } ? WebhookResult.Refuse(400, "Unreadable.") : null },
        new("webhook.decodes") { Changed = (change, delivery) => delivery.Kind == "invoice.paid" ? change with { Subject = change.Subject with { Id = "another" } } : change },
    ];

    private static IEnumerable<Planted> OfDecoding =>
    [
        new("decode.maps") { Decode = (right, reference, answer) => right.Decode(reference, answer) is Customer c ? c with { Ref = c.Ref with { Id = "another" } } : null },
        new("decode.sums") { Decode = (right, reference, answer) => right.Decode(reference, answer) is Invoice i ? i with { Lines = [.. i.Lines, .. i.Lines] } : null },
        new("decode.totals") { Decode = (right, reference, answer) => right.Decode(reference, answer) is Payment { Amount.Currency.Code: "KWD" } p ? p with { Amount = p.Amount with { Amount = 123.45m } } : null },
        new("decode.unknown-fields") { Decode = (_, _, answer) => Text(answer).Contains("zz_", StringComparison.Ordinal) ? throw Wire.Wrong("zz", "is not known") : null },
        new("decode.missing-fields") { Decode = (right, reference, answer) => Guessed(right, reference, answer, "number") },
        new("decode.fails-by-field") { Decode = (right, reference, answer) => Failing(right, reference, answer, e => e.Field == "email" ? new FormatException("No text.") : e) },
        new("decode.no-personal-data") { Decode = (right, reference, answer) => Failing(right, reference, answer, e => new ConnectorException(e.Kind, $"{e.Message} {Text(answer)}") { Field = e.Field }) },
    ];

    private static IEnumerable<Planted> OfReads =>
    [
        new("read.answers-decode") { Read = async (right, reference, cancel) => await right.ReadAsync(reference, cancel) is { } found ? reference.Kind == RecordKinds.Invoice ? found[..^9] : found : null },
        new("read.missing-is-null") { Read = async (right, reference, cancel) => await right.ReadAsync(reference, cancel) ?? throw new ConnectorException(ErrorKind.NotFound, "It is not there.") },
        new("read.refusals") { Read = (right, reference, cancel) => Instead(right.ReadAsync(reference, cancel), e => e.Kind == ErrorKind.Permission ? Kind(e, ErrorKind.Authentication) : e) },
        new("read.server-text") { Read = (right, reference, cancel) => Instead(right.ReadAsync(reference, cancel), e => new ConnectorException(e.Kind, e.Message) { Field = e.Field, RetryAfter = e.RetryAfter }) },
        new("read.no-answer") { Read = (right, reference, cancel) => Instead(right.ReadAsync(reference, cancel), e => e.Message.Contains("JSON", StringComparison.Ordinal) ? Kind(e, ErrorKind.Transient) : e) },
        new("read.unknown-kind") { Read = (_, reference, _) => reference.Kind == "no-such-kind" ? Task.FromResult<byte[]?>(null) : null },
        new("read.cancelled") { Read = (right, reference, cancel) => CancelledAsync(right.ReadAsync(reference, cancel)) },
    ];

    private static IEnumerable<Planted> OfFeeds
    {
        get
        {
            Dictionary<string, string?> places = [];
            Dictionary<string, DateTimeOffset> last = [];
            return
            [
                new("feed.everything") { Changed = (change, delivery) => delivery.Kind.StartsWith("listed.", StringComparison.Ordinal) ? change with { Subject = change.Subject with { Id = "another" } } : change },
                new("feed.ties") { Poll = async (right, stream, watermark, cancel) => WithoutTies(await right.PollAsync(stream, watermark, cancel), watermark, last) },
                new("feed.resumes") { Poll = async (right, stream, watermark, cancel) => Kept(await right.PollAsync(stream, watermark is null ? null : places[stream], cancel), stream, places) },
                new("feed.meanwhile") { Poll = async (right, stream, watermark, cancel) => Ahead(await right.PollAsync(stream, watermark, cancel)) },
                new("feed.nothing-new") { Poll = async (right, stream, watermark, cancel) => await right.PollAsync(stream, watermark, cancel) is { Deliveries.Count: 0 } page ? page with { Watermark = null } : await right.PollAsync(stream, watermark, cancel) },
                new("feed.expired-cursor") { Poll = (right, stream, watermark, cancel) => Instead(right.PollAsync(stream, watermark, cancel), e => e.Kind == ErrorKind.Gone ? Kind(e, ErrorKind.Validation) : e) },
                new("feed.failure-keeps-place") { Poll = (right, stream, watermark, cancel) => SwallowedAsync(right.PollAsync(stream, watermark, cancel), watermark) },
            ];
        }
    }

    private static IEnumerable<Planted> OfPorts =>
    [
        new("port.plan-is-pure") { Planned = (_, result) => result is PlanResult.Send send ? send with { Plan = send.Plan with { Payload = send.Plan.Payload.Replace("{", $"{{\"request\":\"{Guid.NewGuid()}\",", StringComparison.Ordinal) } } : result },
        new("port.applied") { Send = (right, all, cancel) => Each(right, all, o => o with { Target = o.Target is { } t ? t with { System = "another" } : null }, cancel) },
        new("port.unmapped") { Planned = (_, result) => result is PlanResult.Review { Reason.Cause: "unmapped-product" } ? new PlanResult.Review(new CaseReason(ErrorKind.Configuration, "unmapped-product", "A product is not mapped.")) : result },
        new("port.unknown-effect") { Planned = (intent, result) => intent.Kind.StartsWith("no-such", StringComparison.Ordinal) ? throw new NotSupportedException(intent.Kind) : result },
        new("port.existing") { Planned = (_, result) => result is PlanResult.Adopt ? new PlanResult.Nothing("it may be there") : result },
        new("port.refused") { Send = (right, all, cancel) => Each(right, all, o => o.Status == OutcomeStatus.Refused ? o with { Reason = o.Reason! with { Field = null } } : o, cancel) },
        new("port.outcome-for-each") { Send = StopAtRefusedAsync },
        new("port.not-now") { Send = (right, all, cancel) => Each(right, all, o => o with { RetryAfter = null }, cancel) },
        new("port.lease") { Send = (right, all, cancel) => { using (ExecutionContext.SuppressFlow()) { return Task.Run(() => right.SendAsync(all, cancel), cancel); } } },
        new("port.lost-reply") { Send = RepeatedAsync },
        new("port.doubt-settles", "port.doubt-after-keys") { Send = (right, all, cancel) => right.SendAsync([.. all.Select(d => d.InDoubt ? d with { InDoubt = false, Generation = 1 } : d)], cancel) },
        new("port.doubt-after-keys") { Send = (right, all, cancel) => right.SendAsync([.. all.Select(d => d with { InDoubt = false })], cancel) },
    ];

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static ConnectorException Kind(ConnectorException e, ErrorKind kind) => new(kind, e.Message) { Field = e.Field, ServerText = e.ServerText, RetryAfter = e.RetryAfter };

    private static async Task<T> Instead<T>(Task<T> what, Func<ConnectorException, Exception> then)
    {
        try
        {
            return await what;
        }
        catch (ConnectorException e)
        {
            throw then(e);
        }
    }

    private static async Task<byte[]?> CancelledAsync(Task<byte[]?> read)
    {
        try
        {
            return await read;
        }
        catch (OperationCanceledException)
        {
            throw new ConnectorException(ErrorKind.Transient, "No answer came.");
        }
    }

    private static string? Genuine(string? header, ReadOnlyMemory<byte> body) =>
        header?.Split(',')[0] is ['t', '=', .. var time] && long.TryParse(time, out long at)
            ? PlainbillContract.Create().Webhooks!.Secrets.FirstOrDefault(s => PlainbillPlatform.Sign(body.ToArray(), s, DateTimeOffset.FromUnixTimeSeconds(at))[Header] == header)
            : null;

    private static WebhookResult Rekeyed(WebhookResult result) => result.Refusal is null ? WebhookResult.Accept([.. result.Deliveries.Select(d => d with { DedupeKey = Guid.NewGuid().ToString() })]) : result;

    private static object? Guessed(PlainbillAdapter right, ExternalRef reference, ReadOnlyMemory<byte> answer, string field)
    {
        try
        {
            return right.Decode(reference, answer);
        }
        catch (ConnectorException e) when (e.Field == field && JsonNode.Parse(answer.Span)!.AsObject() is { } json && !json.ContainsKey(field))
        {
            json[field] = "?";
            return right.Decode(reference, Encoding.UTF8.GetBytes(json.ToJsonString()));
        }
    }

    private static object? Failing(PlainbillAdapter right, ExternalRef reference, ReadOnlyMemory<byte> answer, Func<ConnectorException, Exception> then)
    {
        try
        {
            return right.Decode(reference, answer);
        }
        catch (ConnectorException e)
        {
            throw then(e);
        }
    }

    private static PollPage WithoutTies(PollPage page, string? watermark, Dictionary<string, DateTimeOffset> last)
    {
        Delivery[] kept = [.. page.Deliveries.Where(d => watermark is null || !last.TryGetValue(watermark, out DateTimeOffset at) || d.OccurredAt > at)];
        last[page.Watermark!] = page.HasMore ? page.Deliveries[^1].OccurredAt : DateTimeOffset.MinValue;
        return page with { Deliveries = kept };
    }

    private static PollPage Kept(PollPage page, string stream, Dictionary<string, string?> places)
    {
        places[stream] = page.Watermark;
        return page;
    }

    private static PollPage Ahead(PollPage page)
    {
        Keyset at = Keyset.Parse(page.Watermark)!;
        return page.HasMore ? page : page with { Watermark = (at with { At = at.At.AddSeconds(65) }).ToString() };
    }

    private static async Task<PollPage> SwallowedAsync(Task<PollPage> poll, string? watermark)
    {
        try
        {
            return await poll;
        }
        catch (ConnectorException e) when (e.Kind == ErrorKind.Transient)
        {
            return new PollPage { Deliveries = [], Watermark = watermark };
        }
    }

    private static async Task<IReadOnlyList<Outcome>> Each(PlainbillAdapter right, IReadOnlyList<Dispatch> all, Func<Outcome, Outcome> then, CancellationToken cancel) =>
        [.. (await right.SendAsync(all, cancel)).Select(then)];

    private static async Task<IReadOnlyList<Outcome>> RepeatedAsync(PlainbillAdapter right, IReadOnlyList<Dispatch> all, CancellationToken cancel) =>
        await right.SendAsync(all, cancel) is { } first && first.All(o => o.Status != OutcomeStatus.Unknown) ? first : await right.SendAsync(all, cancel);

    private static async Task<IReadOnlyList<Outcome>> StopAtRefusedAsync(PlainbillAdapter right, IReadOnlyList<Dispatch> all, CancellationToken cancel)
    {
        List<Outcome> outcomes = [];
        foreach (Dispatch dispatch in all)
        {
            outcomes.Add(outcomes.Exists(o => o.Status == OutcomeStatus.Refused)
                ? new Outcome { Key = dispatch.Key, Status = OutcomeStatus.NotApplied, Reason = new CaseReason(ErrorKind.Dependency, "not-applied", "One before it was refused.") }
                : (await right.SendAsync([dispatch], cancel))[0]);
        }

        return outcomes;
    }
}
