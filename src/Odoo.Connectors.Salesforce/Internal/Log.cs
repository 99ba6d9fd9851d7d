using Microsoft.Extensions.Logging;

namespace Odoo.Connectors.Salesforce.Internal;

/// <summary>What is logged: names, kinds and hosts, never values or the server's words.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3000, Level = LogLevel.Information, Message = "Salesforce {System} has a new session at {Host}.")]
    public static partial void NewSession(ILogger logger, string system, string host);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "Salesforce {System} no longer accepts the session; logging in again.")]
    public static partial void SessionRefused(ILogger logger, string system);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "The query cursor of Salesforce {System} {Stream} is gone; the query is made again from the watermark.")]
    public static partial void CursorGone(ILogger logger, string system, string stream);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "A status was written to Salesforce {System} and could not be read back ({Kind}): {Reason}")]
    public static partial void NotReadBack(ILogger logger, string system, ErrorKind kind, string reason);
}
