namespace Odoo.Connectors.Model;

/// <summary>The part that a person has in a deal.</summary>
public sealed record ContactRole
{
    /// <summary>The person.</summary>
    public required ExternalRef Contact { get; init; }

    /// <summary>The part in its source's words, such as <c>Decision Maker</c>. The default is null: it is not said.</summary>
    public string? Role { get; init; }

    /// <summary>Whether it is the one to talk to. The default is false.</summary>
    public bool IsPrimary { get; init; }
}
