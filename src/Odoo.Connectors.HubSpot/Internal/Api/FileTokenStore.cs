using System.Text.Json;

namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>
/// Keeps refresh tokens in a file that the process's user alone may read. It is replaced as a whole: whoever reads it finds the old
/// content or the new one.
/// </summary>
internal sealed class FileTokenStore(string path) : IHubSpotTokenStore
{
    // Several systems may share a file.
    private static readonly SemaphoreSlim Turn = new(1, 1);

    public async Task<string?> LoadAsync(string key, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken).ConfigureAwait(false)).GetValueOrDefault(key);

    public async Task SaveAsync(string key, string refreshToken, CancellationToken cancellationToken)
    {
        await Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Dictionary<string, string> tokens = await ReadAsync(cancellationToken).ConfigureAwait(false);
            tokens[key] = refreshToken;
            string next = $"{path}.new";
            FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            FileStream stream = new(next, options);
            await using (stream.ConfigureAwait(false))
            {
                await JsonSerializer.SerializeAsync(stream, tokens, TokenJson.Default.DictionaryStringString, cancellationToken).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }

            File.Move(next, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed("written", e);
        }
        finally
        {
            Turn.Release();
        }
    }

    private async Task<Dictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            byte[] bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(bytes, TokenJson.Default.DictionaryStringString) ?? [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw Failed("read", e);
        }
    }

    private static HubSpotException Failed(string what, Exception e) =>
        new(ErrorKind.Configuration, $"The file of refresh tokens could not be {what} ({e.GetType().Name}); set RefreshTokenFile to a file that this process may read and replace.")
        {
            Field = nameof(HubSpotOptions.RefreshTokenFile),
        };
}
