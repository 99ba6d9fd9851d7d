namespace Odoo.Connectors.Sync;

/// <summary>A field that another system owns than the rest of its record, everywhere or in some companies and phases.</summary>
/// <param name="Field">The property's name.</param>
/// <param name="Owner">The configured name of its owner.</param>
/// <param name="OnConflict">What becomes of an edit elsewhere.</param>
/// <param name="Companies">The companies it is about; empty for all.</param>
/// <param name="Phases">The lifecycle phases it is about; empty for all.</param>
public sealed record ExceptedField(
    string Field, string Owner, Conflict OnConflict, IReadOnlyList<string> Companies, IReadOnlyList<string> Phases)
{
    internal bool Covers(string field, string? company, string? phase) =>
        Field == field && Within(Companies, company) && Within(Phases, phase);

    /// <summary>Whether both decide some field of some record.</summary>
    internal bool Meets(ExceptedField other) => Field == other.Field && Meet(Companies, other.Companies) && Meet(Phases, other.Phases);

    /// <summary>Whether this one says something special inside of what the other one covers.</summary>
    internal bool IsInside(ExceptedField other) =>
        Field == other.Field && IsInside(Companies, other.Companies) && IsInside(Phases, other.Phases)
        && !(IsInside(other.Companies, Companies) && IsInside(other.Phases, Phases));

    internal bool Agrees(ExceptedField other) => Owner == other.Owner && OnConflict == other.OnConflict;

    private static bool Within(IReadOnlyList<string> scope, string? value) => scope.Count == 0 || (value is not null && scope.Contains(value));

    private static bool Meet(IReadOnlyList<string> a, IReadOnlyList<string> b) => a.Count == 0 || b.Count == 0 || a.Any(b.Contains);

    private static bool IsInside(IReadOnlyList<string> a, IReadOnlyList<string> b) => b.Count == 0 || (a.Count > 0 && a.All(b.Contains));
}
