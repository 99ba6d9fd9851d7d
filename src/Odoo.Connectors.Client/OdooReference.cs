namespace Odoo.Connectors.Client;

/// <summary>The value of a many2one field.</summary>
public sealed record OdooReference
{
    /// <summary>The id of the record referred to.</summary>
    public required long Id { get; init; }

    /// <summary>Its display name, where Odoo sent it. May be personal data.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? Name { get; init; }

    /// <summary>The id alone, since the name may be personal data.</summary>
    /// <returns>Such as <c>#42</c>.</returns>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#{Id}");
}
