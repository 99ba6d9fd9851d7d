namespace Odoo.Connectors.Client.Internal;

/// <summary>What a pass by id asks for.</summary>
internal sealed class KeysetQuery
{
    public required string Model { get; init; }

    public required OdooDomain Domain { get; init; }

    public required IReadOnlyList<string> Fields { get; init; }

    public int PageSize { get; init; } = Keyset.DefaultPage;

    /// <summary>Ids up to this one are left out.</summary>
    public long After { get; init; }

    /// <summary>The most rows in all.</summary>
    public long? Limit { get; init; }

    public OdooContext? Context { get; init; }
}
