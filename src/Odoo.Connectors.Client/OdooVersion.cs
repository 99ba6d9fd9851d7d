namespace Odoo.Connectors.Client;

/// <summary>What a server says about its version.</summary>
public sealed record OdooVersion
{
    /// <summary>The full version, such as <c>19.0</c> or <c>19.0-20261101</c>.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>The series, such as <c>19.0</c> or <c>saas~18.2</c>.</summary>
    public required string Series { get; init; }

    /// <summary>The major number, such as 19.</summary>
    public required int Major { get; init; }
}
