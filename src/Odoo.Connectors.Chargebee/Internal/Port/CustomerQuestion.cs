using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>Asks which customers hold certain values: one field and value a line.</summary>
internal static class CustomerQuestion
{
    public const string Kind = "customer-match";

    /// <summary>The question; null where there is nothing to ask by. Only custom fields can be asked for.</summary>
    public static ExternalRef? Of(string system, Customer customer, string? crmId, ChargebeeOptions options)
    {
        List<string> lines = [.. options.MatchKeys.Where(IsCustomField).Select(k => Line(k, customer.Custom[k])).OfType<string>()];
        if (IsCustomField(options.CustomerField) && Line(options.CustomerField, crmId) is { } first)
        {
            lines.Insert(0, first);
        }

        return lines.Count == 0 ? null : new ExternalRef(system, Kind, string.Join('\n', lines.Distinct(StringComparer.Ordinal)));
    }

    public static IEnumerable<(string Field, string Value)> LinesOf(ExternalRef question) =>
        question.Id.Split('\n').Select(static line => line.Split('=', 2)).Select(static pair => (pair[0], pair[1]));

    public static bool IsCustomField(string name) => name.StartsWith("cf_", StringComparison.Ordinal);

    private static string? Line(string field, string? value) =>
        value?.Trim() is { Length: > 0 } text && !text.Contains('\n', StringComparison.Ordinal) ? $"{field}={text}" : null;
}
