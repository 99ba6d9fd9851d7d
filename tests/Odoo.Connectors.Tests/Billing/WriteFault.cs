namespace Odoo.Connectors.Tests.Billing;

/// <summary>What meets a write.</summary>
internal enum WriteFault
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It is done, and nobody hears of it.</summary>
    ReplyLost,

    /// <summary>It is refused.</summary>
    Refused,
}
