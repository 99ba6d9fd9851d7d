using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>Sends effects in batches of one way and type, associates contacts, and reads back what was stored.</summary>
internal sealed class HubSpotPort(string system, HubSpotApi api, BatchWriter writer, ReadBack readBack)
{
    private sealed record Item(Dispatch Dispatch, PlannedWrite Write);

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        List<Outcome> outcomes = [];
        foreach (IGrouping<(string Way, string Type), Item> group in dispatches.Select(d => new Item(d, PlannedWrite.Parse(d.Payload))).GroupBy(i => (i.Dispatch.Way, i.Write.Type)))
        {
            foreach (List<Item> some in Batches(group))
            {
                outcomes.AddRange(await SendAsync(group.Key.Way, group.Key.Type, some, cancellationToken).ConfigureAwait(false));
            }
        }

        return outcomes;
    }

    /// <summary>As many effects as fit into one call; one that is larger goes alone.</summary>
    private static IEnumerable<List<Item>> Batches(IEnumerable<Item> items)
    {
        List<Item> batch = [];
        foreach (Item item in items)
        {
            if (batch.Count > 0 && batch.Sum(i => i.Write.Records.Count) + item.Write.Records.Count > BatchWriter.MostRecords)
            {
                yield return batch;
                batch = [];
            }

            batch.Add(item);
        }

        yield return batch;
    }

    private async Task<IEnumerable<Outcome>> SendAsync(string way, string type, List<Item> items, CancellationToken cancellationToken)
    {
        PlannedRecord[] records = [.. items.SelectMany(i => i.Write.Records)];
        List<BatchWriter.Result> results = [];
        foreach (PlannedRecord[] some in records.Chunk(BatchWriter.MostRecords))
        {
            results.AddRange(await writer.WriteAsync(way, type, some, cancellationToken).ConfigureAwait(false));
        }

        (PlannedRecord Record, BatchWriter.Result Result)[] all = [.. records.Zip(results)];
        Dictionary<string, ConnectorException> loose = way == Ways.Contacts ? await AssociateAsync(items, all, cancellationToken).ConfigureAwait(false) : [];
        var stored = await readBack.ReadAsync(
            type, all.Where(a => a.Result.Id is not null).Select(a => (a.Result.Id!, (IEnumerable<string>)a.Record.Fields.Keys)), cancellationToken).ConfigureAwait(false);
        int at = 0;
        return [.. items.Select(item =>
        {
            var own = all[at..(at += item.Write.Records.Count)];
            ConnectorException? failure = own.Select(o => o.Result.Failure).FirstOrDefault(f => f is not null) ?? loose.GetValueOrDefault(item.Write.Company ?? "");
            return failure is null ? Applied(item, type, own, stored) : Failures.Of(item.Dispatch, failure);
        })];
    }

    private Outcome Applied(
        Item item, string type, (PlannedRecord Record, BatchWriter.Result Result)[] own, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> stored)
    {
        (PlannedRecord record, BatchWriter.Result result) = own[0];
        ExternalRef target = new(system, ObjectTypes.KindOf(type)!, result.Id!);
        if (item.Write.Company is { } company)
        {
            return new Outcome
            {
                Key = item.Dispatch.Key, Status = OutcomeStatus.Applied, Target = new ExternalRef(system, RecordKinds.Customer, company),
                Note = $"{own.Length} contacts of company {company}",
            };
        }

        IReadOnlyDictionary<string, string?> values = stored.GetValueOrDefault(result.Id!) ?? new Dictionary<string, string?>();
        string? differs = record.Fields.Keys.FirstOrDefault(f => values.ContainsKey(f) && !ReadBack.IsSame(record.Fields[f], values[f]));
        return new Outcome
        {
            Key = item.Dispatch.Key,
            Status = OutcomeStatus.Applied,
            Target = target,
            Values = record.Fields.Keys.Where(values.ContainsKey)
                .SelectMany(f => new[] { KeyValuePair.Create(f, values[f]), KeyValuePair.Create(WritePlanner.Told(f), (string?)record.Fields[f]) }).ToDictionary(StringComparer.Ordinal),
            Unread = [.. record.Fields.Keys.Where(f => !values.ContainsKey(f)).SelectMany(f => new[] { f, WritePlanner.Told(f) })],
            Note = $"{target.Kind} {target.Id}: {string.Join(", ", record.Fields.Keys)}",
            Discrepancy = differs is null ? null : new CaseReason(
                ErrorKind.Validation, "value-overwritten", $"HubSpot '{system}' took the value of {differs} and stores another; see which workflow changes it.", differs),
        };
    }

    /// <summary>Associates what was written with its company. A default association that is there already stays one.</summary>
    private async Task<Dictionary<string, ConnectorException>> AssociateAsync(
        List<Item> items, (PlannedRecord Record, BatchWriter.Result Result)[] all, CancellationToken cancellationToken)
    {
        int at = 0;
        List<AssociationInput> inputs = [];
        foreach (Item item in items)
        {
            inputs.AddRange(all[at..(at += item.Write.Records.Count)].Where(a => a.Result.Id is not null)
                .Select(a => new AssociationInput(new IdInput(a.Result.Id!), new IdInput(item.Write.Company!))));
        }

        try
        {
            if (inputs.Count > 0)
            {
                BatchAnswer answer = await api.WriteAsync(
                    (writes, call) => writes.AssociateAsync(call.Paths.Associations, ObjectTypes.Contacts, ObjectTypes.Companies, new AssociationInputs(inputs), call.Token, call.Stop),
                    HubSpotJson.Default.BatchAnswer,
                    cancellationToken).ConfigureAwait(false);
                if (answer.Errors is { Count: > 0 } errors)
                {
                    throw ApiErrors.From(system, errors[0]);
                }
            }

            return [];
        }
        catch (ConnectorException e)
        {
            return items.Select(i => i.Write.Company!).Distinct(StringComparer.Ordinal).ToDictionary(c => c, _ => e, StringComparer.Ordinal);
        }
    }
}
