using System.Net.Http.Headers;
using System.Text;

namespace Odoo.Connectors.Testing.Automation;

/// <summary>Sends webhooks as Odoo does: one after the other, a second each, never again.</summary>
internal sealed class WebhookSender(OdooEmulatorOptions options) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly HttpClient _http = new(options.WebhookHandler ?? new SocketsHttpHandler(), disposeHandler: options.WebhookHandler is null) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly List<OdooWebhook> _sent = [];

    public IReadOnlyList<OdooWebhook> Sent
    {
        get
        {
            lock (_sent)
            {
                return [.. _sent];
            }
        }
    }

    public async Task SendAsync(IReadOnlyList<WebhookPost> posts)
    {
        foreach (var post in posts)
        {
            var status = await PostAsync(post).ConfigureAwait(false);
            lock (_sent)
            {
                _sent.Add(new OdooWebhook(post.Url, post.Body, status));
            }
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Odoo only logs what goes wrong, and so does this: no status.</summary>
    private async Task<int?> PostAsync(WebhookPost post)
    {
        using var patience = new CancellationTokenSource(s_patience, options.TimeProvider);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, post.Url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(post.Body)) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.TryAddWithoutValidation("User-Agent", "python-requests/2.28.1");
            request.Headers.TryAddWithoutValidation("Accept", "*/*");
            using var response = await _http.SendAsync(request, patience.Token).ConfigureAwait(false);
            return (int)response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or UriFormatException or InvalidOperationException or NotSupportedException)
        {
            return null;
        }
    }
}
