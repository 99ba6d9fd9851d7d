namespace Odoo.Connectors.Model;

/// <summary>A person at a customer.</summary>
public sealed record Contact
{
    /// <summary>Where this record comes from.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The same person in another system, where the source says so. The default is null.</summary>
    public ExternalRef? SameAs { get; init; }

    /// <summary>The full name.</summary>
    [PersonalData]
    public required string Name { get; init; }

    /// <summary>The e-mail address.</summary>
    [PersonalData]
    public string? Email { get; init; }

    /// <summary>The phone number.</summary>
    [PersonalData]
    public string? Phone { get; init; }

    /// <summary>The customer it belongs to, in the same system. The default is null: the source does not say.</summary>
    public ExternalRef? Customer { get; init; }

    /// <summary>The parts it has at its customer in the source's words, such as <c>Economic Buyer</c>. The default is none.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Whether its system put it away without deleting it. The default is false.</summary>
    public bool IsArchived { get; init; }

    /// <summary>
    /// The records of its system that were merged into it, where the source says so: what was known of them is known of this one. The default
    /// is none.
    /// </summary>
    public IReadOnlyList<ExternalRef> Formerly { get; init; } = [];

    /// <summary>Fields beyond the model.</summary>
    public CustomFields Custom { get; init; } = CustomFields.Empty;

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Contact {Ref}";
}
