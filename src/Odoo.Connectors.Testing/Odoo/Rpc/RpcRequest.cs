namespace Odoo.Connectors.Testing.Rpc;

/// <summary>An HTTP request, whichever way it came. Header names are compared without case.</summary>
internal sealed record RpcRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string? this[string header] => Headers.GetValueOrDefault(header);

    /// <summary>The content type without its parameters.</summary>
    public string MediaType => (this["Content-Type"] ?? "").Split(';')[0].Trim();

    public string[] Segments => [.. Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
}
