using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>A failure as the outcome of an effect.</summary>
internal static class Failures
{
    public static Outcome Of(Dispatch dispatch, ConnectorException e)
    {
        Outcome outcome = Outcome.Failed(dispatch, e);
        return e.Kind == ErrorKind.Configuration ? outcome with { Reason = outcome.Reason! with { Cause = "property" } } : outcome;
    }
}
