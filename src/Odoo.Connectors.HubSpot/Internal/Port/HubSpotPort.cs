using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>Sends effects in batches of one way and type, associates contacts, and reads back what was stored.</summary>
internal sealed class HubSpotPort(string system, MergedWriter writer, CompanyContacts companies, MadeCompanies made, ReadBack readBack)
{
    private sealed record Item(Dispatch Dispatch, PlannedWrite Write);

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        List<Outcome> outcomes = [];
        List<Item> items = await PlaceAsync([.. dispatches.Select(d => new Item(d, PlannedWrite.Parse(d.Payload)))], outcomes, cancellationToken).ConfigureAwait(false);
        foreach (IGrouping<(string Way, string Type), Item> group in items.GroupBy(i => (i.Dispatch.Way, i.Write.Type)))
        {
            foreach (List<Item> some in Batches(group))
            {
                outcomes.AddRange(await SendAsync(group.Key.Way, group.Key.Type, some, cancellationToken).ConfigureAwait(false));
            }
        }

        return outcomes;
    }

    /// <summary>Contacts of companies that an effect before made are told where these are; one whose company is not there is not sent.</summary>
    private async Task<List<Item>> PlaceAsync(IReadOnlyList<Item> items, List<Outcome> outcomes, CancellationToken cancellationToken)
    {
        List<Item> placed = [.. items.Where(i => i.Write.CompanyIdProperty is null)];
        foreach (IGrouping<string, Item> some in items.Where(i => i.Write.CompanyIdProperty is not null).GroupBy(i => i.Write.CompanyIdProperty!, StringComparer.Ordinal))
        {
            try
            {
                IReadOnlyDictionary<string, string> ids = await made.FindAsync(some.Key, some.Select(i => i.Write.Company!), cancellationToken).ConfigureAwait(false);
                placed.AddRange(some.Where(i => ids.ContainsKey(i.Write.Company!)).Select(i => i with { Write = i.Write with { Company = ids[i.Write.Company!], CompanyIdProperty = null } }));
                outcomes.AddRange(some.Where(i => !ids.ContainsKey(i.Write.Company!)).Select(i => NoCompany(i.Dispatch)));
            }
            catch (ConnectorException e)
            {
                // Nothing was sent, whatever became of the read.
                outcomes.AddRange(some.Select(i => Failures.Of(i.Dispatch, e) with { Status = OutcomeStatus.NotApplied }));
            }
        }

        return placed;
    }

    private Outcome NoCompany(Dispatch dispatch) => new()
    {
        Key = dispatch.Key,
        Status = OutcomeStatus.Refused,
        Reason = new CaseReason(
            ErrorKind.Dependency, "no-company",
            $"The customer of these contacts has no company in '{system}'; link it to one, or let the flow make the customer there first, then retry."),
    };

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
        List<WriteResult> results = [];
        foreach (PlannedRecord[] some in records.Chunk(BatchWriter.MostRecords))
        {
            results.AddRange(await writer.WriteAsync(way, type, some, cancellationToken).ConfigureAwait(false));
        }

        (PlannedRecord Record, WriteResult Result)[] all = [.. records.Zip(results)];
        IReadOnlyDictionary<string, CompanyContacts.Result> associated = await companies.AssociateAsync(Pairs(items, all), cancellationToken).ConfigureAwait(false);
        var stored = await readBack.ReadAsync(
            type, all.Where(a => a.Result.Id is not null).Select(a => (a.Result.Id!, (IEnumerable<string>)a.Record.Fields.Keys)), cancellationToken).ConfigureAwait(false);
        int at = 0;
        return [.. items.Select(item =>
        {
            var own = all[at..(at += item.Write.Records.Count)];
            CompanyContacts.Result? company = associated.GetValueOrDefault(item.Write.Company ?? "");
            ConnectorException? failure = own.Select(o => o.Result.Failure).FirstOrDefault(f => f is not null) ?? company?.Failure;
            Outcome outcome = failure is null ? Applied(item, type, own, company, stored) : Failures.Of(item.Dispatch, failure);
            return outcome with { Further = Further(type, own, stored), Facts = [.. own.Select(o => Merged(type, o.Record.Id, o.Result.Survivor)).Append(Merged(ObjectTypes.Companies, item.Write.Company, company?.Survivor)).OfType<IdentityFact>()] };
        })];
    }

    /// <summary>The contacts that were written, each with the company that it belongs to.</summary>
    private static List<(string Company, string Contact)> Pairs(List<Item> items, (PlannedRecord Record, WriteResult Result)[] all)
    {
        int at = 0;
        return
        [
            .. items.SelectMany(item => all[at..(at += item.Write.Records.Count)].Where(a => item.Write.Company is not null && a.Result.Id is not null)
                .Select(a => (item.Write.Company!, a.Result.Id!))),
        ];
    }

    /// <summary>The contacts that were written, whatever became of the others: each is a record of its own.</summary>
    private IReadOnlyList<FurtherTarget> Further(
        string type, (PlannedRecord Record, WriteResult Result)[] own, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> stored) =>
    [
        .. own.Where(o => o.Record.Of is not null && o.Result.Id is not null).Select(o =>
        {
            IReadOnlyDictionary<string, string?>? values = stored.GetValueOrDefault(o.Result.Id!);
            return new FurtherTarget
            {
                Source = o.Record.Of!,
                Target = new ExternalRef(system, ObjectTypes.KindOf(type)!, o.Result.Id!),
                Values = o.Record.Fields.Keys.Where(f => values?.ContainsKey(f) ?? false).ToDictionary(f => f, f => values![f], StringComparer.Ordinal),
                Unread = [.. o.Record.Fields.Keys.Where(f => values?.ContainsKey(f) is not true)],
            };
        }),
    ];

    /// <summary>What a read proved: the hub need not wait until it is told of the merge.</summary>
    private IdentityFact.Merged? Merged(string type, string? id, string? survivor) =>
        id is null || survivor is null ? null : new(new ExternalRef(system, ObjectTypes.KindOf(type)!, id), new ExternalRef(system, ObjectTypes.KindOf(type)!, survivor));

    private Outcome Applied(
        Item item, string type, (PlannedRecord Record, WriteResult Result)[] own, CompanyContacts.Result? associated,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> stored)
    {
        (PlannedRecord record, WriteResult result) = own[0];
        ExternalRef target = new(system, ObjectTypes.KindOf(type)!, result.Id!);
        if (item.Write.Company is { } company)
        {
            return new Outcome
            {
                Key = item.Dispatch.Key, Status = OutcomeStatus.Applied, Target = new ExternalRef(system, RecordKinds.Customer, associated?.Survivor ?? company),
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
}
