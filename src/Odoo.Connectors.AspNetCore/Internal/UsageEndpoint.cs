using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.AspNetCore.Internal;

/// <summary>Answers one batch of metered usage.</summary>
internal sealed partial class UsageEndpoint(UsageIntake intake, IOptionsMonitor<UsageOptions> options, FailureText failures, ILogger<UsageEndpoint> logger)
{
    private const int MostUnpacked = 4;
    private const string Bearer = "Bearer ";

    public async Task HandleAsync(HttpContext context)
    {
        string source = (string?)context.GetRouteValue("source") ?? "";
        try
        {
            await AnswerAsync(context, source).ConfigureAwait(false);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer. What was stored is stored, and recognised when it is sent again.
        }
        catch (BadHttpRequestException e)
        {
            await Refusal.WriteAsync(context, e.StatusCode, "The request's body could not be read.").ConfigureAwait(false);
        }
        catch (ConnectorException e) when (e.Kind == ErrorKind.Validation)
        {
            await Refusal.WriteAsync(context, StatusCodes.Status400BadRequest, e.Message).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogStoreFailure(logger, failures.Of(e));
            await Refusal.WriteLaterAsync(context, "The usage could not be stored; send all of it again.").ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync(HttpContext context, string source)
    {
        UsageOptions current = options.CurrentValue;
        if (!IsAllowed(context, current))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Refusal.WriteAsync(context, StatusCodes.Status401Unauthorized, "Send one of Usage:ApiKeys as a bearer token.").ConfigureAwait(false);
            return;
        }

        ReadOnlyMemory<byte>? body = await BodyReader.ReadAsync(context.Request, current.MaxBodyBytes, context.RequestAborted).ConfigureAwait(false);
        if (body is null)
        {
            await Refusal.WriteAsync(
                context, StatusCodes.Status413PayloadTooLarge, string.Create(CultureInfo.InvariantCulture, $"The body is larger than {current.MaxBodyBytes} bytes; send fewer lines at once."))
                .ConfigureAwait(false);
            return;
        }

        using MemoryStream lines = new(body.Value.ToArray());
        UsageReceipt receipt = await intake.AcceptLinesAsync(source, lines, (long)MostUnpacked * current.MaxBodyBytes, context.RequestAborted).ConfigureAwait(false);
        context.Response.ContentType = "application/json; charset=utf-8";
        Utf8JsonWriter json = new(context.Response.BodyWriter);
        await using (json.ConfigureAwait(false))
        {
            Write(json, receipt);
        }
    }

    /// <summary>Whoever the host's own rules let through, or who has a key. An endpoint with neither lets nobody through.</summary>
    private static bool IsAllowed(HttpContext context, UsageOptions options)
    {
        EndpointMetadataCollection? rules = context.GetEndpoint()?.Metadata;
        if (rules?.GetMetadata<IAuthorizeData>() is not null || rules?.GetMetadata<AuthorizationPolicy>() is not null || rules?.GetMetadata<IAllowAnonymous>() is not null)
        {
            return true;
        }

        string sent = context.Request.Headers.Authorization.ToString();
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(sent.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? sent[Bearer.Length..].Trim() : ""));
        bool isKnown = false;
        foreach (string key in options.ApiKeys)
        {
            // Each of them, so that the time tells nothing.
            isKnown |= CryptographicOperations.FixedTimeEquals(hash, SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        }

        return isKnown;
    }

    private static void Write(Utf8JsonWriter json, UsageReceipt receipt)
    {
        json.WriteStartObject();
        json.WriteNumber("read", receipt.Read);
        json.WriteNumber("added", receipt.Added);
        json.WriteNumber("duplicates", receipt.Duplicates);
        json.WriteNumber("late", receipt.Late);
        json.WriteNumber("withdrawn", receipt.Withdrawn);
        json.WriteNumber("ahead", receipt.Ahead);
        json.WriteNumber("rejected", receipt.Rejected);
        json.WriteStartArray("faults");
        foreach (UsageFault fault in receipt.Faults)
        {
            json.WriteStartObject();
            json.WriteNumber("line", fault.Line);
            json.WriteString("id", fault.EventId);
            json.WriteString("field", fault.Field);
            json.WriteString("message", fault.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    [LoggerMessage(EventId = 3010, Level = LogLevel.Error, Message = "Metered usage could not be stored; it was answered with 503 and must be sent again. {Failure}")]
    private static partial void LogStoreFailure(ILogger logger, string failure);
}
