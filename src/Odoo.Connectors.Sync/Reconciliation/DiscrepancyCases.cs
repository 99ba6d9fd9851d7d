using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Discrepancies as cases: the same one is the same case, and one that is gone closes by itself, once its record was looked at.</summary>
internal sealed class DiscrepancyCases(HubStore store, string source)
{
    private const int AtOnce = 200;
    private readonly HashSet<string> _examined = new(StringComparer.Ordinal);
    private ILookup<string, string> _open = Array.Empty<string>().ToLookup(k => k);

    public async Task LoadAsync(CancellationToken cancellationToken) =>
        _open = (await store.ReadAsync(t => t.Reconciliation.CasesAsync(source, cancellationToken), cancellationToken).ConfigureAwait(false)).ToLookup(c => c.Subject, c => c.Key, StringComparer.Ordinal);

    /// <summary>A record was looked at.</summary>
    public void Examine(ExternalRef? subject)
    {
        if (_open.Count > 0 && subject?.ToString() is { } name && _open.Contains(name))
        {
            _examined.Add(name);
        }
    }

    /// <summary>Opens and closes cases, and keeps the report.</summary>
    public async Task StoreAsync(ReconciliationReport report, bool isWhole, CancellationToken cancellationToken)
    {
        foreach (Discrepancy[] part in report.Discrepancies.Chunk(AtOnce))
        {
            await store.RunAsync(
                async t =>
                {
                    foreach (Discrepancy discrepancy in part)
                    {
                        await t.Cases.OpenAsync(DiscrepancyText.Reason(discrepancy), null, discrepancy.Key, default, report.EndedAt, cancellationToken).ConfigureAwait(false);
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }

        HashSet<string> still = [.. report.Discrepancies.Concat(report.InFlight).Select(d => d.Key)];
        string[] gone = [.. _open.Where(o => isWhole || _examined.Contains(o.Key)).SelectMany(o => o).Where(k => !still.Contains(k))];
        await store.RunAsync(
            async t =>
            {
                foreach (string key in gone)
                {
                    await t.Cases.CloseForEffectAsync(key, report.EndedAt, cancellationToken).ConfigureAwait(false);
                }

                await ReportStore.SaveAsync(t, report, cancellationToken).ConfigureAwait(false);
                await t.Audit.WriteAsync(
                    new AuditLine(
                        report.EndedAt.ToUnixTimeMilliseconds(), null, null, "reconciled",
                        $"{report.Source}: {report.Expected} compared, {report.Discrepancies.Count} discrepancies, {report.InFlight.Count} in flight", report.By),
                    cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }
}
