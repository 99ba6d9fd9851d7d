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
}
