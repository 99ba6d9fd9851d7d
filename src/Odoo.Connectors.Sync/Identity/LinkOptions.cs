namespace Odoo.Connectors.Sync;

/// <summary>How a reference is linked.</summary>
public sealed record LinkOptions
{
    /// <summary>The company of the system that the reference is for. The default is empty: it serves all of them.</summary>
    public string Company { get; init; } = "";

    /// <summary>
    /// Whether writes use it from now on, also where another one was used before. The default is false: it is used only where there
    /// is no other of its system, kind and company.
    /// </summary>
    public bool Primary { get; init; }
}
