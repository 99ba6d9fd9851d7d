using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform.Tests;

/// <summary>The adapter with one bug in it.</summary>
internal sealed class Faulty(PlainbillAdapter right, Planted bug) : ISource, IWebhookFeed, IPollFeed, IPort
{
    public string Name => right.Name;

    public int MaxBodyBytes => bug.MaxBodyBytes ?? right.MaxBodyBytes;

    public IReadOnlyList<string> Streams => right.Streams;

    public TimeSpan Interval => right.Interval;

    public int BatchSize => right.BatchSize;

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => bug.Identify?.Invoke(right) ?? right.IdentifyAsync(cancellationToken);

    public WebhookResult Receive(Func<string, string?> header, ReadOnlyMemory<byte> body) => bug.Receive?.Invoke(right, header("Plainbill-Signature"), body) ?? right.Receive(header, body);

    public Change DecodeChange(Delivery delivery) => bug.Changed?.Invoke(right.DecodeChange(delivery), delivery) ?? right.DecodeChange(delivery);

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => bug.Read?.Invoke(right, reference, cancellationToken) ?? right.ReadAsync(reference, cancellationToken);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => bug.Decode?.Invoke(right, reference, answer) ?? right.Decode(reference, answer);

    public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken) =>
        bug.Poll?.Invoke(right, stream, watermark, cancellationToken) ?? right.PollAsync(stream, watermark, cancellationToken);

    public PlanResult Plan(Intent intent, Known known) => bug.Planned?.Invoke(intent, right.Plan(intent, known)) ?? right.Plan(intent, known);

    public Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken) =>
        bug.Send?.Invoke(right, dispatches, cancellationToken) ?? right.SendAsync(dispatches, cancellationToken);

    public TimeSpan SettleTime(string way) => right.SettleTime(way);

    public override string ToString() => bug.Text ?? nameof(Faulty);
}
