namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>What it means when no answer came back.</summary>
internal static class TransportErrors
{
    public static HubSpotException NoReply(string system, bool isRead, Exception cause, bool deadlinePassed)
    {
        HttpRequestError error = (cause as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
        if (error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            return new HubSpotException(ErrorKind.Transient, $"HubSpot '{system}' could not be reached and nothing was sent ({error}); it is tried again.");
        }

        // The cause may quote the server, so it is not carried along.
        string what = deadlinePassed ? "the time was up before an answer came" : $"the answer was lost ({cause.GetType().Name}, {error})";
        return isRead
            ? new HubSpotException(ErrorKind.Transient, $"Reading from HubSpot '{system}' failed: {what}.")
            : new HubSpotException(ErrorKind.Unknown, $"Writing to HubSpot '{system}' has an unknown outcome: {what}.");
    }
}
