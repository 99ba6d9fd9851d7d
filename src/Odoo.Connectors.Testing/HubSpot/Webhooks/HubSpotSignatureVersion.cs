namespace Odoo.Connectors.Testing;

/// <summary>How a webhook of HubSpot is signed.</summary>
public enum HubSpotSignatureVersion
{
    /// <summary>Method, address, body and time under the client secret; the headers of version 1 come with it.</summary>
    V3,

    /// <summary>A hash of client secret and body only.</summary>
    V1,
}
