namespace Odoo.Connectors.Model;

/// <summary>A postal address.</summary>
public sealed record Address
{
    /// <summary>Street and number; may hold several lines separated by a line feed.</summary>
    [PersonalData]
    public string? Street { get; init; }

    /// <summary>The city.</summary>
    [PersonalData]
    public string? City { get; init; }

    /// <summary>The postal code.</summary>
    [PersonalData]
    public string? PostalCode { get; init; }

    /// <summary>State or province, as the source names it.</summary>
    public string? State { get; init; }

    /// <summary>The country as ISO 3166 two-letter code in upper case, for example <c>BE</c>.</summary>
    public string? Country { get; init; }

    /// <summary>The country only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Address in {Country}";
}
