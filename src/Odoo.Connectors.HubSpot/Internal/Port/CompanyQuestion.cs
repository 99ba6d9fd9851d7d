using Odoo.Connectors.Model;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>Asks which companies have the match keys of a customer: one key a line.</summary>
internal static class CompanyQuestion
{
    public const string Kind = "company-match";

    /// <summary>The question; null where a customer has no key to ask by.</summary>
    public static ExternalRef? Of(string system, IEnumerable<string> keys)
    {
        string text = string.Join('\n', keys.Where(k => !k.Contains('\n', StringComparison.Ordinal)));
        return text.Length == 0 ? null : new ExternalRef(system, Kind, text);
    }

    public static string[] KeysOf(ExternalRef question) => question.Id.Split('\n');
}
