using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Decides one event as far as the store and the answers committed for it go, inside the transaction that will commit the decision.</summary>
internal sealed partial class Deliberation(
    HubSystems systems, Bindings bindings, Decider decider, Planner planner, TimeProvider clock, ILogger<Deliberation> logger)
{
    private const int MostRounds = 5;
    private const int MostQuestions = 100;

    /// <summary>Decides.</summary>
    /// <returns>The verdict, or what must be read before there is one.</returns>
    public async Task<(Verdict Verdict, IReadOnlyList<ExternalRef> Reads)> DecideAsync(
        HubTransaction transaction, InboxEvent next, int round, IReadOnlyList<(ExternalRef Need, byte[]? Answer)> facts, CancellationToken cancellationToken)
    {
        Dictionary<Need, object?> answers = [];
        foreach ((ExternalRef need, byte[]? answer) in facts)
        {
            answers[new Need.Read(need)] = answer;
        }

        // Asked of every event, so answered before its first round.
        Need subject = new Need.Link(next.Delivery.Subject);
        answers[subject] = await planner.LookUpAsync(transaction, subject, cancellationToken).ConfigureAwait(false);

        // Each question that the store answers decides once more; what was told and read stays the same meanwhile and is decoded once.
        Change? change = null;
        Dictionary<ExternalRef, object> decoded = [];
        Change Told() => change ??= decider.Decode(next.Delivery);
        object Decoded(ExternalRef reference, byte[] bytes) =>
            decoded.TryGetValue(reference, out object? record) ? record : decoded[reference] = systems.Reader(reference.System).Decode(reference, bytes);

        int questions = 0;
        while (true)
        {
            Known known = new(bindings.Accounts, clock.GetUtcNow(), answers, Decoded);
            Verdict verdict = Judge(next.Delivery, Told, known);
            if (verdict is Verdict.Act act)
            {
                verdict = await planner.ClaimAsync(transaction, next.Id, act, cancellationToken).ConfigureAwait(false) ?? verdict;
                if (verdict is Verdict.Missing && ++questions <= MostQuestions)
                {
                    // A claim was lost and the record joined the one that holds it, or a fact was told: everything is decided on that ground.
                    answers = answers.Where(a => a.Key is Need.Read).ToDictionary();
                    continue;
                }
            }

            if (verdict is not Verdict.Missing)
            {
                return (verdict, []);
            }

            List<Need> local = [.. known.Missing.Where(n => n is not Need.Read)];
            foreach (Need need in local)
            {
                answers[need] = await planner.LookUpAsync(transaction, need, cancellationToken).ConfigureAwait(false);
            }

            List<ExternalRef> reads = [.. known.Missing.OfType<Need.Read>().Select(n => n.Reference)];
            bool endless = ++questions > MostQuestions || (local.Count == 0 && reads.Count == 0);
            if (endless || (local.Count == 0 && round >= MostRounds))
            {
                // A flow that asks something new every time, or needs more without asking, would hold the store for ever.
                string what = reads.Count > 0 ? reads[0].ToString() : "something it does not name";
                return (new Verdict.ForReview(new CaseReason(
                    ErrorKind.Dependency, "too-many-needs", $"After {MostRounds} rounds of reading, {what} is still needed; report this flow as faulty.")), []);
            }

            if (local.Count == 0)
            {
                return (verdict, reads);
            }
        }
    }

    /// <summary>What becomes of an event whose handling threw.</summary>
    public static CaseReason Failed(Delivery delivery, Exception exception) => new(
        ErrorKind.Protocol, "decide-failed", $"Deciding {delivery} failed with {exception.GetType().Name}; the log has the details. Retry the case once it is mended.");

    public void LogFailure(Delivery delivery, Exception exception) => LogFault(logger, delivery.ToString(), exception.GetType().FullName, exception.StackTrace);

    private Verdict Judge(Delivery delivery, Func<Change> told, Known known)
    {
        try
        {
            return decider.Decide(told, known);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailure(delivery, e);
            return new Verdict.ForReview(Failed(delivery, e));
        }
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Error, Message = "Deciding {Delivery} failed with {Type}: {Stack}")]
    private static partial void LogFault(ILogger logger, string delivery, string? type, string? stack);
}
