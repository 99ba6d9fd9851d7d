using System.Text.Json;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Webhooks;

/// <summary>Decides what a webhook request is. What is genuine is never refused for its content: it would be lost after three days.</summary>
internal sealed class WebhookReceiver(string name, TimeProvider clock)
{
    public WebhookResult Receive(StripeOptions options, string? signature, ReadOnlyMemory<byte> body)
    {
        if (options.WebhookSecrets.Count == 0)
        {
            return WebhookResult.Refuse(400, $"No signing secret is set; set Systems:{name}:WebhookSecrets.");
        }

        string? failure = SignatureCheck.Failure(signature, body.Span, options.WebhookSecrets, options.SignatureTolerance, clock.GetUtcNow());
        if (failure is not null)
        {
            return WebhookResult.Refuse(400, failure);
        }

        try
        {
            Json evt = Json.Parse(body).Object();
            bool isOtherWorld = evt["livemode"].Element.ValueKind == (options.IsLive ? JsonValueKind.False : JsonValueKind.True);
            if (isOtherWorld)
            {
                return WebhookResult.Refuse(400, options.IsLive ? "This is a test event and the key is a live one." : "This is a live event and the key is a test one.");
            }

            // Events without an object's id exist (balance.available): only those that are wanted must have one.
            return EventTypes.Find(evt["type"].Text()) is { } type && type.IsWanted(options) ? WebhookResult.Accept(EventDeliveries.Of(name, type, EventEnvelope.Read(evt), body)) : IgnoredOrIncomplete(evt);
        }
        catch (ConnectorException)
        {
            return WebhookResult.Accept(EventDeliveries.Unreadable(name, body, clock.GetUtcNow()));
        }
    }

    private static WebhookResult IgnoredOrIncomplete(Json evt)
    {
        _ = evt["id"].Text();
        return WebhookResult.Accept();
    }
}
