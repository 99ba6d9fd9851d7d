using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Odoo.Connectors.Sync;

/// <summary>What a step will have done once it is committed. A step that is given up or fenced off leaves nothing in the numbers.</summary>
internal sealed class StepNotes(HubTelemetry telemetry)
{
    private List<Note>? _notes;

    /// <summary>Whether anybody counts how events end: it costs a look at the event's row.</summary>
    public bool CountsEnds => telemetry.Ended.Enabled || telemetry.EventDuration.Enabled;

    public void Offered(string system, bool stored)
    {
        Counter<long> counter = stored ? telemetry.Accepted : telemetry.Duplicates;
        if (counter.Enabled)
        {
            Add(new Note(counter, null, 1, new TagList { { TagNames.System, TagNames.Word(system) } }));
        }
    }

    public void Decided(InboxEvent decided, Verdict verdict)
    {
        if (telemetry.Decisions.Enabled)
        {
            Add(new Note(telemetry.Decisions, null, 1, new TagList { { TagNames.Verdict, Word(verdict) } }));
        }

        if (telemetry.DecideDelay.Enabled && verdict is not Verdict.Waiting)
        {
            Add(new Note(null, telemetry.DecideDelay, Since(decided.ReceivedAt), new TagList { { TagNames.System, TagNames.Word(decided.Delivery.System) } }));
        }
    }

    public void Ended(string system, EventState state, DateTimeOffset receivedAt)
    {
        TagList tags = new() { { TagNames.System, TagNames.Word(system) }, { TagNames.State, state.ToString() } };
        Add(new Note(telemetry.Ended, null, 1, tags));
        Add(new Note(null, telemetry.EventDuration, Since(receivedAt), tags));
    }

    public void Sending(LedgerEffect effect)
    {
        if (effect.Attempts > 0 && telemetry.Retries.Enabled)
        {
            Add(new Note(telemetry.Retries, null, 1, new TagList { { TagNames.Target, effect.Target } }));
        }
        else if (effect.Attempts == 0 && telemetry.SendDelay.Enabled)
        {
            Add(new Note(null, telemetry.SendDelay, Since(effect.PlannedAt), new TagList { { TagNames.Target, effect.Target } }));
        }
    }

    public void Settled(LedgerEffect effect, Outcome outcome)
    {
        if (telemetry.Outcomes.Enabled)
        {
            TagList tags = new()
            {
                { TagNames.Target, effect.Target }, { TagNames.Kind, TagNames.Word(effect.Kind) }, { TagNames.Outcome, outcome.Status.ToString() },
            };
            if (outcome.Reason is CaseReason reason)
            {
                tags.Add(TagNames.Error, reason.Kind.ToString());
            }

            Add(new Note(telemetry.Outcomes, null, 1, tags));
        }
    }

    public void CaseOpened(CaseReason reason)
    {
        if (telemetry.Cases.Enabled)
        {
            Add(new Note(telemetry.Cases, null, 1, new TagList { { TagNames.Cause, TagNames.Word(reason.Cause) }, { TagNames.Error, reason.Kind.ToString() } }));
        }
    }

    /// <summary>The step is committed: now it happened.</summary>
    public void Committed()
    {
        if (_notes is null)
        {
            return;
        }

        foreach (Note note in _notes)
        {
            note.Counter?.Add((long)note.Value, note.Tags);
            note.Histogram?.Record(note.Value, note.Tags);
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

    private void Add(in Note note) => (_notes ??= []).Add(note);

    // Two nodes' clocks may differ a little; a time below zero is none.
    private double Since(DateTimeOffset start) => Math.Max(0, (telemetry.Now - start).TotalSeconds);

    private readonly record struct Note(Counter<long>? Counter, Histogram<double>? Histogram, double Value, TagList Tags);
}
