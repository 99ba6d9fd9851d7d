using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port;

/// <summary>A system whose events are lists of intents that a test holds in memory.</summary>
internal sealed class PostSource : ISource
{
    public const string System = "books";

    private readonly List<IReadOnlyList<Intent>> _events = [];

    public string Name => System;

    /// <summary>What it answers when a record is read afresh; nothing else is there.</summary>
    public ConcurrentDictionary<ExternalRef, object> Records { get; } = new();

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("books-1", false));

    public Delivery Deliver(IReadOnlyList<Intent> intents)
    {
        lock (_events)
        {
            _events.Add(intents);
            return new Delivery
            {
                System = System,
                Kind = PostFlow.Posted,
                // Of one customer in order, of different ones side by side.
                Lane = $"books:{intents[0].Customer?.Ref.Id ?? intents[0].Source.Id}",
                Subject = intents[^1].Source,
                OccurredAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
                Payload = Encoding.UTF8.GetBytes((_events.Count - 1).ToString(CultureInfo.InvariantCulture)),
            };
        }
    }

    public Change DecodeChange(Delivery delivery)
    {
        lock (_events)
        {
            return new Change
            {
                System = System,
                Kind = delivery.Kind,
                Subject = delivery.Subject,
                OccurredAt = delivery.OccurredAt,
                Record = _events[int.Parse(Encoding.UTF8.GetString(delivery.Payload.Span), CultureInfo.InvariantCulture)],
            };
        }
    }

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(Records.ContainsKey(reference) ? [1] : null);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => Records[reference];
}

/// <summary>Does what the event says.</summary>
internal sealed class PostFlow : IFlow
{
    public const string Posted = "posted";

    public bool Handles(string changeKind) => changeKind == Posted;

    public Decision Decide(Change change, Known known) => new Decision.Do((IReadOnlyList<Intent>)change.Record!);
}
