using System.Text.Json;

namespace Odoo.Connectors.Sync;

/// <summary>The latest report of each source.</summary>
internal sealed class ReportStore(HubStore store)
{
    public async Task<ReconciliationReport?> FindAsync(string source, CancellationToken cancellationToken) =>
        await store.ReadAsync(t => t.Meta.FindAsync(Name(source), cancellationToken), cancellationToken).ConfigureAwait(false) is { } text
            ? JsonSerializer.Deserialize(text, ReconciliationJson.Default.ReconciliationReport) : null;

    public static Task SaveAsync(HubTransaction transaction, ReconciliationReport report, CancellationToken cancellationToken) =>
        transaction.Meta.SetAsync(Name(report.Source), JsonSerializer.Serialize(report, ReconciliationJson.Default.ReconciliationReport), cancellationToken);

    private static string Name(string source) => $"reconciliation/{source}";
}
