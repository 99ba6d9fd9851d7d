namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>Salesforce said no, or no usable answer came.</summary>
internal sealed class SalesforceException(ErrorKind kind, string message, Exception? innerException = null)
    : ConnectorException(kind, message, innerException)
{
    /// <summary>The error code, where the answer had one.</summary>
    public string? Code { get; init; }

    /// <summary>The HTTP status, where there was an answer.</summary>
    public int? Status { get; init; }
}
