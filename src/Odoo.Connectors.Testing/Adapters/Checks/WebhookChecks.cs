using System.Text;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Testing.Adapters.BrokenRule;

namespace Odoo.Connectors.Testing.Adapters;

/// <summary>What a webhook is: genuine or not, once or again.</summary>
internal static class WebhookChecks
{
    private const int Most = 16 * 1024 * 1024;

    public static IReadOnlyList<CheckEntry> All { get; } =
    [
        new("webhook.accepts-genuine", AdapterPart.Webhooks, "A genuine request is accepted and brings what happened, without a call: it is stored, then answered.", GenuineAsync),
        new("webhook.several-secrets", AdapterPart.Webhooks, "A request made with any of the configured secrets is genuine, so that secrets can be rotated.", SecretsAsync),
        new("webhook.refuses-forged", AdapterPart.Webhooks, "A request that is not proven genuine is refused with 4xx, and nothing of it is kept.", ForgedAsync),
        new("webhook.refuses-replayed", AdapterPart.Webhooks, "A request whose signed time is out of the window is refused.", ReplayedAsync),
        new("webhook.refusal-without-detail", AdapterPart.Webhooks, "A refusal tells neither secret nor what was sent.", RefusalAsync),
        new("webhook.dedupe-key", AdapterPart.Webhooks, "A delivery has the same key each time it comes, and no other delivery has it.", DedupeAsync),
        new("webhook.body-limit", AdapterPart.Webhooks, "The largest body taken is stated: enough for what the platform posts, 16 MiB at most.", LimitAsync),
        new("webhook.keeps-unreadable", AdapterPart.Webhooks, "What is genuine and cannot be read is accepted and kept, and becomes a case by its Protocol failure: nothing disappears.", UnreadableAsync),
        new("webhook.decodes", AdapterPart.Webhooks, "A delivery decodes to a change of its own subject, the same each time.", DecodesAsync),
    ];

    /// <summary>A request as it would come now.</summary>
    public static WebhookResult Post(Bench bench, byte[] body, string secret) => Receive(bench, bench.Contract.Webhooks!.Sign(body, secret, bench.Clock.Now), body);

    private static WebhookResult Receive(Bench bench, IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        Dictionary<string, string> named = new(headers, StringComparer.OrdinalIgnoreCase);
        return bench.As<IWebhookFeed>().Receive(named.GetValueOrDefault, body);
    }

    private static Task GenuineAsync(Bench bench, CancellationToken cancellationToken)
    {
        WebhookContract contract = bench.Contract.Webhooks!;
        bool brought = false;
        foreach (byte[] body in contract.Bodies)
        {
            WebhookResult result = Post(bench, body, contract.Secrets[0]);
            Unless(result is { Refusal: null, Status: 200 }, $"a genuine body is answered {result.Status}: {result.Refusal}");
            Unless(result.Deliveries.All(d => d.System == bench.Contract.System && d.Payload.Length > 0), "a delivery is of another system, or has no payload");
            brought |= result.Deliveries.Count > 0 || result.Streams.Count > 0;
        }

        Unless(brought, "no body brings anything");
        Unless(bench.Wire.Calls == 0, "Receive called the platform");
        return Task.CompletedTask;
    }

    private static Task SecretsAsync(Bench bench, CancellationToken cancellationToken)
    {
        WebhookContract contract = bench.Contract.Webhooks!;
        Unless(contract.Secrets.Count > 1, "the contract names one secret only");
        for (int i = 1; i < contract.Secrets.Count; i++)
        {
            WebhookResult result = Post(bench, contract.Bodies[0], contract.Secrets[i]);
            Unless(result.Refusal is null, $"secret {i + 1} of {contract.Secrets.Count} is refused: {result.Refusal}");
        }

        return Task.CompletedTask;
    }

    private static Task ForgedAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach ((string how, IReadOnlyDictionary<string, string> headers, byte[] body) in Forged(bench))
        {
            WebhookResult result = Receive(bench, headers, body);
            Unless(result.Refusal is not null && result.Status is >= 400 and < 500, $"a request {how} is answered {result.Status}");
            Unless(result is { Deliveries.Count: 0, Streams.Count: 0 }, $"a request {how} brings something although it is refused");
        }

