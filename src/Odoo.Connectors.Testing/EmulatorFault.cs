namespace Odoo.Connectors.Testing;

/// <summary>What an emulator does to a call instead of answering it properly.</summary>
public enum EmulatorFault
{
    /// <summary>The call is answered.</summary>
    None,

    /// <summary>The connection breaks before the call is carried out.</summary>
    DropRequest,

    /// <summary>The call is carried out, then the connection breaks.</summary>
    DropReply,

    /// <summary>An HTML error page, and nothing is carried out.</summary>
    ServerErrorPage,

    /// <summary>The call is carried out, then answered with an HTML error page.</summary>
    ServerErrorPageAfter,

    /// <summary>The vendor says that it is unavailable.</summary>
    Unavailable,

    /// <summary>The vendor says that there were too many calls.</summary>
    RateLimited,
}
