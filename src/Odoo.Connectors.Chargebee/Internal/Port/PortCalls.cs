using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Api;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>The calls that senders make: looks before and after, and the write itself.</summary>
internal sealed class PortCalls(ChargebeeApi api, ChargebeeWrites writes)
{
    private const int MostPages = 100;

    public string System => api.System;

    public ChargebeeOptions Options => api.Options;

    public Task<WriteAnswer> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields, string? key, CancellationToken cancellationToken) =>
        writes.PostAsync(path, fields, key, cancellationToken);

    /// <summary>A resource by its path; null where it is not there, or was deleted.</summary>
    public async Task<JsonElement?> FindAsync(string path, string part, CancellationToken cancellationToken)
    {
        using JsonDocument? answer = await api.FindAsync(path, cancellationToken).ConfigureAwait(false);
        return answer?.RootElement.Part(part) is { ValueKind: JsonValueKind.Object } found && found.Text("deleted") != "true" ? found.Clone() : null;
    }

    /// <summary>The first resource of a list that is meant.</summary>
    /// <exception cref="ConnectorException">It could not be read to its end; <see cref="ErrorKind.NotFound"/> where the list is of what is not there.</exception>
    public async Task<JsonElement?> FirstAsync(string path, string part, Func<JsonElement, bool> isMeant, CancellationToken cancellationToken)
    {
        string? next = "";
        for (int page = 0; page < MostPages && next is not null; page++)
        {
            ListPage list = await api.ListAsync(next.Length == 0 ? path : $"{path}&offset={Uri.EscapeDataString(next)}", cancellationToken).ConfigureAwait(false);
            foreach (byte[] element in list.Elements)
            {
                using JsonDocument document = JsonDocument.Parse(element);
                if (isMeant(document.RootElement.Part(part)))
                {
                    return document.RootElement.Part(part).Clone();
                }
            }

            next = list.Next;
        }

        return next is null ? null : throw new ConnectorException(
            ErrorKind.Protocol, $"A list of Chargebee '{System}' has more than {MostPages} pages: whether a write was done cannot be told by it. Settle the effect by hand.");
    }

    public static string Escape(string id) => Uri.EscapeDataString(id);
}
