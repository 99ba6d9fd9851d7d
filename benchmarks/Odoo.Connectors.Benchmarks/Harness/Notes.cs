using System.Text;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Benchmarks;

/// <summary>A source of notes: each delivery is a fact of its own, and becomes one document on the wall.</summary>
internal sealed class Notes : ISource
{
    private static readonly DateTimeOffset Moment = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public string Name => "notes";

    public static List<Delivery> Make(int first, int count, int lanes) =>
        [.. Enumerable.Range(first, count).Select(i => Note(i, $"notes/customer-{i % lanes}"))];

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("notes-1", false));

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => throw new NotSupportedException("Notes are not read.");

    public Change DecodeChange(Delivery delivery) => new()
    {
        System = Name, Kind = delivery.Kind, Subject = delivery.Subject, Record = Encoding.UTF8.GetString(delivery.Payload.Span), OccurredAt = delivery.OccurredAt,
    };

    private static Delivery Note(int number, string lane) => new()
    {
        System = "notes",
        Kind = "note.written",
        Lane = lane,
        Subject = new ExternalRef("notes", "note", $"n{number:00000000}"),
        DedupeKey = $"evt_{number:00000000}",
        OccurredAt = Moment,
        Payload = Encoding.UTF8.GetBytes($"{{\"id\": \"evt_{number:00000000}\", \"type\": \"note.written\", \"text\": \"{new string('x', 400)}\"}}"),
    };
}
