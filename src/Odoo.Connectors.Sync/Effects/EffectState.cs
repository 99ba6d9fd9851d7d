namespace Odoo.Connectors.Sync;

/// <summary>Where an effect stands in the ledger.</summary>
public enum EffectState
{
    /// <summary>Committed, not sent, or proven not applied and due again.</summary>
    Planned = 0,

    /// <summary>Committed before the bytes leave; found under a new owner it is in doubt.</summary>
    Sending,

    /// <summary>It may or may not have been applied; resolved by the target's key or a look-up, never by a blind repeat.</summary>
    InDoubt,

    /// <summary>Proven applied.</summary>
    Applied,

    /// <summary>Proven refused; a case is open.</summary>
    Refused,

    /// <summary>A later state effect of the same subject took its place before it was sent.</summary>
    Superseded,

    /// <summary>Planned, and sent only after a person approved it; a case is open.</summary>
    Held,

    /// <summary>A person rejected it, or something it needs: never sent. Planned anew when a later fact asks for it.</summary>
    Rejected,

    /// <summary>A person gave it up: it is never sent, and what needs it is not sent either.</summary>
    Skipped,
}
