using Odoo.Connectors.Sync;

namespace Odoo.Connectors.AspNetCore.Tests;

/// <summary>A reconciliation with the report that a test gives it; it notes what it is asked for, and by whom.</summary>
internal sealed class FakeReconciliation : IReconciliation
{
    public ReconciliationReport? Report { get; set; }

    public ReconciliationRequest? Request { get; set; }

    public ConnectorException? Failure { get; set; }

    public List<string> Done { get; } = [];

    public Task<ReconciliationReport?> LatestAsync(string source, CancellationToken cancellationToken = default) => Task.FromResult(Report);

    public Task<ReconciliationRequest?> RequestedAsync(string source, CancellationToken cancellationToken = default) => Task.FromResult(Request);

    public Task<ReconciliationRequest> RequestAsync(ReconciliationScope scope, string by, CancellationToken cancellationToken = default)
    {
        Done.Add($"run {scope.Source} by {by}");
        return Task.FromResult(new ReconciliationRequest { Scope = scope, By = by, AskedAt = DateTimeOffset.UnixEpoch });
    }

    public Task<ReplayResult> PreviewAsync(string source, string key, CancellationToken cancellationToken = default) => Failure is not null ? Task.FromException<ReplayResult>(Failure)
        : Task.FromResult(new ReplayResult(0, ReplayDecision.Effects, null, [new ReplayEffect("odoo-eu", EffectKinds.Invoice, EffectClass.Document, "k", null, "send", [])], IsCommitted: false));

    public Task<int> AcceptAsync(string source, IReadOnlyCollection<string> keys, string by, CancellationToken cancellationToken = default)
    {
        Done.Add($"accept {source} {string.Join(' ', keys)} by {by}");
        return Task.FromResult(keys.Count);
    }

    public Task<ReconciliationReport> RunAsync(ReconciliationScope scope, string by, CancellationToken cancellationToken = default) => throw new NotSupportedException("A request of a page must not compare.");
}
