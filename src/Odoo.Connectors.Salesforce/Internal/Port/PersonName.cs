namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>A full name in the two parts that Salesforce has: the last word is the last name, which it needs.</summary>
internal static class PersonName
{
    public static string? First(string name) => name.Trim() is var text && text.LastIndexOf(' ') is > 0 and var space ? text[..space].TrimEnd() : null;

    public static string Last(string name) => name.Trim() is var text ? text[(text.LastIndexOf(' ') + 1)..] : name;
}
