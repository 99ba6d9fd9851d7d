namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>A type of record that the portal keeps.</summary>
internal sealed record HubSpotType(string Name, string Id, string Singular, string Modified, string[] Defaults)
{
    private static readonly HubSpotType[] All =
    [
        new("contacts", "0-1", "contact", "lastmodifieddate", ["createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"]),
        new("companies", "0-2", "company", "hs_lastmodifieddate", ["createdate", "domain", "hs_lastmodifieddate", "hs_object_id", "name"]),
        new("deals", "0-3", "deal", "hs_lastmodifieddate", ["amount", "closedate", "createdate", "dealname", "dealstage", "hs_lastmodifieddate", "hs_object_id", "pipeline"]),
        new("products", "0-7", "product", "hs_lastmodifieddate", ["createdate", "description", "hs_lastmodifieddate", "hs_object_id", "name", "price"]),
        new("line_items", "0-8", "line_item", "hs_lastmodifieddate", ["createdate", "hs_lastmodifieddate", "hs_object_id", "hs_product_id", "quantity"]),
    ];

    /// <summary>How messages of the vendor name it.</summary>
    public string Shouted => Singular.ToUpperInvariant();

    public static IReadOnlyList<HubSpotType> Known => All;

    /// <summary>The type of this name or number, or null.</summary>
    public static HubSpotType? Find(string name) =>
        Array.Find(All, type => type.Name == name || type.Id == name || type.Singular == name);

    public static HubSpotType Of(string name) =>
        Find(name) ?? throw new ArgumentException($"'{name}' is none of the emulated types: {string.Join(", ", All.Select(type => type.Name))}.", nameof(name));

    public bool IsStamp(string property) => property is "createdate" or "hs_object_id" || property == Modified;
}
