namespace Odoo.Connectors.Client;

/// <summary>When a user's API key expires, as far as the user may know.</summary>
public sealed class OdooApiKeyExpiry
{
    /// <summary>How long before its end a key should be replaced: 14 days.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(14);

    /// <summary>Makes an answer.</summary>
    /// <param name="keys">How many keys there are.</param>
    /// <param name="expiresAt">When the first of them ends.</param>
    public OdooApiKeyExpiry(int keys, DateTimeOffset? expiresAt) => (IsKnown, Keys, ExpiresAt) = (true, keys, expiresAt);

    private OdooApiKeyExpiry()
    {
    }

    /// <summary>Whether the user could read the keys. If not, the rest says nothing.</summary>
    public bool IsKnown { get; }

    /// <summary>How many keys were found; none if the client uses a password, or no key has the name.</summary>
    public int Keys { get; }

    /// <summary>When the key ends; <see langword="null"/> if it never does.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    internal static OdooApiKeyExpiry NotReadable { get; } = new();

    /// <summary>Whether the key ends within <see cref="Notice"/>, or has ended.</summary>
    /// <param name="now">The time.</param>
    /// <returns>Whether to make a new one.</returns>
    public bool IsDue(DateTimeOffset now) => ExpiresAt - now <= Notice;
}
