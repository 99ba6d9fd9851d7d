namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>What it means when no answer came back.</summary>
internal static class TransportErrors
{
    public static SalesforceException NoReply(string system, bool isRead, Exception cause, bool deadlinePassed)
    {
        HttpRequestError error = (cause as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
        if (IsBeforeSending(error))
        {
            return new SalesforceException(ErrorKind.Transient, $"Salesforce '{system}' could not be reached and nothing was sent ({error}); it is tried again.");
        }

        // The cause may quote the server, so it is not carried along.
        string what = deadlinePassed ? "the time was up before an answer came" : $"the answer was lost ({cause.GetType().Name}, {error})";
        return isRead
            ? new SalesforceException(ErrorKind.Transient, $"Reading from Salesforce '{system}' failed: {what}.")
            : new SalesforceException(ErrorKind.Unknown, $"Writing to Salesforce '{system}' has an unknown outcome: {what}.");
    }

    private static bool IsBeforeSending(HttpRequestError error) => error is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
}
