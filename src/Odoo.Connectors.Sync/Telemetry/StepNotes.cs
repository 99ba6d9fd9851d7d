using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Odoo.Connectors.Sync;

/// <summary>What a step will have done once it is committed. A step that is given up or fenced off leaves nothing in the numbers.</summary>
internal sealed class StepNotes(HubTelemetry telemetry)
{
    private List<Note>? _notes;

    /// <summary>Whether anybody counts how events end: it costs a look at the event's row.</summary>
    public bool CountsEnds => telemetry.Ended.Enabled || telemetry.EventDuration.Enabled;

    public void Offered(string system, bool stored) =>
        Count(stored ? telemetry.Accepted : telemetry.Duplicates, new TagList { { TagNames.System, TagNames.Word(system) } });

    public void Decided(InboxEvent decided, Verdict verdict)
    {
        string word = Word(verdict);
        Count(telemetry.Decisions, new TagList { { TagNames.Verdict, word } });
        if (verdict is not Verdict.Waiting)
        {
            Record(telemetry.DecideDelay, decided.ReceivedAt, new TagList { { TagNames.System, TagNames.Word(decided.Delivery.System) } });
        }
    }

    public void Ended(string system, EventState state, DateTimeOffset receivedAt)
    {
        TagList tags = new() { { TagNames.System, TagNames.Word(system) }, { TagNames.State, state.ToString() } };
        Count(telemetry.Ended, tags);
        Record(telemetry.EventDuration, receivedAt, tags);
    }

    public void Sending(LedgerEffect effect)
    {
        TagList tags = new() { { TagNames.Target, effect.Target } };
        if (effect.Attempts > 0)
        {
            Count(telemetry.Retries, tags);
        }
        else
        {
            Record(telemetry.SendDelay, effect.PlannedAt, tags);
        }
    }

    public void Settled(LedgerEffect effect, Outcome outcome)
    {
        TagList tags = new()
        {
            { TagNames.Target, effect.Target }, { TagNames.Kind, TagNames.Word(effect.Kind) }, { TagNames.Outcome, outcome.Status.ToString() },
        };
        if (outcome.Reason is CaseReason reason)
        {
            tags.Add(TagNames.Error, reason.Kind.ToString());
        }

        Count(telemetry.Outcomes, tags);
    }

    public void CaseOpened(CaseReason reason) =>
        Count(telemetry.Cases, new TagList { { TagNames.Cause, TagNames.Word(reason.Cause) }, { TagNames.Error, reason.Kind.ToString() } });

    /// <summary>The step is committed: now it happened.</summary>
    public void Committed()
    {
        foreach (Note note in _notes ?? [])
        {
            note.Counter?.Add(1, note.Tags);
            note.Histogram?.Record(note.Seconds, note.Tags);
        }

        _notes = null;
    }

    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Act => "Act",
        Verdict.Absorbed => "Absorbed",
        Verdict.Waiting => "Waiting",
        Verdict.ForReview => "Review",
        _ => "Missing",
    };

    private void Count(Counter<long> counter, in TagList tags)
    {
        if (counter.Enabled)
        {
            (_notes ??= []).Add(new Note(counter, null, 0, tags));
        }
    }

    private void Record(Histogram<double> histogram, DateTimeOffset since, in TagList tags)
    {
        if (histogram.Enabled)
        {
            // Two nodes' clocks may differ a little; a time below zero is none.
            (_notes ??= []).Add(new Note(null, histogram, Math.Max(0, (telemetry.Now - since).TotalSeconds), tags));
        }
    }

    private readonly record struct Note(Counter<long>? Counter, Histogram<double>? Histogram, double Seconds, TagList Tags);
}
