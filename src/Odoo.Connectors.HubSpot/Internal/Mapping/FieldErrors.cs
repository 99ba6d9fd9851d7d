namespace Odoo.Connectors.HubSpot.Internal.Mapping;

/// <summary>Records that are not what HubSpot documents. They name the field, never its value.</summary>
internal static class FieldErrors
{
    public static ConnectorException Missing(string field) =>
        new(ErrorKind.Protocol, $"The record of HubSpot has no {field}, which it always has.") { Field = field };

    public static ConnectorException Wrong(string field, string expected) =>
        new(ErrorKind.Protocol, $"The field {field} of HubSpot does not hold {expected}.") { Field = field };

    /// <summary>Data that a person must correct in HubSpot.</summary>
    public static ConnectorException Invalid(string field, string message, string? value = null) =>
        new(ErrorKind.Validation, message) { Field = field, ServerText = new ServerText(value) };
}
