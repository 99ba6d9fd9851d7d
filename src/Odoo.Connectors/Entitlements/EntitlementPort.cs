using System.Text.Json;
using System.Text.Json.Serialization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Entitlements;

/// <summary>A publisher as a port: the ledger keeps what is to be told, and tells it again until it is.</summary>
internal sealed class EntitlementPort(string name, IEntitlementPublisher publisher) : IPort, ILocalSystem
{
    public string Name => name;

    public int BatchSize => 10;

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity(name, IsLive: false));

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) =>
        throw new ConnectorException(ErrorKind.Configuration, $"'{name}' publishes entitlements and cannot be read.");

    public PlanResult Plan(Intent intent, Known known) => intent is { Kind: EffectKinds.Entitlement, Record: ContractEntitlements set }
        ? new PlanResult.Send(new EffectPlan { Subject = intent.Source.ToString(), Payload = JsonSerializer.Serialize(set, EntitlementJson.Default.ContractEntitlements) })
        : new PlanResult.Review(new CaseReason(ErrorKind.Configuration, "unknown-effect", $"'{name}' publishes entitlements and takes no '{intent.Kind}'; send it to another system."));

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        List<Outcome> outcomes = [];
        foreach (Dispatch dispatch in dispatches)
        {
            outcomes.Add(await SendAsync(dispatch, cancellationToken).ConfigureAwait(false));
        }

        return outcomes;
    }

    /// <summary>What is told is absolute: it may be told again at once.</summary>
    public TimeSpan SettleTime(string way) => TimeSpan.Zero;

    private async Task<Outcome> SendAsync(Dispatch dispatch, CancellationToken cancellationToken)
    {
        try
        {
            SendLease.Demand();
            await publisher.PublishAsync(JsonSerializer.Deserialize(dispatch.Payload, EntitlementJson.Default.ContractEntitlements)!, dispatch.Key, cancellationToken).ConfigureAwait(false);
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

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(ContractEntitlements))]
internal sealed partial class EntitlementJson : JsonSerializerContext;
