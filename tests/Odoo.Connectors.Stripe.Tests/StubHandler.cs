using System.Net;
using System.Text;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>Answers by path and query, and remembers what was asked.</summary>
internal sealed class StubHandler(Func<HttpRequestMessage, (int Status, string Body)> answer) : HttpMessageHandler
{
    public List<HttpRequestMessage> Requests { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        (int status, string body) = answer(request);
        return Task.FromResult(new HttpResponseMessage((HttpStatusCode)status)
        {
            RequestMessage = request,
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        });
    }
}
