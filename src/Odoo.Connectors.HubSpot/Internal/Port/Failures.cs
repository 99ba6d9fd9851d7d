using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>A failure as the outcome of an effect.</summary>
internal static class Failures
{
    public static Outcome Of(Dispatch dispatch, ConnectorException e) => new()
    {
        Key = dispatch.Key,
        Status = e.Kind switch
        {
            ErrorKind.Unknown or ErrorKind.Protocol => OutcomeStatus.Unknown,
            ErrorKind.Transient or ErrorKind.RateLimited or ErrorKind.Authentication or ErrorKind.Permission => OutcomeStatus.NotApplied,
            _ => OutcomeStatus.Refused,
        },
        Reason = new CaseReason(e.Kind, Cause(e.Kind), e.Message, e.Field),
        ServerText = e.ServerText,
        RetryAfter = e.RetryAfter,
    };

    private static string Cause(ErrorKind kind) => kind switch
    {
        ErrorKind.NotFound or ErrorKind.Gone => "record-gone",
        ErrorKind.Configuration => "property",
        ErrorKind.Conflict => "record-in-the-way",
        ErrorKind.Authentication => "login",
        ErrorKind.Permission => "permission",
        ErrorKind.RateLimited => "api-limit",
        ErrorKind.Unknown or ErrorKind.Protocol => "reply-lost",
        ErrorKind.Validation => "refused-by-rule",
        _ => "not-applied",
    };
}
