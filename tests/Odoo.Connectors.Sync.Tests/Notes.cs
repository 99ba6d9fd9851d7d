using System.Text;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>A source of notes, one line of text each: <c>kind subject value</c>.</summary>
internal sealed class NoteSource : ISource
{
    public string Name => "notes";

    /// <summary>What a fresh reading answers, by id.</summary>
    public Dictionary<string, string> Readable { get; } = [];

    public int Reads { get; private set; }

    public Func<ConnectorException?> OnRead { get; set; } = () => null;

    public Func<ExternalRef, Exception?> OnReadOf { get; set; } = _ => null;

    public string Account { get; set; } = "acct-1";

    public bool IsLive { get; set; }

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity(Account, IsLive));

    /// <summary>What happens before a reading, such as taking its time.</summary>
    public Func<ExternalRef, Task> BeforeRead { get; set; } = _ => Task.CompletedTask;

    /// <summary>What happens on an answer's way back.</summary>
    public Func<ExternalRef, Task> BeforeAnswer { get; set; } = _ => Task.CompletedTask;

    public async Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        Reads++;
        await BeforeRead(reference);
        if ((OnRead() ?? OnReadOf(reference)) is Exception e)
        {
            throw e;
        }

        byte[]? answer = Readable.TryGetValue(reference.Id, out string? text) ? Encoding.UTF8.GetBytes(text) : null;
        await BeforeAnswer(reference);
        return answer;
    }

    /// <summary>How often deliveries and answers were decoded.</summary>
    public (int Deliveries, int Answers) Decoded { get; private set; }

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer)
    {
        Decoded = Decoded with { Answers = Decoded.Answers + 1 };
        return Encoding.UTF8.GetString(answer.Span);
    }

    public Change DecodeChange(Delivery delivery)
    {
        Decoded = Decoded with { Deliveries = Decoded.Deliveries + 1 };
        string text = Encoding.UTF8.GetString(delivery.Payload.Span);
        return text == "garbage"
            ? throw new ConnectorException(ErrorKind.Protocol, "The note is unreadable at byte 0.") { Field = "body" }
            : new Change { System = Name, Kind = delivery.Kind, Subject = delivery.Subject, Record = text, OccurredAt = delivery.OccurredAt };
    }

    public static Delivery Note(string kind, string subject, string text, string? dedupe = null, string lane = "lane-1", DeliveryPriority priority = DeliveryPriority.Realtime) => new()
    {
        System = "notes",
        Kind = kind,
        Lane = lane,
        Priority = priority,
        Subject = new ExternalRef("notes", "note", subject),
        DedupeKey = dedupe,
        OccurredAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        Payload = Encoding.UTF8.GetBytes(text),
    };
}
