using Microsoft.Extensions.Logging;

namespace Odoo.Connectors.Client.Internal;

/// <summary>What the client logs; names and outcomes only.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Debug, "Odoo {Client}: {Model}.{Method} took {Elapsed}.")]
    public static partial void CallSucceeded(ILogger logger, string client, string model, string method, TimeSpan elapsed);

    [LoggerMessage(1001, LogLevel.Warning, "Odoo {Client}: {Model}.{Method} failed after {Elapsed} as {Error}.")]
    public static partial void CallFailed(ILogger logger, string client, string model, string method, TimeSpan elapsed, string error);

    [LoggerMessage(1002, LogLevel.Debug, "Odoo {Client}: {Model}.{Method} was cancelled by its caller after {Elapsed}.")]
    public static partial void CallCancelled(ILogger logger, string client, string model, string method, TimeSpan elapsed);

    [LoggerMessage(1010, LogLevel.Warning, "Odoo {Client}: the user's API key expires at {ExpiresAt}. Make a new one and set Secret to it.")]
    public static partial void ApiKeyExpires(ILogger logger, string client, DateTimeOffset expiresAt);

    [LoggerMessage(1011, LogLevel.Information, "Odoo {Client}: the user may not read its API keys, so nobody warns before they expire.")]
    public static partial void ApiKeyNotReadable(ILogger logger, string client);
}
