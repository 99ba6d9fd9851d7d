namespace Odoo.Connectors.Testing;

/// <summary>What a platform posts, and how it proves that it was the one.</summary>
public sealed class WebhookContract
{
    /// <summary>Genuine bodies of different events, two at least.</summary>
    public required IReadOnlyList<byte[]> Bodies { get; init; }

    /// <summary>Every secret that the contract's <c>Connect</c> configures, two at least: while one is rotated both are in use.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>The headers of a request with this body, made with this secret at this time.</summary>
    public required Func<byte[], string, DateTimeOffset, IReadOnlyDictionary<string, string>> Sign { get; init; }

    /// <summary>Whether the headers prove the body too. The default is true; false where they only carry a password.</summary>
    public bool SignsBody { get; init; } = true;

    /// <summary>How old a request may be. The default is null: the platform signs no time.</summary>
    public TimeSpan? ReplayWindow { get; init; }
}
