using System.Diagnostics;

namespace Odoo.Connectors.Sync;

/// <summary>
/// The spans of one call: one for each effect, in the trace of the decision that planned it, and one for the call, which
/// links to them and is what the HTTP client's own spans hang on.
/// </summary>
internal sealed class SendingSpans : IDisposable
{
    private readonly Activity? _before = Activity.Current;
    private readonly Dictionary<string, Activity> _effects = new(StringComparer.Ordinal);
    private readonly Activity? _call;

    private SendingSpans(string target, IReadOnlyList<LedgerEffect> batch)
    {
        foreach (LedgerEffect effect in batch)
        {
            if (Spans.Effect(effect) is Activity span)
            {
                _effects.Add(effect.Key, span);
            }

            // The effects of a call are siblings, whatever started last.
            Activity.Current = _before;
        }

        _call = Spans.Source.StartActivity(
            ActivityKind.Internal, links: _effects.Values.Select(e => new ActivityLink(e.Context)), name: "connectors.dispatch");
        _call?.SetTag(TagNames.Target, target).SetTag(TagNames.Effects, batch.Count);
    }

    /// <summary>The spans of a call that is about to leave; null when nobody listens.</summary>
    public static SendingSpans? Start(string target, IReadOnlyList<LedgerEffect> batch) => Spans.Source.HasListeners() ? new SendingSpans(target, batch) : null;

    /// <summary>What the port told about the effects. Told twice about one, neither is believed.</summary>
    public void Answered(IReadOnlyList<Outcome> outcomes)
    {
        foreach (IGrouping<string, Outcome> told in outcomes.GroupBy(o => o.Key, StringComparer.Ordinal))
        {
            if (told.Count() == 1 && _effects.Remove(told.Key, out Activity? span))
            {
                span.Settled(told.First());
                span.Dispose();
            }
        }

        Activity.Current = _call ?? _before;
    }

    /// <summary>Ends the call. An effect without an outcome is in doubt; its next attempt goes on in the same trace.</summary>
    public void Dispose()
    {
        foreach (Activity span in _effects.Values)
        {
            span.Fail(ErrorKind.Unknown);
            span.Dispose();
        }

        _call?.Dispose();
        Activity.Current = _before;
    }
}
