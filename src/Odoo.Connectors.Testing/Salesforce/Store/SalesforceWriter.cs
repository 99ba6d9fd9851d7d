using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>Writes single records; what is refused has changed nothing.</summary>
internal sealed class SalesforceWriter(SalesforceSchema schema, SalesforceRecords records)
{
    private static readonly (string Parent, string Child, string Key)[] Cascades =
    [
        ("Account", "Opportunity", "AccountId"), ("Account", "Contact", "AccountId"),
        ("Opportunity", "OpportunityLineItem", "OpportunityId"), ("Opportunity", "OpportunityContactRole", "OpportunityId"), ("Contact", "OpportunityContactRole", "ContactId"),
    ];

    private readonly SalesforceRules _rules = new(schema, records);
    private readonly SalesforceReferences _references = new(schema, records);
    private readonly SalesforceDerived _derived = new(records);

    public Func<SalesforceWrite, SalesforceWriteError?>? OnWrite { get; set; }

    /// <summary>Whether what writes passes duplicate rules that only alert.</summary>
    public bool AllowsDuplicates { get; set; }

    /// <summary>Who writes; stamped on the records.</summary>
    public static string UserId { get; } = SalesforceId.To18("005EM0000000001");

    public JsonObject Create(string type, JsonObject body)
    {
        body = _references.Resolve(type, body);
        _rules.Check(type, body, null);
        Ask(type, null, body);
        JsonObject record = records.Create(type, Whole(type, body, null), UserId);
        _derived.After(type, record, UserId);
        return record;
    }

    public void Update(string type, JsonObject record, JsonObject body)
    {
        body = _references.Resolve(type, body);
        _rules.Check(type, body, record);
        Ask(type, record, body);
        records.Change(type, record, Whole(type, body, record), UserId);
        _derived.After(type, record, UserId);
    }

    /// <summary>Makes or changes the record with this key; null when several have it.</summary>
    public (JsonObject Record, bool Created)? Upsert(string type, string key, string value, JsonObject body, bool updateOnly)
    {
        IReadOnlyList<JsonObject> found = records.Keys.Find(type, key, value);
        if (found.Count > 1)
        {
            return null;
        }

        if (found.Count == 1)
        {
            Update(type, found[0], body);
            return (found[0], false);
        }

        if (updateOnly)
        {
            throw SalesforceRefusal.NotFound();
        }

        var keyed = (JsonObject)body.DeepClone();
        keyed[key] = value;
        return (Create(type, keyed), true);
    }

    public void Delete(string type, JsonObject record)
    {
        Ask(type, record, []);
        SetDeleted(type, record, deleted: true, record["SystemModstamp"]?.ToString());
    }

    public void Undelete(string type, JsonObject record) => SetDeleted(type, record, deleted: false, record["SystemModstamp"]?.ToString());

    /// <summary>The other record goes to the recycle bin and says where it went; what hung on it hangs on the master.</summary>
    public void Merge(string type, JsonObject master, JsonObject other)
    {
        (string from, string to) = (other["Id"]!.GetValue<string>(), master["Id"]!.GetValue<string>());
        (string Type, string Key)[] children = type == "Account"
            ? [("Opportunity", "AccountId"), ("Contact", "AccountId"), ("Account", "ParentId")]
            : [("OpportunityContactRole", "ContactId"), ("Opportunity", "ContactId")];
        foreach ((string child, string key) in children)
        {
            foreach (JsonObject record in records.Keys.Find(child, key, from).ToArray())
            {
                records.Change(child, record, new JsonObject { [key] = to }, UserId);
            }
        }

        records.Change(type, other, new JsonObject { ["MasterRecordId"] = to }, UserId);
        records.SetDeleted(type, other, deleted: true, UserId);
        records.Change(type, master, [], UserId);
    }

    public JsonObject Existing(string type, string id)
    {
        if (!SalesforceId.LooksLikeOne(id))
        {
            throw new SalesforceRefusal(404, "NOT_FOUND", $"Provided external ID field does not exist or is not accessible: {id}");
        }

        if (!SalesforceId.IsValid(id))
        {
            throw new SalesforceRefusal(400, "MALFORMED_ID", $"{type} ID: id value of incorrect type: {id}", "Id");
        }

        JsonObject record = records.Find(type, id) ?? throw SalesforceRefusal.NotFound();
        return record["IsDeleted"]?.GetValue<bool>() is true
            ? throw new SalesforceRefusal(404, "ENTITY_IS_DELETED", "entity is deleted")
            : record;
    }

    /// <summary>The field's own spelling when records can be addressed by it.</summary>
    public string ExternalKey(string type, string field) =>
        schema.FieldName(type, field) is { } key && schema.Field(type, key)!.IsExternalId
            ? key
            : throw new SalesforceRefusal(404, "NOT_FOUND", $"Provided external ID field does not exist or is not accessible: {field}");

    private void SetDeleted(string type, JsonObject record, bool deleted, string? at)
    {
        string id = record["Id"]!.GetValue<string>();
        JsonObject[] Children(string child, string key) => deleted
            ? [.. records.Keys.Find(child, key, id)]
            : [.. records.All(child).Where(c => c[key]?.ToString() == id && c["IsDeleted"]?.GetValue<bool>() is true && c["SystemModstamp"]?.ToString() == at)];
        foreach ((_, string child, string key) in Cascades.Where(cascade => cascade.Parent == type))
        {
            foreach (JsonObject below in Children(child, key))
            {
                SetDeleted(child, below, deleted, at);
            }
        }

        records.SetDeleted(type, record, deleted, UserId);
        if (type == "OpportunityLineItem")
        {
            _derived.After(type, record, UserId);
        }
    }

    private JsonObject Whole(string type, JsonObject body, JsonObject? record)
    {
        var whole = (JsonObject)body.DeepClone();
        foreach ((string field, JsonNode? value) in _derived.Of(type, body, record))
        {
            whole[field] = value?.DeepClone();
        }

        return whole;
    }

    private void Ask(string type, JsonObject? record, JsonObject body)
    {
        if (OnWrite?.Invoke(new SalesforceWrite(type, record?["Id"]!.GetValue<string>(), (JsonObject)body.DeepClone(), AllowsDuplicates)) is { } error)
        {
            throw new SalesforceRefusal(400, error.Code, error.Message, [.. error.Fields]);
        }
    }
}
