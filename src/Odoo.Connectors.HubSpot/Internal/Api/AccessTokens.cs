namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>
/// The access token of a system. Callers share a renewal while it is under way and its token until a minute before it ends. It belongs
/// to one set of options, so that a rotated secret is used from the next call on.
/// </summary>
internal sealed class AccessTokens(TimeProvider time, Func<HubSpotOptions, Task<AccessToken>> renew)
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private HubSpotOptions? _options;
    private Task<AccessToken>? _token;

    public Task<AccessToken> Get(HubSpotOptions options)
    {
        if (options.AccessToken is { } secret)
        {
            return Task.FromResult(new AccessToken(secret, DateTimeOffset.MaxValue));
        }

        lock (_gate)
        {
            if (_token is null or { IsFaulted: true } or { IsCanceled: true } || !ReferenceEquals(_options, options) || IsOver(_token))
            {
                _options = options;
                _token = renew(options);
            }

            return _token;
        }
    }

    /// <summary>Forgets a token that is no longer accepted, unless it was replaced meanwhile.</summary>
    public void Drop(Task<AccessToken> token)
    {
        lock (_gate)
        {
            _token = ReferenceEquals(_token, token) ? null : _token;
        }
    }

    private bool IsOver(Task<AccessToken> token) => token.IsCompletedSuccessfully && token.GetAwaiter().GetResult().ExpiresAt - Early <= time.GetUtcNow();
}
