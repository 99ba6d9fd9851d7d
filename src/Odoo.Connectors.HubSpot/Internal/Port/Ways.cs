namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>The ways of writing that are fixed in an effect's row.</summary>
internal static class Ways
{
    /// <summary>A record by its id.</summary>
    public const string Update = "update";

    /// <summary>A record by our own unique property, made where it is not there.</summary>
    public const string Upsert = "upsert";

    /// <summary>The contacts of a company, made by our own unique property and associated with it.</summary>
    public const string Contacts = "contacts";
}
