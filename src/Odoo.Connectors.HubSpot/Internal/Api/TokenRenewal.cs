using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>
/// Exchanges the refresh token for an access token. A refresh token that comes back changed is stored before its access token is used:
/// a process that ends in between finds it again.
/// </summary>
internal sealed class TokenRenewal(string system, Transport transport, IHubSpotTokenStore? host, TimeProvider time, ILogger logger)
{
    private readonly MemoryTokenStore _memory = new();

    public async Task<AccessToken> RenewAsync(HubSpotOptions options)
    {
        // Shared by all callers, so no single caller's cancellation may end it.
        using CancellationTokenSource deadline = new(options.Timeout, time);
        IHubSpotTokenStore store = Store(options);
        string key = Key(options);
        string? kept = await store.LoadAsync(key, deadline.Token).ConfigureAwait(false);
        string used = kept ?? options.RefreshToken!;
        try
        {
            return await ExchangeAsync(options, store, key, used, deadline.Token).ConfigureAwait(false);
        }
        catch (HubSpotException e) when (TokenErrors.IsBadGrant(e))
        {
            // Another node may have exchanged it meanwhile.
            string? newer = await store.LoadAsync(key, deadline.Token).ConfigureAwait(false);
            if (newer is null || newer == used)
            {
                throw;
            }

            return await ExchangeAsync(options, store, key, newer, deadline.Token).ConfigureAwait(false);
        }
    }

    private async Task<AccessToken> ExchangeAsync(HubSpotOptions options, IHubSpotTokenStore store, string key, string refreshToken, CancellationToken cancellationToken)
    {
        using FormUrlEncodedContent form = new(
        [
            new("grant_type", "refresh_token"), new("client_id", options.ClientId), new("client_secret", options.ClientSecret), new("refresh_token", refreshToken),
        ]);
        ApiAnswer answer = await SendAsync(options, form, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            throw TokenErrors.From(system, answer);
        }

        TokenAnswer? token = Parse(answer.Body);
        if (token is not { AccessToken: { Length: > 0 } secret, ExpiresIn: > 0 } || !secret.All(c => c is > ' ' and < (char)127))
        {
            throw new HubSpotException(
                ErrorKind.Protocol, $"The renewal of the token of HubSpot '{system}' was answered without a usable access_token and expires_in; check ApiBase and TokenPath.");
        }

        if (token.HubId is { } hub && hub != options.PortalId)
        {
            throw new HubSpotException(
                ErrorKind.Configuration, $"The refresh token of HubSpot '{system}' belongs to the portal {hub}, not to {options.PortalId}; correct PortalId or authorise the app in the right account.")
            {
                Field = nameof(HubSpotOptions.PortalId),
            };
        }

        if (token.RefreshToken is { Length: > 0 } rotated && rotated != refreshToken)
        {
            await store.SaveAsync(key, rotated, cancellationToken).ConfigureAwait(false);
            if (ReferenceEquals(store, _memory))
            {
                Log.TokenNotStored(logger, system);
            }
        }

        Log.NewToken(logger, system);
        return new AccessToken(secret, time.GetUtcNow().AddSeconds(token.ExpiresIn.Value));
    }

    private async Task<ApiAnswer> SendAsync(HubSpotOptions options, HttpContent form, CancellationToken cancellationToken)
    {
        try
        {
            return await transport.WriteAsync(options, writes => writes.TokenAsync(options.TokenPath.TrimStart('/'), form, cancellationToken), cancellationToken, CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (HubSpotException e)
        {
            throw new HubSpotException(ErrorKind.Transient, $"The renewal of the token of HubSpot '{system}' got no answer; nothing else was sent. {e.Message}");
        }
    }

    private IHubSpotTokenStore Store(HubSpotOptions options) =>
        host ?? (options.RefreshTokenFile is { } file ? new FileTokenStore(file) : _memory);

    private string Key(HubSpotOptions options) =>
        $"{system}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(options.RefreshToken!)).AsSpan(0, 8))}";

    private static TokenAnswer? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, TokenJson.Default.TokenAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
