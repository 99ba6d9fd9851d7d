using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Decides a stored event as the worker would, in a transaction that is never committed.</summary>
internal sealed class Preview(HubStore store, HubSystems systems, Bindings bindings, Decider decider, Planner planner, TimeProvider clock)
{
    private const int MostRounds = 10;
    private const int MostQuestions = 100;

    /// <summary>Decides an event.</summary>
    /// <returns>The verdict with effects that exist planned once more to compare them; null when a recorded answer is gone.</returns>
    public async Task<Verdict?> DecideAsync(InboxEvent stored, ReplayMode mode, CancellationToken cancellationToken)
    {
        await bindings.EnsureAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<ExternalRef, byte[]?> reads = mode == ReplayMode.FreshAnswers ? [] : await store.ReadAsync(
            async t => (await t.Inbox.AnswersAsync(stored.Id, cancellationToken).ConfigureAwait(false)).ToDictionary(a => a.Need, a => a.Payload),
            cancellationToken).ConfigureAwait(false);
        for (int round = 0; round < MostRounds; round++)
        {
            (Verdict verdict, List<ExternalRef> missing) = await RoundAsync(stored, reads, anew: true, cancellationToken).ConfigureAwait(false);
            if (missing.Count > 0 && mode == ReplayMode.RecordedAnswers)
            {
                // What existed then was not planned, so what planning it needs was not read.
                (verdict, missing) = await RoundAsync(stored, reads, anew: false, cancellationToken).ConfigureAwait(false);
                return missing.Count > 0 ? null : verdict;
            }

            if (missing.Count == 0)
            {
                return verdict;
            }

            foreach (ExternalRef need in missing)
            {
                reads[need] = await systems.Reader(need.System).ReadAsync(need, cancellationToken).ConfigureAwait(false);
            }
        }

        return Endless();
    }

    private static Verdict.ForReview Endless() =>
        new(new CaseReason(ErrorKind.Dependency, "too-many-needs", "More and more is needed to decide this event; report this flow as faulty."));

    private async Task<(Verdict Verdict, List<ExternalRef> Missing)> RoundAsync(
        InboxEvent stored, Dictionary<ExternalRef, byte[]?> reads, bool anew, CancellationToken cancellationToken)
    {
        // Claims are taken as for real and given up with the transaction: they can change a decision.
        HubTransaction transaction = await store.BeginAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            Dictionary<Need, object?> answers = Recorded(reads);
            for (int questions = 0; questions < MostQuestions; questions++)
            {
                Known known = new(bindings.Accounts, clock.GetUtcNow(), answers, (r, bytes) => systems.Reader(r.System).Decode(r, bytes));
                Verdict verdict = decider.Decide(stored.Delivery, known, anew);
                if (verdict is Verdict.Act act && await planner.ClaimAsync(transaction, stored.Id, act, cancellationToken).ConfigureAwait(false) is Verdict other)
                {
                    if (other is not Verdict.Missing)
                    {
                        return (other, []);
                    }

                    answers = Recorded(reads);
                    continue;
                }

                if (verdict is not Verdict.Missing)
                {
                    return (verdict, []);
                }

                List<Need> local = [.. known.Missing.Where(n => n is not Need.Read)];
                if (local.Count == 0 && known.Missing.Count > 0)
                {
                    return (verdict, [.. known.Missing.OfType<Need.Read>().Select(n => n.Reference)]);
                }

                foreach (Need need in local)
                {
                    answers[need] = await planner.LookUpAsync(transaction, need, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        return (Endless(), []);
    }

    private static Dictionary<Need, object?> Recorded(Dictionary<ExternalRef, byte[]?> reads) =>
        reads.ToDictionary(r => (Need)new Need.Read(r.Key), r => (object?)r.Value);
}
