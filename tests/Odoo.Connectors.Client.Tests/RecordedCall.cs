namespace Odoo.Connectors.Client.Tests;

/// <summary>What of the client makes a request of this form.</summary>
public enum RecordedCall
{
    Version,
    Login,
    ExecuteKw,
    Json2,
    Documentation,
    NoServer,
}
