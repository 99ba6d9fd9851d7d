using Odoo.Connectors.Sync;
using static Odoo.Connectors.Testing.Adapters.BrokenRule;

namespace Odoo.Connectors.Testing.Adapters;

/// <summary>Writes whose reply is lost.</summary>
internal static class LostReplyChecks
{
    private const int Rounds = 4;

    public static IReadOnlyList<CheckEntry> All { get; } =
    [
        new("port.lost-reply", AdapterPart.Port, "A write without a reply of the platform is Unknown, done or not, and nothing repeats it by itself.", LostAsync),
        new("port.doubt-settles", AdapterPart.Port, "Of an effect in doubt it is found out what became of it, or it is sent under the same key: in the end it is there, once.", SettlesAsync),
        new("port.doubt-after-keys", AdapterPart.Port, "That holds also once the platform has forgotten the key: it is looked up before it is sent again.", AfterKeysAsync),
    ];

    private static (string What, Wire.Interference How)[] Ways =>
    [
        ("cut before it was done", Wire.Cut()), ("cut after it was done", Wire.DoneThen(Wire.Cut())), ("answered by a proxy's page after it was done", Wire.DoneThen(Wire.Page(502))),
        ("out of time after it was done", Wire.DoneThen((_, _) => throw new TaskCanceledException("A task was canceled.", new TimeoutException()))),
        ("answered with half an answer after it was done", Wire.DoneThen(Wire.Answer(200, """{"id":"""))),
    ];

    private static async Task LostAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach ((PortSample sample, string what, Bench fresh) in Each(bench))
        {
            await using (fresh.ConfigureAwait(false))
            {
                await LoseAsync(fresh, sample, what, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task SettlesAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach ((PortSample sample, string what, Bench fresh) in Each(bench))
        {
            await using (fresh.ConfigureAwait(false))
            {
                await SettleAsync(fresh, sample, what, static _ => { }, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task AfterKeysAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach ((PortSample sample, string what, Bench fresh) in Each(bench))
        {
            await using (fresh.ConfigureAwait(false))
            {
                await SettleAsync(fresh, sample, what, static b => b.Platform.ForgetKeys(), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static IEnumerable<(PortSample Sample, string What, Bench Bench)> Each(Bench bench)
    {
        foreach (PortSample sample in bench.Contract.Port!.Applied)
        {
            foreach ((string what, Wire.Interference how) in Ways)
            {
                Bench fresh = Bench.Open(bench.Contract);
                sample.Arrange(fresh.Platform);
                fresh.Wire.OnWrite = Wire.Once(how);
                yield return (sample, what, fresh);
            }
        }
    }

    private static async Task<Dispatch> LoseAsync(Bench bench, PortSample sample, string what, CancellationToken cancellationToken)
    {
        Dispatch dispatch = await new PlanBench(bench).DispatchAsync(sample, cancellationToken).ConfigureAwait(false);
        Outcome outcome = await PortChecks.SendAsync(bench, dispatch, cancellationToken).ConfigureAwait(false);
        Unless(bench.Wire.Writes == 1, $"{sample.Intent.Kind}, {what}, was sent {bench.Wire.Writes} times");
        Unless(outcome.Status == OutcomeStatus.Unknown, $"{sample.Intent.Kind}, {what}, is {PortChecks.Told(outcome)}");
        return dispatch;
    }

    private static async Task SettleAsync(Bench bench, PortSample sample, string what, Action<Bench> meanwhile, CancellationToken cancellationToken)
    {
        int before = PortChecks.Count(bench, sample);
        Dispatch dispatch = await new PlanBench(bench).DispatchAsync(sample, cancellationToken).ConfigureAwait(false);
        Outcome outcome = await PortChecks.SendAsync(bench, dispatch, cancellationToken).ConfigureAwait(false);
        meanwhile(bench);
        bool doubted = true;
        for (int attempt = 1; attempt <= Rounds && outcome.Status is OutcomeStatus.Unknown or OutcomeStatus.NotApplied; attempt++)
        {
            dispatch = dispatch with { InDoubt = doubted, Attempts = attempt };
            outcome = await PortChecks.SendAsync(bench, dispatch, cancellationToken).ConfigureAwait(false);
            doubted = outcome.Status == OutcomeStatus.Unknown;
        }

        Unless(outcome.Status is OutcomeStatus.Applied or OutcomeStatus.Replayed, $"{sample.Intent.Kind}, {what}, is still {PortChecks.Told(outcome)}");
        Unless(
            sample.Intent.Class != EffectClass.Document || PortChecks.Count(bench, sample) == before + 1,
            $"{sample.Intent.Kind}, {what}, is there {PortChecks.Count(bench, sample) - before} times in the end");
        Unless(outcome.Target is { Id.Length: > 0 }, $"{sample.Intent.Kind}, {what}, is settled without the record that it made");
    }
}
