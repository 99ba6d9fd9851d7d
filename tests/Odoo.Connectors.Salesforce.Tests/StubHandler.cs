using System.Net;
using System.Text;

namespace Odoo.Connectors.Salesforce.Tests;

/// <summary>Answers some requests itself and hands the others on.</summary>
internal sealed class StubHandler(HttpMessageHandler inner, Func<HttpRequestMessage, HttpResponseMessage?> answer) : DelegatingHandler(inner)
{
    public static HttpResponseMessage Json(int status, string body) => Answer(status, body, "application/json");

    public static HttpResponseMessage Answer(int status, string body, string type) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        answer(request) ?? await base.SendAsync(request, cancellationToken);
}
