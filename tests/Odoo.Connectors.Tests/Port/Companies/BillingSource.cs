using System.Collections.Concurrent;
using System.Text;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port;

/// <summary>A CRM and billing system in one, in memory: what it holds is read, what happens is told.</summary>
internal sealed class BillingSource : ISource
{
    public const string System = "books";

    private readonly ConcurrentDictionary<ExternalRef, object> _records = new();

    public string Name => System;

    public static ExternalRef Ref(string kind, string id) => new(System, kind, id);

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("books-1", false));

    public void Put(params (ExternalRef Reference, object Record)[] records)
    {
        foreach ((ExternalRef reference, object record) in records)
        {
            _records[reference] = record;
        }
    }

    public static Delivery Tell(string change, ExternalRef subject, string lane) => new()
    {
        System = System, Kind = change, Lane = $"books:{lane}", Subject = subject, OccurredAt = Given.Noon(2026, 3, 1), Payload = Encoding.UTF8.GetBytes(subject.ToString()),
    };

    public Change DecodeChange(Delivery delivery) => new()
    {
        System = System, Kind = delivery.Kind, Subject = delivery.Subject, OccurredAt = delivery.OccurredAt, Record = _records.GetValueOrDefault(delivery.Subject),
    };

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) =>
        Task.FromResult(_records.ContainsKey(reference) ? Encoding.UTF8.GetBytes(reference.ToString()) : null);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => _records[reference];
}
