using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.HubSpot.Internal.Mapping;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>
/// Writes records of which some may have been merged away before we were told. HubSpot does not document whether it then writes the one
/// that stands for them or knows no such record; a read by the old id always shows the survivor. What was not written there is written to
/// it, once: the values are absolute.
/// </summary>
internal sealed class MergedWriter(BatchWriter writer, RecordReader reader)
{
    // Nothing else says that it was merged: the id does. The property is asked for since a read must name one.
    private static readonly string[] Asked = ["hs_merged_object_ids"];

    public async Task<IReadOnlyList<WriteResult>> WriteAsync(string way, string type, IReadOnlyList<PlannedRecord> records, CancellationToken cancellationToken)
    {
        WriteResult[] results = [.. await writer.WriteAsync(way, type, records, cancellationToken).ConfigureAwait(false)];
        if (way != Ways.Update)
        {
            return results;
        }

        List<int> moved = [];
        for (int i = 0; i < results.Length; i++)
        {
            if (results[i].Id == records[i].Id || !MayBeMerged(results[i]))
            {
                continue;
            }

            WriteResult result = results[i] = await LookAsync(type, records[i].Id, results[i], cancellationToken).ConfigureAwait(false);
            if (result is { Id: null, Survivor: not null })
            {
                moved.Add(i);
            }
        }

        // Two that were merged into one are written one after the other, in their order: a batch names a record once.
        while (moved.Count > 0)
        {
            int[] round = [.. moved.DistinctBy(i => results[i].Survivor)];
            moved.RemoveAll(round.Contains);
            IReadOnlyList<WriteResult> written = await writer.WriteAsync(
                way, type, [.. round.Select(i => records[i] with { Id = results[i].Survivor! })], cancellationToken).ConfigureAwait(false);
            foreach ((int i, WriteResult result) in round.Zip(written))
            {
                results[i] = result with { Survivor = results[i].Survivor };
            }
        }

        return results;
    }

    /// <summary>The record that stands for one that was merged away; null where it was not, or is not there at all.</summary>
    public async Task<string?> SurvivorOfAsync(string type, string id, CancellationToken cancellationToken) =>
        await reader.GetAsync(type, id, Asked, cancellationToken).ConfigureAwait(false) is { } found && RecordJson.IdOf(found) is var other && other != id ? other : null;

    private static bool MayBeMerged(WriteResult result) =>
        result.Failure is null or { Kind: ErrorKind.NotFound or ErrorKind.Gone } || result.Strangers.Count > 0;

    private async Task<WriteResult> LookAsync(string type, string id, WriteResult result, CancellationToken cancellationToken)
    {
        try
        {
            string? survivor = await SurvivorOfAsync(type, id, cancellationToken).ConfigureAwait(false);
            return survivor is null ? result
                : result.Id is not null || result.Strangers.Contains(survivor) ? new WriteResult(survivor, null) { Survivor = survivor }
                : result with { Survivor = survivor };
        }
        catch (ConnectorException)
        {
            // Not known yet: as the write was answered, and it is looked at again with the next attempt.
            return result.Failure is { Kind: ErrorKind.NotFound or ErrorKind.Gone }
                ? new WriteResult(null, new HubSpotException(
                    ErrorKind.Transient, $"HubSpot '{reader.Api.System}' does not know a record by its id, and could not be asked whether it was merged into another one."))
                : result;
        }
    }
}
