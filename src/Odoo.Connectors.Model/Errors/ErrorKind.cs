namespace Odoo.Connectors;

/// <summary>
/// The one error taxonomy. Retry, circuit breaker, case and alert decide from it alone, so an adapter's whole duty
/// about a failure is to choose the right kind.
/// </summary>
public enum ErrorKind
{
    /// <summary>Nothing happened and the same request may succeed later: connection refused, 503, serialization conflict.</summary>
    Transient = 0,

    /// <summary>The system asks to slow down; nothing happened. Wait for <see cref="ConnectorException.RetryAfter"/> where given.</summary>
    RateLimited,

    /// <summary>The request may or may not have taken effect: a lost reply, a timeout, a server error page. Never resend blindly.</summary>
    Unknown,

    /// <summary>The credential is missing, wrong, expired or revoked. A person must act.</summary>
    Authentication,

    /// <summary>The credential is good but may not do this.</summary>
    Permission,

    /// <summary>The system understood the request and refuses its content. Sending it again unchanged cannot succeed.</summary>
    Validation,

    /// <summary>Another writer was there: a duplicate key, a record changed meanwhile.</summary>
    Conflict,

    /// <summary>The record is not there (yet).</summary>
    NotFound,

    /// <summary>The record was there and was deleted or merged away.</summary>
    Gone,

    /// <summary>Something that must exist first does not exist yet.</summary>
    Dependency,

    /// <summary>The accounting period of the date is closed.</summary>
    PeriodLocked,

    /// <summary>The host's configuration lacks or contradicts something: an unmapped tax, an unknown database, the wrong account.</summary>
    Configuration,

    /// <summary>The answer is not what the protocol promises: unreadable JSON, a missing field, an unknown version.</summary>
    Protocol,
}
