namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>What is wrong with a record, by the field that is.</summary>
internal static class FieldErrors
{
    public static ConnectorException Missing(string field) => new(ErrorKind.Protocol, $"Chargebee's '{field}' is missing.") { Field = field };

    public static ConnectorException Unknown(string field, string? word) =>
        new(ErrorKind.Protocol, $"Chargebee's '{field}' is {Shown(word)}, which this version does not know.") { Field = field };

    public static ConnectorException Refused(string field, string message, ErrorKind kind = ErrorKind.Validation) => new(kind, message) { Field = field };

    /// <summary>An enumeration's value may be named; anything longer may not be one.</summary>
    private static string Shown(string? word) =>
        word is null ? "missing" : word.Length <= 40 && word.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? $"'{word}'" : "a value";
}
