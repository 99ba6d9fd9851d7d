namespace Odoo.Connectors.Testing;

/// <summary>What goes wrong with one call that an emulator received.</summary>
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
}
