using System.Text.Json;
using Odoo.Connectors.Salesforce.Internal.Mapping;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>Reads records with all that hangs on them: opportunities with their lines and account, accounts with their contact.</summary>
internal sealed class RecordReader(string system, SalesforceApi api)
{
    private const string Lines = "OpportunityLineItems";
    private const string Roles = "OpportunityContactRoles";
    private const string Contacts = "Contacts";
    private const string Relations = "AccountContactRelations";
    private const int MostIds = 200;

    public async Task<RawRecord?> OrganizationAsync(CancellationToken cancellationToken) =>
        First(await QueryAsync(Soql.Organization, cancellationToken).ConfigureAwait(false));

    public async Task<QueryPage> QueryAsync(string soql, CancellationToken cancellationToken) =>
        Page(await api.ReadAsync((reads, token) => reads.QueryAsync(api.Version, soql, token), cancellationToken).ConfigureAwait(false));

    /// <summary>A query that brings what was deleted too.</summary>
    public async Task<QueryPage> QueryAllAsync(string soql, CancellationToken cancellationToken) =>
        Page(await api.ReadAsync((reads, token) => reads.QueryAllAsync(api.Version, soql, token), cancellationToken).ConfigureAwait(false));

    public async Task<QueryPage> NextAsync(string path, CancellationToken cancellationToken) =>
        Page(await api.ReadAsync((reads, token) => reads.NextAsync(path, token), cancellationToken).ConfigureAwait(false));

    /// <summary>One record as it is now; null when it is not there.</summary>
    public async Task<byte[]?> ReadAsync(RecordType type, string id, CancellationToken cancellationToken)
    {
        RawRecord? record = First(await QueryAsync(Soql.ById(type, api.Options, id), cancellationToken).ConfigureAwait(false));
        byte[]? whole = record is null ? null : (await CompleteAsync(type, [record], cancellationToken).ConfigureAwait(false))[0];
        return whole is null || (type == RecordType.Opportunity && new RawRecord(JsonElement.Parse(whole)).Is("IsDeleted")) ? null : whole;
    }

    /// <summary>The opportunities of these ids that are there.</summary>
    public async Task<List<RawRecord>> OpportunitiesAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        List<RawRecord> found = [];
        foreach (string[] some in ids.Chunk(MostIds))
        {
            found.AddRange((await AllAsync(Soql.ById(RecordType.Opportunity, api.Options, some), cancellationToken).ConfigureAwait(false)).Select(r => new RawRecord(r)));
        }

