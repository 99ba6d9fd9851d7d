using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>An event that needs something read: its lane is held until it is decided.</summary>
internal sealed record Reading(string Lane, long EventId, int Round, IReadOnlyList<ExternalRef> Reads)
{
    public static readonly IReadOnlyDictionary<ExternalRef, (long Fields, long Agreed)> Unmarked = new Dictionary<ExternalRef, (long Fields, long Agreed)>();

    public IReadOnlyList<(ExternalRef Need, byte[]? Answer)> Answers { get; init; } = [];

    /// <summary>The last delivery that was accepted before anything was read for the event: what is told later may be newer than what was read.</summary>
    public required long Since { get; init; }

    /// <summary>What was agreed about each object before it was read, as marks: what is agreed later may be newer than what was read.</summary>
    public required IReadOnlyDictionary<ExternalRef, (long Fields, long Agreed)> Marks { get; init; }

    /// <summary>What was read for the event before.</summary>
    public IReadOnlyList<(ExternalRef Need, byte[]? Answer)> Facts { get; init; } = [];

    /// <summary>All that was read for the event so far.</summary>
    public IReadOnlyList<(ExternalRef Need, byte[]? Answer)> All => Facts.Count == 0 ? Answers : [.. Facts, .. Answers];

    public ConnectorException? Failure { get; init; }

    /// <summary>How urgent the event is.</summary>
    public DeliveryPriority Priority { get; init; } = DeliveryPriority.Realtime;

    /// <summary>The traceparent of the event.</summary>
    public string? Trace { get; init; }

    /// <summary>Reads some of it again; the rest stays. It is no round of its own: nothing new was asked.</summary>
    public Reading Again(HashSet<ExternalRef> outdated, long since) => new(Lane, EventId, Round, [.. All.Select(f => f.Need).Where(outdated.Contains)])
    {
        Since = since, Facts = [.. All.Where(f => !outdated.Contains(f.Need))], Marks = Marks, Priority = Priority, Trace = Trace,
    };

    /// <summary>With the marks of what is read next; those of what was read before stay.</summary>
    public Reading Marked(IReadOnlyDictionary<ExternalRef, (long Fields, long Agreed)> marks) => this with
    {
        Marks = Marks.Where(m => !Reads.Contains(m.Key))
            .Concat(Reads.Distinct().Select(r => KeyValuePair.Create(r, marks.GetValueOrDefault(r)))).ToDictionary(),
    };
}
