using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Webhooks;

/// <summary>Decides what a webhook request is. What is genuine is never refused for its content: it would be lost after three days.</summary>
internal sealed class WebhookReceiver(string name, TimeProvider clock)
{
    public WebhookResult Receive(ChargebeeOptions options, string? authorization, ReadOnlyMemory<byte> body)
    {
        if (options.WebhookUsers.Count == 0)
        {
            return WebhookResult.Refuse(400, $"No user is set; set Systems:{name}:WebhookUsers.");
        }

        return BasicAuth.Failure(authorization, options.WebhookUsers.Select(u => $"{u.User}:{u.Password}")) is { } failure
            ? WebhookResult.Refuse(401, failure)
            : WebhookResult.Accept(EventDeliveries.Of(name, body, clock.GetUtcNow()));
    }
}
