using Odoo.Connectors.Sync;
using static Odoo.Connectors.Testing.Adapters.BrokenRule;

namespace Odoo.Connectors.Testing.Adapters;

/// <summary>What is planned, sent, and said about it.</summary>
internal static class PortChecks
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(7);

    public static IReadOnlyList<CheckEntry> All { get; } =
    [
        new("port.plan-is-pure", AdapterPart.Port, "Planning calls nothing and depends on what it is asked and told only: the same intent is the same payload, in any process, whenever.", PureAsync),
        new("port.applied", AdapterPart.Port, "What is sent is there, once, and the outcome names it.", AppliedAsync),
        new("port.unmapped", AdapterPart.Port, "What a setting or mapping lacks for is a case that names it, before anything is sent.", UnmappedAsync),
        new("port.unknown-effect", AdapterPart.Port, "An effect that the adapter does not write is a case, not an exception.", UnknownEffectAsync),
        new("port.existing", AdapterPart.Port, "What the platform has already, made by someone else, is found and not made again.", ExistingAsync),
        new("port.refused", AdapterPart.Port, "What the platform refuses for its content is Refused, once, with the field at fault; its words are in ServerText only.", RefusedAsync),
        new("port.outcome-for-each", AdapterPart.Port, "Each effect of a call has an outcome of its own: one that is refused takes none along.", EachAsync),
        new("port.not-now", AdapterPart.Port, "A rate limit or a refused login is NotApplied: sent once, nothing is lost, and it is tried when the platform said.", NotNowAsync),
        new("port.lease", AdapterPart.Port, "A process whose lease may be over sends nothing: the write's client has a SendLeaseHandler.", LeaseAsync),
    ];

    private static IEnumerable<PortSample> Applied(Bench bench) => bench.Contract.Port!.Applied;

    private static async Task PureAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach (PortSample sample in Applied(bench))
        {
            sample.Arrange(bench.Platform);
            PlanBench plans = new(bench);
            (PlanResult first, Dictionary<Need, object?> answers) = await plans.KnownAsync(sample, cancellationToken).ConfigureAwait(false);
            DateTimeOffset now = bench.Clock.Now;
            int calls = bench.Wire.Calls;
            Unless(Text(first) == Text(bench.As<IPort>().Plan(sample.Intent, plans.Knowing(sample, answers, now))), $"{sample.Intent.Kind} is planned otherwise the second time");
            Unless(bench.Wire.Calls == calls, $"planning {sample.Intent.Kind} called the platform");
            Bench other = Bench.Open(bench.Contract);
            await using (other.ConfigureAwait(false))
            {
                other.Clock.Now = now + TimeSpan.FromDays(1);
                Unless(Text(first) == Text(other.As<IPort>().Plan(sample.Intent, new PlanBench(other).Knowing(sample, answers, now))), $"{sample.Intent.Kind} is planned otherwise by another process a day later");
            }
        }
    }

    private static string Text(PlanResult result) => result is PlanResult.Send { Plan: var plan } ? $"{plan.Subject}|{plan.Way}|{plan.Payload}|{string.Join(',', plan.Claims)}" : Bench.Print(result);

    private static async Task AppliedAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach (PortSample sample in Applied(bench))
        {
            sample.Arrange(bench.Platform);
            int before = Count(bench, sample);
            Outcome outcome = await SendAsync(bench, await new PlanBench(bench).DispatchAsync(sample, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            Unless(outcome.Status == OutcomeStatus.Applied, $"{sample.Intent.Kind} is {Told(outcome)}");
            Unless(sample.Intent.Class != EffectClass.Document || Count(bench, sample) == before + 1, $"{sample.Intent.Kind} was made {Count(bench, sample) - before} times");
            Unless(outcome.Target is { Id.Length: > 0 } target && target.System == bench.Contract.System, $"{sample.Intent.Kind} is applied, and the outcome names no record of '{bench.Contract.System}' as its Target");
        }
    }

    private static async Task UnmappedAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach (PortSample sample in bench.Contract.Port!.Unmapped)
        {
            sample.Arrange(bench.Platform);
            PlanResult result = await new PlanBench(bench).PlanAsync(sample, cancellationToken).ConfigureAwait(false);
            Unless(result is PlanResult.Review, $"{sample.Intent.Kind} of {sample.Intent.Source} lacks {sample.Field} and is planned as {result.GetType().Name}");
            CaseReason reason = ((PlanResult.Review)result).Reason;
            Unless(sample.Field is not null && (reason.Field?.Contains(sample.Field, StringComparison.Ordinal) is true || reason.Message.Contains(sample.Field, StringComparison.Ordinal)), $"the case does not name {sample.Field}: {reason.Field}, {reason.Message}");
            Unless(!string.IsNullOrEmpty(reason.Field), $"the case of {sample.Field} has no Field");
            IfHeard(reason.Message, bench.Contract.Reads?.Personal ?? [], "the message of the case");
            Unless(bench.Wire.Writes == 0, "something was sent");
        }
    }

    private static async Task UnknownEffectAsync(Bench bench, CancellationToken cancellationToken)
    {
        PortSample known = Applied(bench).First();
        PortSample sample = new(known.Intent with { Kind = PortContract.NoSuchKind }) { Links = known.Links, Others = known.Others };
        PlanResult result = await new PlanBench(bench).PlanAsync(sample, cancellationToken).ConfigureAwait(false);
        Unless(result is PlanResult.Review, $"an unknown effect is planned as {result.GetType().Name}");
    }

    private static async Task ExistingAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach (PortSample sample in bench.Contract.Port!.Existing)
        {
            sample.Arrange(bench.Platform);
            PlanResult result = await new PlanBench(bench).PlanAsync(sample, cancellationToken).ConfigureAwait(false);
            string? found = result is PlanResult.Adopt adopt ? adopt.TargetId : result.Found?.Id;
            Unless(found is not null && found == sample.TargetId, $"{sample.Intent.Kind} of {sample.Intent.Source} is {sample.TargetId} on the platform, and it is planned as {result.GetType().Name} of {found ?? "nothing"}");
        }
    }

    private static async Task RefusedAsync(Bench bench, CancellationToken cancellationToken)
    {
        Unless(bench.Contract.Port!.Refused.Count > 0, "the contract names nothing that is refused");
        foreach (PortSample sample in bench.Contract.Port.Refused)
        {
            sample.Arrange(bench.Platform);
            int before = Count(bench, sample), writes = bench.Wire.Writes;
            Outcome outcome = await SendAsync(bench, await new PlanBench(bench).DispatchAsync(sample, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            Unless(outcome.Status == OutcomeStatus.Refused, $"{sample.Intent.Kind} with a wrong {sample.Field} is {Told(outcome)}");
            Unless(outcome.Reason?.Field is { } field && field == sample.Field, $"the case names '{outcome.Reason?.Field}' and not {sample.Field}");
            Unless(!outcome.ServerText.IsEmpty, "the platform's words are not in ServerText");
            Unless(!outcome.Reason!.Message.Contains(outcome.ServerText.Reveal(), StringComparison.Ordinal), "the message quotes the platform");
            IfHeard(outcome.Reason.Message, bench.Contract.Reads?.Personal ?? [], "the message of the case");
            Unless(Count(bench, sample) == before && bench.Wire.Writes == writes + 1, "it was sent more than once, or is there");
        }
    }

    private static async Task EachAsync(Bench bench, CancellationToken cancellationToken)
    {
        PlanBench plans = new(bench);
        List<(Dispatch Dispatch, bool Applies)> all = [];
        foreach ((PortSample sample, bool applies) in bench.Contract.Port!.Refused.Take(1).Select(s => (s, false)).Concat(Applied(bench).Select(s => (s, true))))
        {
            sample.Arrange(bench.Platform);
            all.Add((await plans.DispatchAsync(sample, cancellationToken).ConfigureAwait(false), applies));
        }

        foreach ((Dispatch Dispatch, bool Applies)[] batch in all.Chunk(Math.Max(1, bench.As<IPort>().BatchSize)))
        {
            IReadOnlyList<Outcome> outcomes = await bench.As<IPort>().SendAsync([.. batch.Select(b => b.Dispatch)], cancellationToken).ConfigureAwait(false);
            Unless(outcomes.Select(o => o.Key).Order(StringComparer.Ordinal).SequenceEqual(batch.Select(b => b.Dispatch.Key).Order(StringComparer.Ordinal)), $"{batch.Length} effects have {outcomes.Count} outcomes");
            foreach ((Dispatch dispatch, bool applies) in batch)
            {
                Outcome outcome = outcomes.First(o => o.Key == dispatch.Key);
                Unless(applies == outcome.Status is OutcomeStatus.Applied or OutcomeStatus.Replayed, $"{dispatch.Kind} beside a refused one is {Told(outcome)}");
            }
        }
    }

    private static async Task NotNowAsync(Bench bench, CancellationToken cancellationToken)
    {
        PortSample sample = Applied(bench).First();
        sample.Arrange(bench.Platform);
        Dispatch dispatch = await new PlanBench(bench).DispatchAsync(sample, cancellationToken).ConfigureAwait(false);
        (ErrorKind Kind, int Status, TimeSpan? Wait)[] ways = [(ErrorKind.RateLimited, 429, Wait), (ErrorKind.Authentication, 401, null)];
        foreach ((ErrorKind kind, int status, TimeSpan? wait) in ways)
        {
            RefusalSample? said = bench.Contract.Reads?.Refusals.FirstOrDefault(r => r.Kind == kind);
            int writes = bench.Wire.Writes;
            bench.Wire.OnWrite = Wire.Answer(said?.Status ?? status, said?.Body ?? "{}", wait);
            Outcome outcome = await SendAsync(bench, dispatch, cancellationToken).ConfigureAwait(false);
            Unless(outcome.Status == OutcomeStatus.NotApplied && outcome.Reason?.Kind == kind, $"after {kind} {sample.Intent.Kind} is {Told(outcome)}");
            Unless(wait is null || outcome.RetryAfter == wait, $"the platform asks to wait {wait}, and the outcome says {outcome.RetryAfter?.ToString() ?? "nothing"}");
            Unless(bench.Wire.Writes == writes + 1, $"after {kind} it was sent {bench.Wire.Writes - writes} times");
        }
    }

    private static async Task LeaseAsync(Bench bench, CancellationToken cancellationToken)
    {
        PortSample sample = Applied(bench).First();
        sample.Arrange(bench.Platform);
        Dispatch dispatch = await new PlanBench(bench).DispatchAsync(sample, cancellationToken).ConfigureAwait(false);
        using (SendLease.Begin(static () => false))
        {
            Outcome outcome = await SendAsync(bench, dispatch, cancellationToken).ConfigureAwait(false);
            Unless(bench.Wire.Writes == 0, "it was sent although the lease was over");
            Unless(outcome.Status == OutcomeStatus.NotApplied, $"nothing was sent, and it is {Told(outcome)}");
        }
    }

    /// <summary>The one outcome of one effect; a port never throws for a failure that it can tell.</summary>
    public static async Task<Outcome> SendAsync(Bench bench, Dispatch dispatch, CancellationToken cancellationToken)
    {
        IReadOnlyList<Outcome> outcomes;
        try
        {
            outcomes = await bench.As<IPort>().SendAsync([dispatch], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BrokenRule($"SendAsync of {dispatch.Kind} throws {e.GetType().Name} instead of answering an outcome: {e.Message}", e);
        }

        Unless(outcomes.Count == 1 && outcomes[0].Key == dispatch.Key, $"SendAsync of one {dispatch.Kind} answers {outcomes.Count} outcomes");
        return outcomes[0];
    }

    public static int Count(Bench bench, PortSample sample) => sample.Intent.Class == EffectClass.Document ? bench.Platform.Count(sample.Intent.Kind) : 0;

    public static string Told(Outcome outcome) => $"{outcome.Status}{(outcome.Reason is { } reason ? $" ({reason.Kind}, {reason.Cause}: {reason.Message})" : "")}";
}
