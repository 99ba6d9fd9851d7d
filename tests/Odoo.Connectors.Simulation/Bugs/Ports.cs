using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Simulation.Bugs;

/// <summary>A port with something wrong in what it plans, sends or answers.</summary>
internal class BadPort(IPort inner) : IPort
{
    public bool Repeats { get; init; }

    public Func<Intent, Intent> Intent { get; init; } = static i => i;

    public Func<Dispatch, Dispatch> Sent { get; init; } = static d => d;

    public Func<Dispatch, Outcome, Outcome> Answered { get; init; } = static (_, o) => o;

    public string Name => inner.Name;

    public int BatchSize => inner.BatchSize;

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => inner.IdentifyAsync(cancellationToken);

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => inner.ReadAsync(reference, cancellationToken);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => inner.Decode(reference, answer);

    public PlanResult Plan(Intent intent, Known known) => inner.Plan(Intent(intent), known);

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        List<Dispatch> sent = [.. dispatches.Select(Sent)];
        IReadOnlyList<Outcome> outcomes = await inner.SendAsync(sent, cancellationToken);
        if (Repeats && outcomes.Any(o => o.Status == OutcomeStatus.Unknown))
        {
            outcomes = await inner.SendAsync(sent, cancellationToken);
        }

        return [.. outcomes.Select(o => Answered(dispatches.First(d => d.Key == o.Key), o))];
    }

    public TimeSpan SettleTime(string way) => inner.SettleTime(way);
}

/// <summary>The same of a port that is a source and a poll feed too.</summary>
internal sealed class BadCrm(IPort inner) : BadPort(inner), ISource, IPollFeed
{
    private readonly IPort _inner = inner;

    public IReadOnlyList<string> Streams => ((IPollFeed)_inner).Streams;

    public TimeSpan Interval => ((IPollFeed)_inner).Interval;

    public Change DecodeChange(Delivery delivery) => ((ISource)_inner).DecodeChange(delivery);

    public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken) =>
        ((IPollFeed)_inner).PollAsync(stream, watermark, cancellationToken);
}

/// <summary>A source that remembers what it once read.</summary>
internal sealed class ForgetfulSource(ISource inner, IWebhookFeed feed) : ISource, IWebhookFeed
{
    private readonly Dictionary<ExternalRef, byte[]?> _read = [];

    public string Name => inner.Name;

    public int MaxBodyBytes => feed.MaxBodyBytes;

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => inner.IdentifyAsync(cancellationToken);

    public async Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        if (!_read.TryGetValue(reference, out byte[]? known))
        {
            _read[reference] = known = await inner.ReadAsync(reference, cancellationToken);
        }

        return known;
    }

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => inner.Decode(reference, answer);

    public WebhookResult Receive(Func<string, string?> header, ReadOnlyMemory<byte> body) => feed.Receive(header, body);

    public Change DecodeChange(Delivery delivery) => inner.DecodeChange(delivery);
}

/// <summary>Tells the sender that all is well before anything is stored.</summary>
internal sealed class HastyIntake(IWebhookIntake inner) : IWebhookIntake
{
    public int? MaxBodyBytes(string system) => inner.MaxBodyBytes(system);

    public Task<WebhookResult> ReceiveAsync(string system, Func<string, string?> header, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        _ = ForgetAsync(inner.ReceiveAsync(system, header, body, cancellationToken));
        return Task.FromResult(WebhookResult.Accept());
    }

    private static async Task ForgetAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e) when (e is not Running.Crash)
        {
            // Nobody is told.
        }
    }
}

/// <summary>A flow whose payments are told apart by the moment of their decision.</summary>
internal sealed class VersionedFlow(IFlow inner) : IFlow
{
    public bool Handles(string changeKind) => inner.Handles(changeKind);

    public Decision Decide(Change change, Known known) => inner.Decide(change, known) is var decision && decision is not Decision.Do decided
        ? decision
        : decided with
        {
            Intents = [.. decided.Intents.Select(i => i.Kind == EffectKinds.Payment ? i with { Discriminator = $"{i.Discriminator} {known.Now.ToUnixTimeMilliseconds()}" } : i)],
        };
}
