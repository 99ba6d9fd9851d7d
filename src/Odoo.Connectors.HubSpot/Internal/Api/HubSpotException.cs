namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>HubSpot said no, or no usable answer came.</summary>
internal sealed class HubSpotException(ErrorKind kind, string message) : ConnectorException(kind, message)
{
    /// <summary>The category or policy, where the answer had one.</summary>
    public string? Code { get; init; }

    /// <summary>The record that is in the way, where the answer named one.</summary>
    public string? ExistingId { get; init; }
}
