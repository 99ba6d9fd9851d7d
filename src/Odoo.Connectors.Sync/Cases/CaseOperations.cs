using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

internal sealed class CaseOperations(HubStore store, TimeProvider clock, Wake wake, IOptions<HubOptions> options) : ICaseOperations
{
    private const int Batch = 100;

    public Task<IReadOnlyList<CaseInfo>> ListAsync(CaseFilter? filter, CasePage? page, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<CaseInfo>>(
            async t => [.. (await t.Cases.ListAsync(filter ?? CaseFilter.Open, page ?? new CasePage(), cancellationToken).ConfigureAwait(false)).Select(Allowed)],
            cancellationToken);

    public Task<IReadOnlyList<CaseGroup>> GroupAsync(CaseFilter? filter, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<CaseGroup>>(
            async t => await t.Cases.GroupAsync(filter ?? CaseFilter.Open, cancellationToken).ConfigureAwait(false), cancellationToken);

    public Task<CaseDetail?> FindAsync(long caseId, CancellationToken cancellationToken)
    {
        return store.ReadAsync(Read, cancellationToken);

        async Task<CaseDetail?> Read(HubTransaction transaction)
        {
            if (await transaction.Cases.FindAsync(caseId, cancellationToken).ConfigureAwait(false) is not CaseInfo found)
            {
                return null;
            }

            return new CaseDetail(
                Allowed(found),
                found.EventId is long id ? await transaction.Hand.EventAsync(id, cancellationToken).ConfigureAwait(false) : null,
                await transaction.Hand.EffectsAsync(found.EventId, found.EffectKey, cancellationToken).ConfigureAwait(false),
                found.EventId is long about
                    ? await transaction.Audit.ForEventAsync(about, cancellationToken).ConfigureAwait(false)
                    : await transaction.Audit.ForEffectAsync(found.EffectKey ?? "", cancellationToken).ConfigureAwait(false));
        }
    }

    public Task<CaseResult> RetryAsync(long caseId, string by, CancellationToken cancellationToken) =>
        ActAsync(caseId, by, CaseActions.Retry, async step => new CaseResult(
            CaseOutcome.Done, $"{await CaseClosing.RetryAsync(step, cancellationToken).ConfigureAwait(false)} events are decided again."), cancellationToken);

    public async Task<GroupRetry> RetryGroupAsync(CaseFilter filter, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        long last = await store.ReadAsync(t => t.Cases.LastAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        GroupRetry sum = new(0, 0, 0);
        (long Event, long Case) after = (-1, 0);
        while (true)
        {
            DateTimeOffset now = clock.GetUtcNow();
            (GroupRetry done, List<(long Event, long Case)> batch) = await store.RunAsync(t => BatchAsync(t, now), cancellationToken).ConfigureAwait(false);
            if (batch.Count == 0)
            {
                return sum;
            }

            sum = new GroupRetry(sum.Cases + done.Cases, sum.Events + done.Events, sum.Left + done.Left);
            after = batch[^1];
            wake.Signal();
        }

        async Task<(GroupRetry Done, List<(long Event, long Case)> Batch)> BatchAsync(HubTransaction transaction, DateTimeOffset now)
        {
            transaction.Audit.Lane = Chain(by);
            GroupRetry done = new(0, 0, 0);
            List<(long Event, long Case)> batch = await transaction.Cases.InOrderAsync(filter, last, after, Batch, cancellationToken).ConfigureAwait(false);
            foreach ((_, long id) in batch)
            {
                CaseInfo found = (await transaction.Cases.FindAsync(id, cancellationToken).ConfigureAwait(false))!;
                done = found.Actions.HasFlag(CaseActions.Retry)
                    ? done with
                    {
                        Cases = done.Cases + 1,
                        Events = done.Events + await CaseClosing.RetryAsync(new CaseStep(transaction, found, by, null, now), cancellationToken).ConfigureAwait(false),
                    }
                    : done with { Left = done.Left + 1 };
            }

            return (done, batch);
        }
    }

    public Task<CaseResult> SkipAsync(long caseId, string by, string why, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        return ActAsync(caseId, by, CaseActions.Skip, step => CaseClosing.SkipAsync(step, CaseStatus.Skipped, cancellationToken), cancellationToken, why);
    }

    public Task<CaseResult> ResolveAsync(long caseId, string by, string why, string? targetId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        return ActAsync(caseId, by, CaseActions.Resolve, step => CaseClosing.ResolveAsync(step, targetId, cancellationToken), cancellationToken, why);
    }

    public Task<CaseResult> ApproveAsync(long caseId, string by, CancellationToken cancellationToken) =>
        ActAsync(caseId, by, CaseActions.Approve, step => CaseClosing.ApproveAsync(step, cancellationToken), cancellationToken);

    public Task<CaseResult> RejectAsync(long caseId, string by, string why, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        return ActAsync(caseId, by, CaseActions.Approve, step => CaseClosing.RejectAsync(step, cancellationToken), cancellationToken, why);
    }

    public Task<CaseResult> AssignAsync(long caseId, string? to, string by, DateTimeOffset? due, CancellationToken cancellationToken) =>
        ActAsync(caseId, by, CaseActions.Assign, step => CaseClosing.AssignAsync(step, to, due, cancellationToken), cancellationToken);

    public Task<CaseResult> EditAndRetryAsync(long caseId, ReadOnlyMemory<byte> payload, string by, string why, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        return options.Value.AllowEdit
            ? ActAsync(caseId, by, CaseActions.Edit, step => CaseClosing.EditAsync(step, payload, cancellationToken), cancellationToken, why)
            : throw new ConnectorException(
                ErrorKind.Configuration, "Editing deliveries is off; set Hub:AllowEdit to true where it is wanted, or correct the fact at its source and retry.") { Field = "Hub:AllowEdit" };
    }

    /// <summary>A person's deeds have a chain of their own: two persons are in nobody's way, and not in each other's.</summary>
    private static string Chain(string by) => $"person/{by}";

    private CaseInfo Allowed(CaseInfo found) => options.Value.AllowEdit ? found : found with { Actions = found.Actions & ~CaseActions.Edit };

    private async Task<CaseResult> ActAsync(
        long caseId, string by, CaseActions action, Func<CaseStep, Task<CaseResult>> act, CancellationToken cancellationToken, string? why = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        DateTimeOffset now = clock.GetUtcNow();
        CaseResult result = await store.RunAsync(Step, cancellationToken).ConfigureAwait(false);
        wake.Signal();
        return result;

        async Task<CaseResult> Step(HubTransaction transaction)
        {
            CaseInfo? found = await transaction.Cases.FindAsync(caseId, cancellationToken).ConfigureAwait(false);
            if (found is null)
            {
                return new CaseResult(CaseOutcome.NotFound, $"There is no case {caseId}.");
            }

            if (!found.IsOpen)
            {
                return new CaseResult(CaseOutcome.AlreadyClosed, $"Case {caseId} was closed by {found.ClosedBy} at {found.ClosedAt:u}: {found.Status}.");
            }

            if (!found.Actions.HasFlag(action))
            {
                return new CaseResult(CaseOutcome.NotAllowed, $"Case {caseId} does not allow {action}; it allows {found.Actions}.");
            }

            transaction.Audit.Lane = Chain(by);
            return await act(new CaseStep(transaction, found, by, why, now)).ConfigureAwait(false);
        }
    }
}
