using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Odoo.Connectors.Sync;

/// <summary>What a step will have done once it is committed. A step that is given up or fenced off leaves nothing in the numbers.</summary>
internal sealed class StepNotes(HubTelemetry telemetry)
{
    private List<Note>? _notes;

    public void Offered(string system, bool stored) =>
        Count(stored ? telemetry.Accepted : telemetry.Duplicates, new TagList { { TagNames.System, TagNames.Word(system) } });

    public void Decided(InboxEvent decided, Verdict verdict, DateTimeOffset now)
    {
        string word = Word(verdict);
        Count(telemetry.Decisions, new TagList { { TagNames.Verdict, word } });
        if (verdict is not Verdict.Waiting)
        {
            Record(telemetry.DecideDelay, now - decided.ReceivedAt, new TagList { { TagNames.System, TagNames.Word(decided.Delivery.System) } });
        }
    }

    public void Ended(string system, EventState state, DateTimeOffset receivedAt, DateTimeOffset now)
    {
        TagList tags = new() { { TagNames.System, TagNames.Word(system) }, { TagNames.State, state.ToString() } };
        Count(telemetry.Ended, tags);
        Record(telemetry.EventDuration, now - receivedAt, tags);
    }

    public void Sending(LedgerEffect effect, DateTimeOffset now)
    {
        TagList tags = new() { { TagNames.Target, effect.Target } };
        if (effect.Attempts > 0)
        {
            Count(telemetry.Retries, tags);
        }
        else
        {
            Record(telemetry.SendDelay, now - effect.PlannedAt, tags);
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

    private void Record(Histogram<double> histogram, TimeSpan took, in TagList tags)
    {
        if (histogram.Enabled)
        {
            // Two nodes' clocks may differ a little; a time below zero is none.
            (_notes ??= []).Add(new Note(null, histogram, Math.Max(0, took.TotalSeconds), tags));
        }
    }

    private readonly record struct Note(Counter<long>? Counter, Histogram<double>? Histogram, double Seconds, TagList Tags);
}
