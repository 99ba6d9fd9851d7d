namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>One way in which records of two types hang together, seen from the first.</summary>
internal sealed record HubSpotAssociationType(string From, string To, int Id, int Inverse, string Category, string? Label)
{
    public const string Defined = "HUBSPOT_DEFINED";

    public static readonly HubSpotAssociationType[] BuiltIn =
    [
        .. Both("deals", "companies", 341, 342, null),
        .. Both("deals", "companies", 5, 6, "Primary"),
        .. Both("deals", "contacts", 3, 4, null),
        .. Both("contacts", "companies", 279, 280, null),
        .. Both("contacts", "companies", 1, 2, "Primary"),
        .. Both("deals", "line_items", 19, 20, null),
    ];

    public bool IsPrimary => Category == Defined && Label is not null;

    public bool IsDefault => Label is null;

    /// <summary>How reading a record names it.</summary>
    public string Name
    {
        get
        {
            string pair = $"{HubSpotType.Of(From).Singular}_to_{HubSpotType.Of(To).Singular}";
            bool hasPrimary = Array.Exists(BuiltIn, type => type.From == From && type.To == To && type.IsPrimary);
            return IsDefault && hasPrimary ? $"{pair}_unlabeled" : pair;
        }
    }

    public static HubSpotAssociationType[] Both(string from, string to, int id, int inverse, string? label, string category = Defined) =>
        [new(from, to, id, inverse, category, label), new(to, from, inverse, id, category, label)];
}
