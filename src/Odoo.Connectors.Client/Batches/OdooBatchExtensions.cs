using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>
/// Writes of any size in batches, each one call and one transaction. They stop at the first batch that fails and tell what was done;
/// nothing is sent again. What happens on the way is not thrown but told by the result.
/// </summary>
public static class OdooBatchExtensions
{
    private const int DefaultBatch = 250;

    /// <summary>Creates records.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model.</param>
    /// <param name="values">The values of each.</param>
    /// <param name="batchSize">How many a call creates. More than 250 gains little; take 20 to 50 for documents with lines.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The new ids, and what stopped the work.</returns>
    public static Task<OdooBatchResult> CreateBatchesAsync(this IOdooClient client, string model, IReadOnlyList<JsonObject> values,
        int batchSize = DefaultBatch, OdooContext? context = null, CancellationToken cancellationToken = default) =>
        RunAsync(client, values, batchSize, batch => client.CreateManyAsync(model, batch, context, cancellationToken), cancellationToken);

    /// <summary>Writes the same values to records.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model.</param>
    /// <param name="ids">The records.</param>
    /// <param name="values">The fields to change.</param>
    /// <param name="batchSize">How many records a call writes.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The ids written, and what stopped the work.</returns>
    public static Task<OdooBatchResult> WriteBatchesAsync(this IOdooClient client, string model, IReadOnlyList<long> ids, JsonObject values,
        int batchSize = DefaultBatch, OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        return RunAsync(client, ids, batchSize, async batch =>
        {
            await client.WriteAsync(model, batch, values, context, cancellationToken).ConfigureAwait(false);
            return batch;
        }, cancellationToken);
    }

    /// <summary>Writes different values to each record (Odoo's <c>web_save_multi</c>).</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model.</param>
    /// <param name="changes">The records with their values, each record once.</param>
    /// <param name="batchSize">How many records a call writes.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The ids written, and what stopped the work.</returns>
    public static Task<OdooBatchResult> WriteEachAsync(this IOdooClient client, string model, IReadOnlyList<OdooRecordChange> changes,
        int batchSize = DefaultBatch, OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return changes.DistinctBy(c => c.Id).Count() == changes.Count
            ? RunAsync(client, changes, batchSize, batch => SaveAsync(client, model, batch, context, cancellationToken), cancellationToken)
            : throw new ArgumentException("A record is named twice; which values it gets would depend on the batches.", nameof(changes));
    }

    /// <summary>Deletes records. One that is missing fails its batch with <see cref="ErrorKind.NotFound"/>.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model.</param>
    /// <param name="ids">The records.</param>
    /// <param name="batchSize">How many records a call deletes.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The ids deleted, and what stopped the work.</returns>
    public static Task<OdooBatchResult> UnlinkBatchesAsync(this IOdooClient client, string model, IReadOnlyList<long> ids,
        int batchSize = DefaultBatch, OdooContext? context = null, CancellationToken cancellationToken = default) =>
        RunAsync(client, ids, batchSize, async batch =>
        {
            await client.UnlinkAsync(model, batch, context, cancellationToken).ConfigureAwait(false);
            return batch;
        }, cancellationToken);

    private static async Task<OdooBatchResult> RunAsync<T>(IOdooClient client, IReadOnlyList<T> items, int batchSize,
        Func<T[], Task<IReadOnlyList<long>>> send, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        List<long> done = new(items.Count);
        foreach (T[] batch in items.Chunk(batchSize))
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return new OdooBatchResult(done, items.Count, 0, new OperationCanceledException(cancellationToken));
            }

            try
            {
                done.AddRange(await send(batch).ConfigureAwait(false));
            }
            catch (Exception e)
            {
                return new OdooBatchResult(done, items.Count, batch.Length, e);
            }
        }

        return new OdooBatchResult(done, items.Count, 0, null);
    }

    private static Task<IReadOnlyList<long>> SaveAsync(IOdooClient client, string model, OdooRecordChange[] batch, OdooContext? context, CancellationToken cancellationToken)
    {
        long[] ids = [.. batch.Select(c => c.Id)];
        OdooCall call = new()
        {
            Model = model,
            Method = "web_save_multi",
            Ids = ids,
            Arguments = [new JsonArray([.. batch.Select(c => c.Values.DeepClone())])],
            Keywords = new JsonObject { ["specification"] = new JsonObject() },
            Context = context,
        };
        return client.InvokeAsync<IReadOnlyList<long>>(call, (ref Utf8JsonReader reader) =>
            Answers.Records(model, Answers.Element(ref reader)) is { } saved && saved.Select(r => r.Id).SequenceEqual(ids)
                ? ids : throw TransportErrors.BadResult(model, call.Method, isRead: false, "the records saved"), cancellationToken);
    }
}
