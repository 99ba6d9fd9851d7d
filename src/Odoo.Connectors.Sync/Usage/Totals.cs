using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Totals in the words of the model.</summary>
internal static class Totals
{
    public static async Task<UsageTotal?> FindAsync(HubTransaction transaction, TotalKey key, CancellationToken cancellationToken)
    {
        TotalRow? row = (await transaction.Usage.ReadAsync(key.System, key.Subscription, cancellationToken).ConfigureAwait(false)).Find(t => t.Key == key);
        return row is null ? null : await OfAsync(transaction, row, cancellationToken).ConfigureAwait(false);
    }

    public static async Task<UsageTotal> OfAsync(HubTransaction transaction, TotalRow row, CancellationToken cancellationToken)
    {
        List<(long Earlier, long Start, long End, decimal Quantity)> corrections = row.IsClosed
            ? await transaction.Usage.CorrectionsAsync(row.Id, row.Closings, cancellationToken).ConfigureAwait(false)
            : [];
        List<UsageCorrection> told = [];
        foreach ((long earlier, long start, long end, decimal quantity) in corrections)
        {
            told.Add(new UsageCorrection(Period(start, end), quantity) { Told = await transaction.Usage.ToldAsync(earlier, row.Key.Start, cancellationToken).ConfigureAwait(false) });
        }

        return Of(row, row.IsClosed, row.Frozen ?? row.Quantity, told);
    }

    public static UsageTotal Of(TotalRow row, bool isClosed, decimal quantity, IReadOnlyList<UsageCorrection> corrections) => new()
    {
        Ref = TotalRefs.Of(row.Key),
        Subscription = new ExternalRef(row.Key.System, RecordKinds.Contract, row.Key.Subscription),
        Meter = row.Key.Meter,
        Period = Period(row.Key.Start, row.End),
        Quantity = quantity,
        Events = row.Events,
        Version = row.Version,
        IsClosed = isClosed,
        Late = row.Late,
        Corrections = corrections,
    };

    public static UsagePeriod Period(long start, long end) => new(DateTimeOffset.FromUnixTimeMilliseconds(start), DateTimeOffset.FromUnixTimeMilliseconds(end));
}
