using Microsoft.Extensions.Logging;

namespace Odoo.Connectors.HubSpot.Internal;

/// <summary>What is logged: names, kinds and counts, never values or HubSpot's words.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3200, Level = LogLevel.Information, Message = "HubSpot {System} has a new access token.")]
    public static partial void NewToken(ILogger logger, string system);

    [LoggerMessage(EventId = 3201, Level = LogLevel.Information, Message = "HubSpot {System} no longer accepts the access token; the newest is used.")]
    public static partial void TokenRefused(ILogger logger, string system);

    [LoggerMessage(EventId = 3202, Level = LogLevel.Warning,
        Message = "HubSpot {System} replaced the refresh token and nothing is set that keeps it: set RefreshTokenFile or register an IHubSpotTokenStore, or a restart may need a new authorisation.")]
    public static partial void TokenNotStored(ILogger logger, string system);

    [LoggerMessage(EventId = 3203, Level = LogLevel.Warning, Message = "What HubSpot {System} stored could not be read back ({Kind}): {Reason}")]
    public static partial void NotReadBack(ILogger logger, string system, ErrorKind kind, string reason);
}
