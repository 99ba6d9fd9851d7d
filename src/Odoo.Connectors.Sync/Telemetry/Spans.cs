using System.Diagnostics;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// The spans of one fact: accept, decide, read, effect. The trace travels with the rows, so that whoever goes on, in
/// another process or after a restart, goes on with the same trace. Spans carry no payload, subject or server text.
/// </summary>
internal static class Spans
{
    public static readonly ActivitySource Source = new(ConnectorTelemetry.ActivitySourceName, ConnectorTelemetry.Version);

    /// <summary>The traceparent for what a step plans: this decision's span, or the trace the event came with where nobody listens here.</summary>
    public static string? Onward(string? trace) =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } current && ReferenceEquals(current.Source, Source) ? current.Id : trace;

    /// <summary>Deliveries with the trace that they are accepted in; the same ones when nothing is traced.</summary>
    public static IReadOnlyList<Delivery> Carry(IReadOnlyList<Delivery> deliveries) =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: string trace } ? [.. deliveries.Select(d => d with { Trace = trace })] : deliveries;

    public static Activity? Accept(IReadOnlyList<Delivery> deliveries)
    {
        Activity? span = deliveries.Count == 0 ? null : Source.StartActivity("connectors.accept");
        return span?.SetTag(TagNames.System, TagNames.Word(deliveries[0].System));
    }

    public static void Accepted(this Activity? span, int stored, int offered) =>
        span?.SetTag(TagNames.Accepted, stored).SetTag(TagNames.Duplicates, offered - stored);

    public static Activity? Decide(InboxEvent next) =>
        Start("connectors.decide", ActivityKind.Consumer, next.Delivery.Trace)
            ?.SetTag(TagNames.System, TagNames.Word(next.Delivery.System)).SetTag(TagNames.Event, next.Id);

    public static void Decided(this Activity? span, Verdict verdict)
    {
        span?.SetTag(TagNames.Verdict, StepNotes.Word(verdict));
        if (verdict is Verdict.ForReview review)
        {
            span?.Fail(review.Reason.Kind);
        }
    }

    public static Activity? Read(ExternalRef reference, string? trace) =>
        Start("connectors.read", ActivityKind.Client, trace)?.SetTag(TagNames.System, TagNames.Word(reference.System));

    public static Activity? Effect(LedgerEffect effect) =>
        Start("connectors.effect", ActivityKind.Producer, effect.Trace)
            ?.SetTag(TagNames.Target, effect.Target).SetTag(TagNames.Kind, TagNames.Word(effect.Kind)).SetTag(TagNames.Attempt, effect.Attempts + 1);

    public static void Settled(this Activity span, Outcome outcome)
    {
        span.SetTag(TagNames.Outcome, outcome.Status.ToString());
        if (outcome.Target is ExternalRef document)
        {
            span.SetTag(TagNames.Document, $"{document.Kind}/{document.Id}");
        }

        if (outcome.Status is not (OutcomeStatus.Applied or OutcomeStatus.Replayed))
        {
            span.Fail(outcome.Reason?.Kind ?? ErrorKind.Unknown);
        }
    }

    /// <summary>Marks a failure by its kind; words of servers stay in the case.</summary>
    public static void Fail(this Activity span, ErrorKind kind) => span.SetStatus(ActivityStatusCode.Error).SetTag(TagNames.Error, kind.ToString());

    private static Activity? Start(string name, ActivityKind kind, string? trace) =>
        !Source.HasListeners() ? null
        : ActivityContext.TryParse(trace, null, isRemote: true, out ActivityContext parent) ? Source.StartActivity(name, kind, parent)
        : Source.StartActivity(name, kind);
}
