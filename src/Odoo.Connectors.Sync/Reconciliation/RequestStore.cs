using System.Text.Json;

namespace Odoo.Connectors.Sync;

/// <summary>The latest request of each source, in the store that all hosts share.</summary>
internal sealed class RequestStore(HubStore store)
{
    private const string Prefix = "reconciliation-request/";

    public Task SaveAsync(ReconciliationRequest request, CancellationToken cancellationToken) =>
        store.RunAsync(t => SetAsync(t, request, cancellationToken), cancellationToken);

    public async Task<ReconciliationRequest?> FindAsync(string source, CancellationToken cancellationToken) =>
        await store.ReadAsync(t => t.Meta.FindAsync($"{Prefix}{source}", cancellationToken), cancellationToken).ConfigureAwait(false) is { } text ? Parse(text) : null;

    /// <summary>Takes what nobody took yet, for this node alone. Where nothing waits the store is only read.</summary>
    public async Task<IReadOnlyList<ReconciliationRequest>> TakeAsync(CancellationToken cancellationToken) =>
        (await store.ReadAsync(t => WaitingAsync(t, cancellationToken), cancellationToken).ConfigureAwait(false)).Count == 0 ? []
            : await store.RunAsync(
                async t =>
                {
                    List<ReconciliationRequest> waiting = await WaitingAsync(t, cancellationToken).ConfigureAwait(false);
                    foreach (ReconciliationRequest request in waiting)
                    {
                        await SetAsync(t, request with { State = ReconciliationRequestState.Running }, cancellationToken).ConfigureAwait(false);
                    }

                    return waiting;
                },
                cancellationToken).ConfigureAwait(false);

    /// <summary>Says what became of a request, unless somebody asked anew meanwhile.</summary>
    public Task EndAsync(ReconciliationRequest request, string? failure, CancellationToken cancellationToken) => store.RunAsync(
        async t =>
        {
            if (await t.Meta.FindAsync($"{Prefix}{request.Scope.Source}", cancellationToken).ConfigureAwait(false) is { } text && Parse(text).AskedAt == request.AskedAt)
            {
                await SetAsync(t, request with { State = failure is null ? ReconciliationRequestState.Done : ReconciliationRequestState.Failed, Failure = failure }, cancellationToken).ConfigureAwait(false);
            }
        },
        cancellationToken);

    private static async Task<List<ReconciliationRequest>> WaitingAsync(HubTransaction transaction, CancellationToken cancellationToken) =>
        [.. (await transaction.Meta.StartingWithAsync(Prefix, cancellationToken).ConfigureAwait(false)).Values.Select(Parse).Where(r => r.State == ReconciliationRequestState.Asked)];

    private static Task SetAsync(HubTransaction transaction, ReconciliationRequest request, CancellationToken cancellationToken) => transaction.Meta.SetAsync(
        $"{Prefix}{request.Scope.Source}", JsonSerializer.Serialize(request, ReconciliationJson.Default.ReconciliationRequest), cancellationToken);

    private static ReconciliationRequest Parse(string text) => JsonSerializer.Deserialize(text, ReconciliationJson.Default.ReconciliationRequest)!;
}
