namespace Odoo.Connectors.Client;

/// <summary>What became of a row.</summary>
public enum OdooUpsertOutcome
{
    /// <summary>It was not sent, or certainly not kept, because the upsert stopped; it can be sent again.</summary>
    Left,

    /// <summary>It was created or updated.</summary>
    Loaded,

    /// <summary>Odoo refused it; nothing of it was kept.</summary>
    Refused,

    /// <summary>The answer was lost: it may have been loaded.</summary>
    InDoubt,
}
