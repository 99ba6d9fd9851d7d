namespace Odoo.Connectors.Sync;

/// <summary>What an equal key says.</summary>
internal enum MatchRuleKind
{
    /// <summary>Who has another one is somebody else.</summary>
    Identifies,

    /// <summary>It adds to the score.</summary>
    Supports,

    /// <summary>It may ask a person, and never decides.</summary>
    Hint,
}