        return Task.CompletedTask;
    }

    private static Task ReplayedAsync(Bench bench, CancellationToken cancellationToken)
    {
        WebhookContract contract = bench.Contract.Webhooks!;
        if (contract.ReplayWindow is not { } window)
        {
            return Task.CompletedTask;
        }

        byte[] body = contract.Bodies[0];
        TimeSpan second = TimeSpan.FromSeconds(1);
        (TimeSpan Age, bool Passes)[] ages = [(window - second, true), (window + second, false), (-window - second, false)];
        foreach ((TimeSpan age, bool passes) in ages)
        {
            WebhookResult result = Receive(bench, contract.Sign(body, contract.Secrets[0], bench.Clock.Now - age), body);
            Unless(result.Refusal is null == passes, $"a request signed {age.TotalSeconds:+0;-0} seconds ago is {(result.Refusal is null ? "accepted" : "refused")}");
        }

        return Task.CompletedTask;
    }

    private static Task RefusalAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach ((string how, IReadOnlyDictionary<string, string> headers, byte[] body) in Forged(bench))
        {
            string? refusal = Receive(bench, headers, body).Refusal;
            IfHeard(refusal, [.. bench.Contract.Secrets, .. bench.Contract.Reads?.Personal ?? [], .. headers.Values.Where(v => v.Length > 8)], $"the refusal of a request {how}");
            Unless(body.Length == 0 || refusal?.Contains(Encoding.UTF8.GetString(body), StringComparison.Ordinal) is not true, $"the refusal of a request {how} quotes the body");
        }

        return Task.CompletedTask;
    }

    private static Task DedupeAsync(Bench bench, CancellationToken cancellationToken)
    {
        WebhookContract contract = bench.Contract.Webhooks!;
        Unless(contract.Bodies.Count > 1, "the contract has one body only");
        string?[][] first = [.. contract.Bodies.Select(b => Keys(Post(bench, b, contract.Secrets[0])))];
        bench.Clock.Now += TimeSpan.FromHours(3);
        Bench again = Bench.Open(bench.Contract);
        again.Clock.Now = bench.Clock.Now;
        string?[][] second = [.. contract.Bodies.Select(b => Keys(Post(again, b, contract.Secrets[0])))];
        string?[] all = [.. first.SelectMany(k => k)];
        Unless(all.All(k => !string.IsNullOrEmpty(k)), "a webhook's delivery has no dedupe key");
        Unless(first.Zip(second).All(p => p.First.SequenceEqual(p.Second)), "a body that comes again, later and to another process, has another key");
        Unless(all.Distinct(StringComparer.Ordinal).Count() == all.Length, "two deliveries have one key");
        return again.DisposeAsync().AsTask();
    }

    private static string?[] Keys(WebhookResult result) => [.. result.Deliveries.Select(d => d.DedupeKey)];

    private static Task LimitAsync(Bench bench, CancellationToken cancellationToken)
    {
        int limit = bench.As<IWebhookFeed>().MaxBodyBytes, longest = bench.Contract.Webhooks!.Bodies.Max(b => b.Length);
        Unless(limit >= longest && limit <= Most, $"MaxBodyBytes is {limit}; the longest body here has {longest}");
        return Task.CompletedTask;
    }

    private static async Task UnreadableAsync(Bench bench, CancellationToken cancellationToken)
    {
        byte[] whole = bench.Contract.Webhooks!.Bodies[0];
        foreach ((string what, byte[] body) in new (string, byte[])[] { ("no JSON", "no json"u8.ToArray()), ("an empty object", "{}"u8.ToArray()), ("half a body", whole[..(whole.Length / 2)]) })
        {
            WebhookResult result = Post(bench, body, bench.Contract.Webhooks.Secrets[0]);
            Unless(result is { Refusal: null, Deliveries.Count: > 0 }, $"a genuine body that is {what} is answered {result.Status} and {result.Deliveries.Count} deliveries are kept");
            ConnectorException e = await bench.FailsAsync(() => _ = bench.As<ISource>().DecodeChange(result.Deliveries[0]), $"DecodeChange of {what}").ConfigureAwait(false);
            Unless(e.Kind is ErrorKind.Protocol or ErrorKind.Validation, $"{what} is {e.Kind}");
        }
    }

    private static Task DecodesAsync(Bench bench, CancellationToken cancellationToken)
    {
        WebhookContract contract = bench.Contract.Webhooks!;
        foreach (Delivery delivery in contract.Bodies.SelectMany(b => Post(bench, b, contract.Secrets[0]).Deliveries))
        {
            IsItsChange(bench, delivery);
        }

        return Task.CompletedTask;
    }

    /// <summary>A delivery decodes to a change of its subject.</summary>
    public static void IsItsChange(Bench bench, Delivery delivery)
    {
        Change change = bench.As<ISource>().DecodeChange(delivery), again = bench.As<ISource>().DecodeChange(delivery);
        Unless(change.System == bench.Contract.System && change.Subject == delivery.Subject, $"{delivery} decodes to a change of {change.Subject}");
        Unless(change.Kind.Length > 0, $"{delivery} decodes to a change without a kind");
        Unless(Bench.Print(change) == Bench.Print(again), $"{delivery} decodes to something else the second time");
    }

    private static IEnumerable<(string How, IReadOnlyDictionary<string, string> Headers, byte[] Body)> Forged(Bench bench)
    {
        WebhookContract contract = bench.Contract.Webhooks!;
        byte[] body = contract.Bodies[0];
        IReadOnlyDictionary<string, string> genuine = contract.Sign(body, contract.Secrets[0], bench.Clock.Now);
        yield return ("without headers", new Dictionary<string, string>(), body);
        yield return ("with empty headers", genuine.ToDictionary(h => h.Key, _ => ""), body);
        yield return ("with headers of another kind", genuine.ToDictionary(h => h.Key, _ => "t=1,v1=00"), body);
        yield return ("made with another secret", contract.Sign(body, $"{contract.Secrets[0]}x", bench.Clock.Now), body);
        yield return ("made with half a secret", contract.Sign(body, contract.Secrets[0][..(contract.Secrets[0].Length / 2)], bench.Clock.Now), body);
        if (contract.SignsBody)
        {
            yield return ("with a blank added", genuine, [.. body, (byte)' ']);
            yield return ("with another's body", genuine, contract.Bodies[^1]);
            yield return ("without a body", genuine, []);
        }
    }
}
