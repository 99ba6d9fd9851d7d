namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>The properties of each type.</summary>
internal sealed class HubSpotSchema
{
    private const int MostUniques = 10;
    private readonly Dictionary<string, OrderedDictionary<string, HubSpotProperty>> _properties = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _groups = new(StringComparer.Ordinal);

    public HubSpotSchema()
    {
        foreach (HubSpotType type in HubSpotType.Known)
        {
            var known = new OrderedDictionary<string, HubSpotProperty>(StringComparer.Ordinal);
            foreach (HubSpotProperty property in HubSpotBuiltIns.Of(type))
            {
                known.Add(property.Name, property);
            }

            _properties[type.Name] = known;
            _groups[type.Name] = [HubSpotBuiltIns.Group(type)];
        }
    }

    public IEnumerable<HubSpotProperty> All(HubSpotType type) => _properties[type.Name].Values;

    public HubSpotProperty? Find(HubSpotType type, string name) => _properties[type.Name].GetValueOrDefault(name);

    public bool HasRoomForUnique(HubSpotType type) => All(type).Count(property => property is { IsUnique: true, IsBuiltIn: false }) < MostUniques;

    public void Set(HubSpotType type, HubSpotProperty property) => _properties[type.Name][property.Name] = property;

    public bool Remove(HubSpotType type, string name) => _properties[type.Name].Remove(name);

    public IReadOnlyCollection<string> Groups(HubSpotType type) => _groups[type.Name];

    public bool AddGroup(HubSpotType type, string name) => _groups[type.Name].Add(name);
}
