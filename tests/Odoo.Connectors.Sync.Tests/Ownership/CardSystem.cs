using System.Text.Json;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests.Ownership;

/// <summary>A system of cards: people edit them, the hub writes them, and a webhook tells of either.</summary>
internal sealed class CardSystem(string name) : ISource, IPort
{
    private int _events;

    public string Name => name;

    public int BatchSize => 10;

    public Dictionary<string, Card> Cards { get; } = [];

    /// <summary>Webhooks that nobody has received yet.</summary>
    public List<Delivery> Outbox { get; } = [];

    /// <summary>The fields the hub wrote, in order.</summary>
    public List<(string Card, string Field, string? Value)> Written { get; } = [];

    /// <summary>What the system makes of a value that is written to it.</summary>
    public Func<string?, string?> Store { get; set; } = value => value;

    /// <summary>What happens on an answer's way back.</summary>
    public Func<ExternalRef, Task> BeforeAnswer { get; set; } = _ => Task.CompletedTask;

    public Func<Dispatch, Outcome?> OnSend { get; set; } = _ => null;

    public ExternalRef Ref(string id) => new(name, "card", id);

    /// <summary>A person edits a field.</summary>
    public void Edit(string id, string field, string? value, DateTimeOffset? at = null)
    {
        Cards[id] = Cards.GetValueOrDefault(id, new Card()).With(field, value) with { ChangedAt = at ?? DateTimeOffset.UnixEpoch };
        Tell(id);
    }

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity($"{name}-1", false));

    public async Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        byte[]? answer = Cards.TryGetValue(reference.Id, out Card? card) ? card.ToBytes() : null;
        await BeforeAnswer(reference);
        return answer;
    }

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => Card.Read(answer);

    public Change DecodeChange(Delivery delivery) => new()
    {
        System = name, Kind = "card.seen", Subject = delivery.Subject, Record = Card.Read(delivery.Payload), OccurredAt = delivery.OccurredAt,
    };

    public PlanResult Plan(Intent intent, Known known)
    {
        FieldChanges changes = (FieldChanges)intent.Record;
        return new PlanResult.Send(new EffectPlan
        {
            Subject = changes.Subject,
            Payload = JsonSerializer.Serialize(new { intent.Source.Id, changes.Values }),
            Provenance = changes.Rules,
        });
    }

    public Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Outcome>>([.. dispatches.Select(d => OnSend(d) ?? Send(d))]);

    public TimeSpan SettleTime(string way) => TimeSpan.Zero;

    private Outcome Send(Dispatch dispatch)
    {
        using JsonDocument payload = JsonDocument.Parse(dispatch.Payload);
        string id = payload.RootElement.GetProperty("Id").GetString()!;
        Dictionary<string, string?> stored = [];
        foreach (JsonProperty value in payload.RootElement.GetProperty("Values").EnumerateObject())
        {
            stored[value.Name] = Store(value.Value.GetString());
            Cards[id] = Cards.GetValueOrDefault(id, new Card()).With(value.Name, stored[value.Name]);
            Written.Add((id, value.Name, value.Value.GetString()));
        }

        Tell(id);
        return new Outcome { Key = dispatch.Key, Status = OutcomeStatus.Applied, Target = Ref(id), Values = stored };
    }

    private void Tell(string id) => Outbox.Add(new Delivery
    {
        System = name, Kind = "card.changed", Lane = $"{name}/{id}", Subject = Ref(id), DedupeKey = $"{name}-{++_events}",
        OccurredAt = Cards[id].ChangedAt, Payload = Cards[id].ToBytes(),
    });
}
