namespace Odoo.Connectors.Sync;

/// <summary>The two classes of effects.</summary>
public enum EffectClass
{
    /// <summary>Creates something that must exist once: the key is made of the source's own reference and kept for ever.</summary>
    Document = 0,

    /// <summary>Sets absolute values: may be repeated or overtaken by a later one.</summary>
    State,
}
