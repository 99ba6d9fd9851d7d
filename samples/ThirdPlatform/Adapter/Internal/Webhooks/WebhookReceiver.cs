using System.Security.Cryptography;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>Decides what a request is. What is genuine is never refused for its content: it is kept, and reading it again says what is wrong.</summary>
internal sealed class WebhookReceiver(string name, TimeProvider time)
{
    public WebhookResult Receive(PlainbillOptions options, string? signature, ReadOnlyMemory<byte> body)
    {
        if (options.WebhookSecrets.Count == 0)
        {
            return WebhookResult.Refuse(400, $"No signing secret is set; set Systems:{name}:WebhookSecrets.");
        }

        if (Signature.Failure(signature, body.Span, options.WebhookSecrets, time.GetUtcNow()) is { } failure)
        {
            return WebhookResult.Refuse(401, failure);
        }

        try
        {
            EventBody told = EventBody.Read(body.Span);
            return told.IsLive != options.IsLive ? WebhookResult.Refuse(400, "The event and the key are not of one world, live or test.")
                : ChangeReader.KindOf(told.Type) is null ? WebhookResult.Accept()
                : WebhookResult.Accept(Of(name, told.Type, told.Customer ?? told.RecordId, new ExternalRef(name, told.RecordKind, told.RecordId), told.At, body) with { DedupeKey = told.Id });
        }
        catch (ConnectorException)
        {
            return WebhookResult.Accept(Unreadable(name, ChangeReader.Unreadable, body, time.GetUtcNow()));
        }
    }

    public static Delivery Of(string name, string kind, string customer, ExternalRef subject, DateTimeOffset at, ReadOnlyMemory<byte> body) =>
        new() { System = name, Kind = kind, Lane = $"{name}:{customer}", Subject = subject, OccurredAt = at, Payload = body };

    public static Delivery Unreadable(string name, string kind, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        return Of(name, kind, "unreadable", new ExternalRef(name, "event", hash), now, body) with { DedupeKey = hash };
    }
}
