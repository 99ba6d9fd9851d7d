namespace Odoo.Connectors.Client.Internal;

/// <summary>The server asked for a pause that ends after the call's deadline, so the request was not sent.</summary>
internal sealed class PausedException(TimeSpan left) : Exception("The server asked to wait longer than the call may take.")
{
    public TimeSpan Left => left;
}
