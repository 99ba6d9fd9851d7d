using System.Globalization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

internal sealed class UsageOperations(
    HubStore store, UsageMeters meters, UsageClosing closing, UsageReopening reopening, UsageIntake intake, TimeProvider clock) : IUsageOperations
{
    private const int PageSize = 100;

    public Task<IReadOnlyList<UsageTotal>> TotalsAsync(ExternalRef subscription, string? meter = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        return store.ReadAsync<IReadOnlyList<UsageTotal>>(
            async t =>
            {
                List<UsageTotal> totals = [];
                List<TotalRow> rows = await t.Usage.ReadAsync(subscription.System, subscription.Id, cancellationToken).ConfigureAwait(false);
                foreach (TotalRow row in rows.Where(r => meter is null || r.Key.Meter == meter))
                {
                    totals.Add(await Totals.OfAsync(t, row, cancellationToken).ConfigureAwait(false));
                }

                return totals;
            },
            cancellationToken);
    }

    public async Task<int> CloseAsync(string meter, DateTimeOffset ended, string by, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        DateTimeOffset now = clock.GetUtcNow();
        if (ended > now)
        {
            throw new ConnectorException(ErrorKind.Validation, "A period is closed after its end; name an instant that is past.") { Field = nameof(ended) };
        }

        // A meter that is gone has no target, and its periods are only kept.
        bool isGone = meters.Find(meter) is null && (await store.ReadAsync(t => t.Usage.OpenMetersAsync(now, cancellationToken), cancellationToken).ConfigureAwait(false)).Contains(meter);
        return await closing.CloseAsync(isGone ? new UsageMeter(meter, new UsageMeterOptions()) : meters.Get(meter), ended, by, cancellationToken).ConfigureAwait(false);
    }

    public async Task<int> CloseDueAsync(CancellationToken cancellationToken = default)
    {
        int all = 0;
        foreach (UsageMeter meter in meters.All)
        {
            all += await closing.CloseAsync(meter, clock.GetUtcNow() - meter.Options.CloseAfter, "the hub", cancellationToken).ConfigureAwait(false);
        }

        await closing.NoteRemovedAsync(meters, clock.GetUtcNow() - new UsageMeterOptions().CloseAfter, cancellationToken).ConfigureAwait(false);
        return all;
    }

    public Task<UsageTotal> ReopenAsync(ExternalRef total, string by, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        return store.RunAsync(t => reopening.StepAsync(t, total, by, cancellationToken), cancellationToken);
    }

    public Task<bool> CarryAsync(ExternalRef total, string by, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        TotalKey key = TotalRefs.Parse(total);
        return store.RunAsync(
            async t =>
            {
                t.Audit.Lane = TotalRefs.System;
                DateTimeOffset now = clock.GetUtcNow();
                TotalRow? row = (await t.Usage.OfAsync(key.System, key.Subscription, cancellationToken).ConfigureAwait(false)).Find(r => r.Key == key);
                if (row is not { IsHeld: true })
                {
                    return false;
                }

                await t.Usage.AllowAsync(row.Id, cancellationToken).ConfigureAwait(false);
                await new Places(t, new TotalIds(), new UsageOutcome()).EnsureAsync([(meters.Get(key.Meter), row)], now, cancellationToken).ConfigureAwait(false);
                await t.Cases.CloseForEffectAsync(LateCase.Of(row), now, cancellationToken).ConfigureAwait(false);
                await t.Audit.WriteAsync(
                    new AuditLine(now.ToUnixTimeMilliseconds(), null, null, "usage-carried", string.Create(CultureInfo.InvariantCulture, $"{total.Id}: {row.Late}"), by), cancellationToken)
                    .ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    public Task SetTermAsync(ExternalRef subscription, DateOnly firstDay, Recurrence every, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        ArgumentNullException.ThrowIfNull(every);
        return UsageTerm.Is(every)
            ? store.RunAsync(t => t.Usage.SetTermAsync(subscription, new UsageTerm(firstDay, every), cancellationToken), cancellationToken)
            : throw new ConnectorException(ErrorKind.Validation, $"{every} is no term that usage is totalled for; it must be a day at least and a year at most.") { Field = nameof(every) };
    }

    public Task<IReadOnlyList<RejectedUsage>> RejectedAsync(long after = 0, int most = 100, CancellationToken cancellationToken = default) =>
        store.ReadAsync<IReadOnlyList<RejectedUsage>>(
            async t => await t.UsageRejected.ListAsync(after, most, cancellationToken).ConfigureAwait(false), cancellationToken);

    public async Task<UsageReceipt> RetryRejectedAsync(string by, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        ReceiptBuilder receipt = new();
        long after = 0;
        while (await RejectedAsync(after, PageSize, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (RejectedUsage rejected in page)
            {
                UsageReceipt again = await intake.AcceptAgainAsync(rejected, cancellationToken).ConfigureAwait(false);
                receipt.Add(again);
                if (again.Rejected == 0)
                {
                    await store.RunAsync(t => t.UsageRejected.RemoveAsync(rejected.Id, cancellationToken), cancellationToken).ConfigureAwait(false);
                }
            }

            after = page[^1].Id;
        }

        UsageReceipt sum = receipt.Build();
        await store.RunAsync(
            t =>
            {
                t.Audit.Lane = TotalRefs.System;
                string detail = string.Create(CultureInfo.InvariantCulture, $"{sum.Read} lines that were not taken, {sum.Rejected} still are not");
                return t.Audit.WriteAsync(new AuditLine(clock.GetUtcNow().ToUnixTimeMilliseconds(), null, null, "usage-retried", detail, by), cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        return sum;
    }
}
