using System.Text;
using Microsoft.AspNetCore.Http;

namespace Odoo.Connectors.AspNetCore.Internal;

/// <summary>An answer that refuses: a status and one sentence, never a detail of what failed.</summary>
internal static class Refusal
{
    /// <summary>After how many seconds it may be asked again.</summary>
    public const string RetryAfterSeconds = "30";

    public static Task WriteAsync(HttpContext context, int status, string reason)
    {
        if (context.Response.HasStarted)
        {
            return Task.CompletedTask;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reason, Encoding.UTF8, context.RequestAborted);
    }

    /// <summary>The store could not take it: it is to be sent again in a while.</summary>
    public static Task WriteLaterAsync(HttpContext context, string reason)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return WriteAsync(context, StatusCodes.Status503ServiceUnavailable, reason);
    }
}
