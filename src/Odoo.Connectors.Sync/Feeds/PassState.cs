namespace Odoo.Connectors.Sync;

/// <summary>How far a pass is. Numbers are stored.</summary>
public enum PassState
{
    /// <summary>Pages are read.</summary>
    Reading = 0,

    /// <summary>Everything was read; what was not found is asked for once more.</summary>
    Confirming = 1,

    /// <summary>At its end.</summary>
    Complete = 2,
}
