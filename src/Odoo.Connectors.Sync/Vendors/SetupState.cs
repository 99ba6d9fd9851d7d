namespace Odoo.Connectors.Sync;

/// <summary>How a field that the adapter writes to is.</summary>
public enum SetupState
{
    /// <summary>There, and as it must be.</summary>
    Present = 0,

    /// <summary>Not there, or without the access that is needed: set-up can mend it.</summary>
    Missing,

    /// <summary>There, and of a type or with values that what is written does not fit: a person must change it.</summary>
    Wrong,

    /// <summary>Made just now.</summary>
    Created,
}
