using System.Globalization;
using System.Text;
using System.Text.Json;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Topologies;

/// <summary>What a flow wants published: the latest of a record, or that something happened to it.</summary>
internal sealed record Publication(string Topic, string Type, string Key, object? Record, DateTimeOffset At);

/// <summary>Publishes to a broker as an adapter of a real one does: a confirm is the proof, without it the same message goes again.</summary>
internal sealed class BusPort(InMemoryBroker broker) : IPort
{
    public const string Records = "records";
    public const string Changes = "changes";

    public string Name => "bus";

    public int BatchSize => 20;

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("broker-1", false));

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => throw new NotSupportedException("A broker is not read.");

    public PlanResult Plan(Intent intent, Known known)
    {
        Publication publication = (Publication)intent.Record;
        CloudEvent evt = new()
        {
            Id = "to be set", // the effect's key, which is not known yet
            Source = $"/{intent.Source.System}",
            Type = publication.Type,
            Subject = $"{intent.Source.Kind}/{intent.Source.Id}",
            Time = publication.At,
            Data = publication.Record is null ? JsonElement.Parse("{}") : RecordJson.Encode(publication.Record),
        };
        string payload = $"{publication.Topic}\n{publication.Key}\n{Encoding.UTF8.GetString(evt.Encode())}";
        return new PlanResult.Send(new EffectPlan { Subject = string.Create(CultureInfo.InvariantCulture, $"{publication.Topic}:{intent.Source}"), Payload = payload });
    }

    public Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Outcome>>([.. dispatches.Select(Send)]);

    public TimeSpan SettleTime(string way) => TimeSpan.Zero;

    private Outcome Send(Dispatch dispatch)
    {
        string[] parts = dispatch.Payload.Split('\n', 3);
        CloudEvent evt = CloudEvent.Decode(Encoding.UTF8.GetBytes(parts[2])) with { Id = dispatch.Key };
        return new Outcome { Key = dispatch.Key, Status = broker.Publish(parts[0], parts[1], evt.Encode()) ? OutcomeStatus.Applied : OutcomeStatus.Unknown };
    }
}
