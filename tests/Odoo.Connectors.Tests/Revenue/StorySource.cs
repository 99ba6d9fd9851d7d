using System.Collections.Concurrent;
using System.Text;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Revenue;

/// <summary>A system in memory whose events have times and keys of their own, and tell records as they were.</summary>
internal sealed class StorySource(string name) : ISource
{
    private readonly ConcurrentDictionary<ExternalRef, object> _records = new();
    private readonly ConcurrentDictionary<string, Change> _told = new(StringComparer.Ordinal);

    public string Name => name;

    public ExternalRef Ref(string kind, string id) => new(name, kind, id);

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity($"{name}-1", false));

    public void Put(ExternalRef reference, object record) => _records[reference] = record;

    public void Remove(ExternalRef reference) => _records.TryRemove(reference, out _);

    /// <summary>An event; what it tells is what is read from now on, unless it comes late.</summary>
    public Delivery Tell(string kind, ExternalRef subject, string lane, DateTimeOffset at, object? record, bool isLate = false)
    {
        if (record is not null && !isLate)
        {
            _records[subject] = record;
        }

        string key = $"evt_{_told.Count + 1}";
        _told[key] = new Change { System = name, Kind = kind, Subject = subject, OccurredAt = at, Record = record };
        return new Delivery
        {
            System = name, Kind = kind, Lane = $"{name}:{lane}", Subject = subject, OccurredAt = at, DedupeKey = key, Payload = Encoding.UTF8.GetBytes(key),
        };
    }

    public Change DecodeChange(Delivery delivery) => _told[Encoding.UTF8.GetString(delivery.Payload.Span)];

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) =>
        Task.FromResult<byte[]?>(_records.ContainsKey(reference) ? Encoding.UTF8.GetBytes(reference.ToString()) : null);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => _records[reference];
}
