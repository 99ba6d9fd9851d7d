using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.AspNetCore.Internal;

/// <summary>Answers one webhook request.</summary>
internal sealed partial class WebhookEndpoint(
    IWebhookIntake intake, FailureText failures, ILogger<WebhookEndpoint> logger, IOptionsMonitor<HubOptions>? options = null)
{
    /// <summary>The route value that holds the secret of an address.</summary>
    public const string Secret = "secret";

    public async Task HandleAsync(HttpContext context)
    {
        string system = (string?)context.GetRouteValue("system") ?? "";
        try
        {
            await AnswerAsync(context, system).ConfigureAwait(false);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer. What was stored is stored; what was not, the vendor sends again.
        }
        catch (BadHttpRequestException e)
        {
            await Refusal.WriteAsync(context, e.StatusCode, "The request's body could not be read.").ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogStoreFailure(logger, system, failures.Of(e));
            await Refusal.WriteLaterAsync(context, "The event could not be stored; deliver it again.").ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync(HttpContext context, string system)
    {
        if (intake.MaxBodyBytes(system) is not int limit || (context.GetRouteValue(Secret) is not null && !intake.TakesPathSecret(system)))
        {
            await Refusal.WriteAsync(context, StatusCodes.Status404NotFound, "No connected system of this name has a webhook.").ConfigureAwait(false);
            return;
        }

        ReadOnlyMemory<byte>? body = await BodyReader.ReadAsync(context.Request, limit, context.RequestAborted).ConfigureAwait(false);
        if (body is null)
        {
            LogTooLarge(logger, system, limit);
            await Refusal.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, $"The body is larger than {limit} bytes.").ConfigureAwait(false);
            return;
        }

        IHeaderDictionary headers = context.Request.Headers;
        WebhookResult result = await intake
            .ReceiveAsync(system, Header, body.Value, context.RequestAborted)
            .ConfigureAwait(false);
        if (result.Refusal is null)
        {
            context.Response.StatusCode = result.Status;
            if (result.Answer is { } answer)
            {
                context.Response.ContentType = answer.ContentType;
                context.Response.ContentLength = answer.Body.Length;
                await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
            }
        }
        else
        {
            if (result.RetryAfter is TimeSpan pause)
            {
                context.Response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            }

            await Refusal.WriteAsync(context, result.Status, result.Refusal).ConfigureAwait(false);
        }

        string? Header(string name) => name switch
        {
            WebhookRequest.PathSecret => (string?)context.GetRouteValue(Secret),
            WebhookRequest.Method => context.Request.Method.ToUpperInvariant(),
            WebhookRequest.Uri => CalledAddress.Of(context.Request, options?.CurrentValue.PublicUrl),
            _ => headers.TryGetValue(name, out var values) ? values.ToString() : null,
        };
    }

    [LoggerMessage(EventId = 3000, Level = LogLevel.Error, Message = "A webhook for {System} could not be stored; it was answered with 503 and will come again. {Failure}")]
    private static partial void LogStoreFailure(ILogger logger, string system, string failure);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "A webhook for {System} was larger than {Limit} bytes and refused.")]
    private static partial void LogTooLarge(ILogger logger, string system, int limit);
}
