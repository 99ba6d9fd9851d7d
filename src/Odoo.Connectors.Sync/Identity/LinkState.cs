namespace Odoo.Connectors.Sync;

/// <summary>Where a reference of a record stands in its own system.</summary>
public enum LinkState
{
    /// <summary>It is there, as far as we know.</summary>
    Linked = 0,

    /// <summary>Another id of the same system took its place: merged or renamed there.</summary>
    Superseded,

    /// <summary>It was deleted in its system. Only a newer version or an undelete brings it back.</summary>
    Tombstoned,
}
