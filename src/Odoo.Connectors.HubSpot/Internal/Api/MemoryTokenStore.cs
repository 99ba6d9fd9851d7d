using System.Collections.Concurrent;

namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>Keeps a refresh token as long as the process lives.</summary>
internal sealed class MemoryTokenStore : IHubSpotTokenStore
{
    private readonly ConcurrentDictionary<string, string> _tokens = new(StringComparer.Ordinal);

    public Task<string?> LoadAsync(string key, CancellationToken cancellationToken) => Task.FromResult(_tokens.GetValueOrDefault(key));

    public Task SaveAsync(string key, string refreshToken, CancellationToken cancellationToken)
    {
        _tokens[key] = refreshToken;
        return Task.CompletedTask;
    }
}
