using Odoo.Connectors.Model;

namespace Odoo.Connectors.Accounts;

/// <summary>What one system holds in a field.</summary>
/// <param name="Reference">The record.</param>
/// <param name="Text">The value as text, masked where the account is; null where the system has none.</param>
/// <param name="AsOf">When it was read, or of when it was told last, UTC.</param>
/// <param name="IsFresh">Whether it was read for this call.</param>
public sealed record AccountValue(ExternalRef Reference, [property: PersonalData] string? Text, DateTimeOffset AsOf, bool IsFresh)
{
    /// <summary>Whether it is another value than the one last agreed with its system; null where none was agreed. The default is null.</summary>
    public bool? IsEdited { get; init; }

    /// <summary>Where it comes from.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Reference} as of {AsOf:u}";
}
