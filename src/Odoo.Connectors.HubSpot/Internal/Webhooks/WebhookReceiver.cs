using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Webhooks;

/// <summary>Decides what a webhook request is. What is genuine is never refused for its content: one bad event would bring back all of its array.</summary>
internal sealed class WebhookReceiver(string name, TimeProvider clock)
{
    public WebhookResult Receive(HubSpotOptions options, Func<string, string?> header, ReadOnlyMemory<byte> body)
    {
        if (options.WebhookSecrets.Count == 0)
        {
            return WebhookResult.Refuse(400, $"No client secret is set; set Systems:{name}:WebhookSecrets.");
        }

        DateTimeOffset now = clock.GetUtcNow();
        if (Failure(options.AcceptSignatureV1, options.WebhookSecrets, header, body, now) is { } failure)
        {
            return WebhookResult.Refuse(400, failure);
        }

        List<Delivery> deliveries = [];
        int events = 0, foreign = 0;
        bool hasLines = false;
        foreach (ReadOnlyMemory<byte> json in EventSplitter.Split(body))
        {
            events++;
            try
            {
                WebhookEvent e = WebhookEvent.Read(json.Span);
                if (e.PortalId is { } portal && portal != options.PortalId)
                {
                    foreign++;
                    continue;
                }

                hasLines |= EventTypes.ObjectTypeOf(e) == ObjectTypes.LineItems;
                deliveries.AddRange(EventDeliveries.Of(name, e, json));
            }
            catch (ConnectorException)
            {
                deliveries.Add(EventDeliveries.Unreadable(name, json, now));
            }
        }

        return foreign > 0 && foreign == events
            ? WebhookResult.Refuse(400, "These events are of another portal; send them to the system that is connected to it, or correct PortalId.")
            : WebhookResult.Accept(deliveries).WithHints(hasLines ? [ObjectTypes.LineItems] : []);
    }

    /// <summary>What is wrong with the signature, or null when the request is genuine.</summary>
    public static string? Failure(bool acceptV1, IEnumerable<string> secrets, Func<string, string?> header, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        string? third = header(SignatureV3.SignatureHeader);
        if (third is null && acceptV1)
        {
            return SignatureV1.Failure(body.Span, header(SignatureV1.SignatureHeader), header(SignatureV1.VersionHeader), secrets);
        }

        if (third is null && header(SignatureV1.SignatureHeader) is not null)
        {
            return "The request has no signature of version 3. If the app cannot send one, set AcceptSignatureV1: requests can be replayed then.";
        }

        return header(WebhookRequest.Uri) is { } uri
            ? SignatureV3.Failure(new SignedRequest(header(WebhookRequest.Method) ?? "POST", uri, body), third, header(SignatureV3.TimestampHeader), secrets, now)
            : "The address that HubSpot called is not known here, and it is signed; take webhooks by MapConnectorWebhooks, or hand the address over (the tool takes it by --url).";
    }
}
