namespace Odoo.Connectors.Sync;

/// <summary>What becomes of an edit to a field in a system that does not own it.</summary>
public enum Conflict
{
    /// <summary>The owner's value is written back over it.</summary>
    OwnerWins = 0,

    /// <summary>A person decides: nothing is written to that field, a case names it.</summary>
    Review,

    /// <summary>
    /// The newest edit counts, wherever it was made. Only between systems whose clocks agree (<c>.ClocksAgree</c>); when both
    /// sides changed within 5 minutes, a person decides.
    /// </summary>
    NewestWins,
}
