namespace Odoo.Connectors.Client;

/// <summary>What a command does to a one2many or many2many field. The numbers are Odoo's.</summary>
public enum OdooCommandKind
{
    /// <summary>Creates a record and links it.</summary>
    Create = 0,

    /// <summary>Writes to a linked record.</summary>
    Update = 1,

    /// <summary>Deletes a linked record.</summary>
    Delete = 2,

    /// <summary>Takes a record off the list without deleting it.</summary>
    Unlink = 3,

    /// <summary>Links a record that is there.</summary>
    Link = 4,

    /// <summary>Takes all records off the list.</summary>
    Clear = 5,

    /// <summary>Makes the list exactly these records.</summary>
    Set = 6,
}
