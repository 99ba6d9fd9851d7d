using Odoo.Connectors.Model;

namespace Odoo.Connectors.Accounts;

/// <summary>A value with where it comes from and how fresh it is.</summary>
/// <typeparam name="T">What it is.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Reference">The record that holds it; its system is the one that said so.</param>
/// <param name="AsOf">When it was read, or of when it was told last, UTC.</param>
/// <param name="IsFresh">Whether it was read for this call; otherwise it is what the hub was told last.</param>
public sealed record Sourced<T>(T Value, ExternalRef Reference, DateTimeOffset AsOf, bool IsFresh)
{
    /// <summary>The ownership rule of its record type in words; null where nobody owns it. The default is null.</summary>
    public string? Rule { get; init; }

    /// <summary>Where it comes from; the value may hold data of persons.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Reference} as of {AsOf:u}";
}
