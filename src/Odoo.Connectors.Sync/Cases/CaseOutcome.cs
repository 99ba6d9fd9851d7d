namespace Odoo.Connectors.Sync;

/// <summary>Whether something was done about a case.</summary>
public enum CaseOutcome
{
    /// <summary>Done and audited.</summary>
    Done = 0,

    /// <summary>There is no such case.</summary>
    NotFound,

    /// <summary>Somebody closed it before; nothing was changed.</summary>
    AlreadyClosed,

    /// <summary>This case allows something else, see <see cref="CaseInfo.Actions"/>; nothing was changed.</summary>
    NotAllowed,
}
