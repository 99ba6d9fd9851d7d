namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>Which record has which value of a unique property.</summary>
internal sealed class HubSpotUniques(HubSpotSchema schema)
{
    private readonly Dictionary<(string Type, string Property, string Value), HubSpotRecord> _owners = [];

    public HubSpotRecord? Owner(HubSpotType type, string property, string value) =>
        _owners.GetValueOrDefault((type.Name, property, value.ToLowerInvariant()));

    /// <summary>The first property of these values that another record already has.</summary>
    public (string Property, HubSpotRecord Owner)? Taken(HubSpotType type, IEnumerable<KeyValuePair<string, string>> values, HubSpotRecord? self)
    {
        foreach ((string name, string value) in values)
        {
            if (schema.Find(type, name) is { IsUnique: true } && value.Length > 0 && Owner(type, name, value) is { } owner && owner != self)
            {
                return (name, owner);
            }
        }

        return null;
    }

    public void Forget(HubSpotRecord record) => Visit(record, key => _owners.Remove(key));

    public void Remember(HubSpotRecord record) => Visit(record, key => _owners[key] = record);

    private void Visit(HubSpotRecord record, Action<(string Type, string Property, string Value)> visit)
    {
        foreach (HubSpotProperty property in schema.All(record.Type))
        {
            if (property.IsUnique && record.Current.Value(property.Name) is { } value)
            {
                visit((record.Type.Name, property.Name, value.ToLowerInvariant()));
            }
        }
    }
}
