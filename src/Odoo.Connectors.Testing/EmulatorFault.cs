namespace Odoo.Connectors.Testing;

/// <summary>What goes wrong with one call that an emulator received. What is Odoo's own is 503 with the other emulators.</summary>
public enum EmulatorFault
{
    /// <summary>Nothing: the call is applied and answered.</summary>
    None,

    /// <summary>The connection is cut before anything happens.</summary>
    DropRequest,

    /// <summary>The call is applied and committed, then the connection is cut before the reply.</summary>
    DropReply,

    /// <summary>A proxy answers 502 with an HTML page; the call never arrived.</summary>
    ServerErrorPage,

    /// <summary>The call is applied and committed, but a proxy answers 502 with an HTML page.</summary>
    ServerErrorPageAfter,

    /// <summary>503: nothing is applied.</summary>
    Unavailable,

    /// <summary>429 with <c>Retry-After: 1</c>: nothing is applied.</summary>
    RateLimited,

    /// <summary>Odoo: another transaction was faster, five times: <c>psycopg2.errors.SerializationFailure</c> (<c>load</c>: messages); nothing is applied.</summary>
    SerializationFailure,

    /// <summary>Odoo: two transactions waited for each other: <c>psycopg2.errors.DeadlockDetected</c>; nothing is applied.</summary>
    Deadlock,

    /// <summary>Odoo: the database gave no lock: <c>psycopg2.errors.LockNotAvailable</c>; nothing is applied.</summary>
    LockNotAvailable,

    /// <summary>
    /// A record is locked by another transaction; nothing is applied. Odoo: <c>odoo.exceptions.LockError</c>, 409 over JSON-2.
    /// HubSpot: 423. Salesforce: <c>UNABLE_TO_LOCK_ROW</c>.
    /// </summary>
    LockError,

    /// <summary>Odoo: the worker reached <c>limit_memory_hard</c>: <c>builtins.MemoryError</c>; nothing is applied.</summary>
    OutOfMemory,

    /// <summary>Odoo: a proxy sends the caller to the login page (303 with a <c>Location</c>); nothing is applied.</summary>
    Redirect,

    /// <summary>A proxy gives up with 504 before the call began; nothing is applied.</summary>
    GatewayTimeout,

    /// <summary>A proxy gives up with 504 while the server goes on: the call is applied and committed.</summary>
    GatewayTimeoutAfter,

    /// <summary>
    /// HubSpot: the account moves to another data centre: 477 with <c>Retry-After</c>; nothing is applied. 503 with Salesforce and Stripe;
    /// Odoo carries the call out.
    /// </summary>
    Migrating,
}