        return found;
    }

    /// <summary>The records with what a query leaves out: the further pages of many children, and the accounts of opportunities.</summary>
    public async Task<IReadOnlyList<byte[]>> CompleteAsync(RecordType type, IReadOnlyList<RawRecord> records, CancellationToken cancellationToken)
    {
        if (type != RecordType.Opportunity)
        {
            return [.. records.Select(r => r.Bytes.ToArray())];
        }

        Dictionary<string, byte[]> accounts = new(StringComparer.Ordinal);
        await AddAccountsAsync(accounts, records, cancellationToken).ConfigureAwait(false);
        records = await AgainAsync(records, accounts, cancellationToken).ConfigureAwait(false);
        List<byte[]> complete = [];
        foreach (RawRecord record in records)
        {
            complete.Add(record.With(
                (Lines, await AllOfAsync(record, Lines, cancellationToken).ConfigureAwait(false)),
                (Roles, await AllOfAsync(record, Roles, cancellationToken).ConfigureAwait(false)),
                ("Account", record.AccountId is { } id ? accounts.GetValueOrDefault(id) : null)));
        }

        return complete;
    }

    private async Task AddAccountsAsync(Dictionary<string, byte[]> accounts, IEnumerable<RawRecord> opportunities, CancellationToken cancellationToken)
    {
        string[] ids = [.. opportunities.Where(r => !r.Is("IsDeleted")).Select(r => r.AccountId).OfType<string>().Where(id => !accounts.ContainsKey(id)).Distinct(StringComparer.Ordinal)];
        foreach (string[] some in ids.Chunk(MostIds))
        {
            foreach (JsonElement account in await AllAsync(Soql.ById(RecordType.Account, api.Options, some), cancellationToken).ConfigureAwait(false))
            {
                RawRecord raw = new(account);
                accounts[raw.Id] = raw.Bytes.ToArray();
            }
        }
    }

    /// <summary>
    /// An account that went since its opportunities were read took them with it, or was merged and left them to the survivor: those are read again,
    /// and are gone where they are not there.
    /// </summary>
    private async Task<IReadOnlyList<RawRecord>> AgainAsync(IReadOnlyList<RawRecord> opportunities, Dictionary<string, byte[]> accounts, CancellationToken cancellationToken)
    {
        HashSet<string> left = new(
            opportunities.Where(r => !r.Is("IsDeleted") && r.AccountId is { } id && !accounts.ContainsKey(id)).Select(r => r.Id), StringComparer.Ordinal);
        if (left.Count == 0)
        {
            return opportunities;
        }

        Dictionary<string, RawRecord> now = new(StringComparer.Ordinal);
        foreach (RawRecord opportunity in await OpportunitiesAsync(left, cancellationToken).ConfigureAwait(false))
        {
            now[opportunity.Id] = opportunity;
        }

        await AddAccountsAsync(accounts, now.Values, cancellationToken).ConfigureAwait(false);
        return [.. opportunities.Select(r => !left.Contains(r.Id) ? r
            : now.GetValueOrDefault(r.Id) ?? new RawRecord(JsonElement.Parse(r.With(("IsDeleted", [.. "true"u8])))))];
    }

    /// <summary>Records of a query job, which brings nothing that hangs on them.</summary>
    public async Task<IReadOnlyList<byte[]>> CompleteBulkAsync(RecordType type, IReadOnlyList<RawRecord> records, CancellationToken cancellationToken)
    {
        if (type == RecordType.Account)
        {
            Dictionary<string, List<JsonElement>> contacts = await ChildrenAsync(type, Contacts, "Contact", "AccountId", records, cancellationToken).ConfigureAwait(false);
            return [.. records.Select(r => r.With((Contacts, RawRecord.Relation([.. contacts.GetValueOrDefault(r.Id, []).Take(1)]))))];
        }

        if (type == RecordType.Contact && api.Options.AccountContactRoles)
        {
            Dictionary<string, List<JsonElement>> relations =
                await ChildrenAsync(type, Relations, "AccountContactRelation", "ContactId", records, cancellationToken).ConfigureAwait(false);
            return [.. records.Select(r => r.With((Relations, RawRecord.Relation(relations.GetValueOrDefault(r.Id, [])))))];
        }

        if (type != RecordType.Opportunity)
        {
            return [.. records.Select(r => r.Bytes.ToArray())];
        }

        Dictionary<string, List<JsonElement>> lines = await ChildrenAsync(type, Lines, "OpportunityLineItem", "OpportunityId", records, cancellationToken).ConfigureAwait(false);
        Dictionary<string, List<JsonElement>> roles = await ChildrenAsync(type, Roles, "OpportunityContactRole", "OpportunityId", records, cancellationToken).ConfigureAwait(false);
        RawRecord[] whole = [.. records.Select(r => new RawRecord(JsonElement.Parse(r.With(
            (Lines, RawRecord.Relation(lines.GetValueOrDefault(r.Id, []))), (Roles, RawRecord.Relation(roles.GetValueOrDefault(r.Id, [])))))))];
        return await CompleteAsync(type, whole, cancellationToken).ConfigureAwait(false);
    }

    private static RawRecord? First(QueryPage page) => page.Records.Count > 0 ? new RawRecord(page.Records[0]) : null;

    private QueryPage Page(ApiAnswer answer) => QueryPage.Read(system, answer.Body);

    /// <summary>A query to its end.</summary>
    public async Task<List<JsonElement>> AllAsync(string soql, CancellationToken cancellationToken)
    {
        QueryPage page = await QueryAsync(soql, cancellationToken).ConfigureAwait(false);
        List<JsonElement> all = [.. page.Records];
        await AddAsync(all, page.Next, cancellationToken).ConfigureAwait(false);
        return all;
    }

    private async Task AddAsync(List<JsonElement> all, string? path, CancellationToken cancellationToken)
    {
        while (path is not null)
        {
            QueryPage page = await NextAsync(path, cancellationToken).ConfigureAwait(false);
            all.AddRange(page.Records);
            path = page.Next;
        }
    }

    private async Task<byte[]?> AllOfAsync(RawRecord record, string relation, CancellationToken cancellationToken)
    {
        if (!record.Json.TryGetProperty(relation, out JsonElement children) || children.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        QueryPage page = QueryPage.Read(children);
        List<JsonElement> all = [.. page.Records];
        await AddAsync(all, page.Next, cancellationToken).ConfigureAwait(false);
        return RawRecord.Relation(all);
    }

    private async Task<Dictionary<string, List<JsonElement>>> ChildrenAsync(
        RecordType type, string relation, string child, string key, IReadOnlyList<RawRecord> records, CancellationToken cancellationToken)
    {
        Dictionary<string, List<JsonElement>> found = new(StringComparer.Ordinal);
        foreach (string[] some in records.Where(r => !r.Is("IsDeleted")).Select(r => r.Id).Chunk(MostIds))
        {
            foreach (JsonElement each in await AllAsync(Soql.Children(type, relation, child, key, api.Options, some), cancellationToken).ConfigureAwait(false))
            {
                string parent = new RawRecord(each).IdOf(key) ?? throw FieldErrors.Missing(key);
                (found.TryGetValue(parent, out List<JsonElement>? list) ? list : found[parent] = []).Add(each);
            }
        }

        return found;
    }
}
