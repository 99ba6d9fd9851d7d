namespace Odoo.Connectors.Sync;

/// <summary>What a field needs.</summary>
public enum FieldVerdict
{
    /// <summary>Neither side changed.</summary>
    Keep = 0,

    /// <summary>Both hold the same: our own write came back, or both were edited alike.</summary>
    Echo,

    /// <summary>The owner's value goes to the other side.</summary>
    WriteToOther,

    /// <summary>The other side's newer value goes to the owner.</summary>
    AcceptFromOther,

    /// <summary>A person decides.</summary>
    Conflict,
}
