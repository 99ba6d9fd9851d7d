using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Publishing;

/// <summary>A publisher of the host's own as a port: the ledger keeps what is to be told, and tells it again under the same key until it is.</summary>
/// <typeparam name="T">What is told.</typeparam>
/// <param name="name">The system's name.</param>
/// <param name="kind">The effect it takes.</param>
/// <param name="what">What it publishes, in a word.</param>
/// <param name="json">How that is kept.</param>
/// <param name="publish">Tells it.</param>
internal sealed class PublisherPort<T>(string name, string kind, string what, JsonTypeInfo<T> json, Func<T, string, CancellationToken, Task> publish) : IPort, ILocalSystem
    where T : class
{
    public string Name => name;

    public int BatchSize => 10;

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity(name, IsLive: false));

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) =>
        throw new ConnectorException(ErrorKind.Configuration, $"'{name}' publishes {what} and cannot be read.");

    public PlanResult Plan(Intent intent, Known known) => intent.Kind == kind && intent.Record is T told
        ? new PlanResult.Send(new EffectPlan { Subject = intent.Source.ToString(), Payload = JsonSerializer.Serialize(told, json) })
        : new PlanResult.Review(new CaseReason(ErrorKind.Configuration, "unknown-effect", $"'{name}' publishes {what} and takes no '{intent.Kind}'; send it to another system."));

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        List<Outcome> outcomes = [];
        foreach (Dispatch dispatch in dispatches)
        {
            outcomes.Add(await SendAsync(dispatch, cancellationToken).ConfigureAwait(false));
        }

        return outcomes;
    }

    /// <summary>It is told again at once: the publisher knows what it did under the key.</summary>
    public TimeSpan SettleTime(string way) => TimeSpan.Zero;

    private async Task<Outcome> SendAsync(Dispatch dispatch, CancellationToken cancellationToken)
    {
        try
        {
            SendLease.Demand();
            await publish(JsonSerializer.Deserialize(dispatch.Payload, json)!, dispatch.Key, cancellationToken).ConfigureAwait(false);
            return new Outcome { Key = dispatch.Key, Status = OutcomeStatus.Applied };
        }
        catch (ConnectorException e)
        {
            return Outcome.Failed(dispatch, e);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return Outcome.Failed(dispatch, new ConnectorException(ErrorKind.Unknown, $"The publisher of '{name}' failed ({e.GetType().Name}); it is told again. See the publisher's own log."));
        }
    }
}
