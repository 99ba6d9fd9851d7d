namespace Odoo.Connectors.Sync;

/// <summary>What would mend a discrepancy.</summary>
public enum Correction
{
    /// <summary>A person must mend it; the case says how.</summary>
    ByHand = 0,

    /// <summary>The source tells it again and the flow decides it: what is missing is made, once. Can be previewed and accepted.</summary>
    TellAgain,
}
