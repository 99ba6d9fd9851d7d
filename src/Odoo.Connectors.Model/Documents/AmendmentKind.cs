namespace Odoo.Connectors.Model;

/// <summary>What an amendment does to a contract.</summary>
public enum AmendmentKind
{
    /// <summary>Terms changed in a way that none of the others names.</summary>
    Terms = 0,

    /// <summary>More than before: products were added or exchanged, and the contract is worth more.</summary>
    Upgrade,

    /// <summary>Less than before: products were taken away or exchanged, and the contract is worth less.</summary>
    Downgrade,

    /// <summary>Other quantities of the same.</summary>
    Quantity,

    /// <summary>Other prices of the same.</summary>
    Price,

    /// <summary>Another plan, worth the same.</summary>
    Plan,

    /// <summary>Nothing is delivered or billed for now.</summary>
    Pause,

    /// <summary>The end of a pause.</summary>
    Resume,

    /// <summary>A later end, of the contract or of the term that runs, without a new term.</summary>
    Extension,

    /// <summary>A new term after the one that ends.</summary>
    Renewal,

    /// <summary>The end, now or on a day to come.</summary>
    Cancellation,

    /// <summary>A new term that begins before the one that runs was over.</summary>
    EarlyRenewal,

    /// <summary>An end that was set is taken back: it goes on.</summary>
    Continuation,
}
