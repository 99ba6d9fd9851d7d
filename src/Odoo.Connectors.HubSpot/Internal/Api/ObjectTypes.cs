using Odoo.Connectors.Model;

namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>HubSpot's object types that the adapter knows, by the names of the paths.</summary>
internal static class ObjectTypes
{
    public const string Companies = "companies";
    public const string Contacts = "contacts";
    public const string Deals = "deals";
    public const string LineItems = "line_items";
    public const string Products = "products";

    /// <summary>The property that says when a record was last modified.</summary>
    public static string ModifiedOf(string type) => type == Contacts ? "lastmodifieddate" : "hs_lastmodifieddate";

    /// <summary>The kind of record it is in the model; null for what is none of its own.</summary>
    public static string? KindOf(string type) => type switch
    {
        Companies => RecordKinds.Customer,
        Contacts => RecordKinds.Contact,
        Deals => RecordKinds.Deal,
        Products => RecordKinds.Product,
        _ => null,
    };

    /// <summary>The type behind a kind of record; null where there is none.</summary>
    public static string? OfKind(string kind) => kind switch
    {
        RecordKinds.Customer => Companies,
        RecordKinds.Contact => Contacts,
        RecordKinds.Deal => Deals,
        RecordKinds.Product => Products,
        _ => null,
    };
}
