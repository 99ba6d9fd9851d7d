namespace Odoo.Connectors.Client.Internal;

/// <summary>A whole HTTP answer.</summary>
internal sealed class Reply(HttpResponseMessage response, byte[] body) : IDisposable
{
    public HttpResponseMessage Response => response;

    public byte[] Body => body;

    public bool IsJson => response.Content.Headers.ContentType?.MediaType == "application/json";

    /// <summary>Its beginning, for <see cref="ServerText"/>.</summary>
    public ServerText Excerpt => new(System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 2000))));

    public void Dispose() => response.Dispose();
}
