using System.Net;
using System.Security.Cryptography;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>The hub's webhook address, without a socket. In disorder it is down for some deliveries: what is sent for the first time is refused then.</summary>
internal sealed class MonthWebhooks(IWebhookIntake intake, Random? disorder) : HttpMessageHandler
{
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    /// <summary>Whether nothing is refused any more.</summary>
    public bool IsCalm { get; set; }

    /// <summary>How many deliveries were taken.</summary>
    public int Taken { get; private set; }

    /// <summary>How many were refused.</summary>
    public int Refused => _refused.Count;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] body = await request.Content!.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (!IsCalm && disorder?.Next(6) == 0 && _refused.Add(Convert.ToHexString(SHA256.HashData(body))))
        {
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        }

        string? signature = request.Headers.GetValues("Stripe-Signature").FirstOrDefault();
        WebhookResult result = await intake.ReceiveAsync("stripe", name => name == "Stripe-Signature" ? signature : null, body, cancellationToken).ConfigureAwait(false);
        Taken++;
        return new HttpResponseMessage((HttpStatusCode)result.Status);
    }
}
