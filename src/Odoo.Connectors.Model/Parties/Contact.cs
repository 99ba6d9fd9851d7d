namespace Odoo.Connectors.Model;

/// <summary>A person at a customer.</summary>
public sealed record Contact
{
    /// <summary>Where this record comes from.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The full name.</summary>
    [PersonalData]
    public required string Name { get; init; }

    /// <summary>The e-mail address.</summary>
    [PersonalData]
    public string? Email { get; init; }

    /// <summary>The phone number.</summary>
    [PersonalData]
    public string? Phone { get; init; }

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Contact {Ref}";
}
