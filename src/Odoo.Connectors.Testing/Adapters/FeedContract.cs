namespace Odoo.Connectors.Testing;

/// <summary>What polls bring.</summary>
public sealed class FeedContract
{
    /// <summary>The streams that are checked; those whose records <see cref="AdapterPlatform.Change"/> can make.</summary>
    public required IReadOnlyList<string> Streams { get; init; }

    /// <summary>How many records the adapter asks for at once: the checks make several pages of them.</summary>
    public required int PageSize { get; init; }

    /// <summary>
    /// How far the platform's times tell changes apart. The default is a second.
    /// </summary>
    public TimeSpan Resolution { get; init; } = TimeSpan.FromSeconds(1);
}
