using System.Text.Json;

namespace Odoo.Connectors.Client;

/// <summary>Streams and changes of typed records.</summary>
public static class OdooModelStreamExtensions
{
    /// <inheritdoc cref="OdooStreamExtensions.StreamAsync(IOdooClient, string, OdooDomain, IReadOnlyList{string}, OdooSearch, int, OdooContext, CancellationToken)"/>
    /// <typeparam name="T">The records' type; exactly its fields are read.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="domain">Which records.</param>
    /// <param name="search">At most its <see cref="OdooSearch.Limit"/>, the most records in all.</param>
    /// <param name="pageSize">How many records a call asks for.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call under way.</param>
    public static IAsyncEnumerable<T> StreamAsync<T>(this IOdooClient client, OdooDomain domain, OdooSearch? search = null,
        int pageSize = Internal.Keyset.DefaultPage, OdooContext? context = null, CancellationToken cancellationToken = default)
        where T : IOdooModel<T> =>
        client.StreamAsync(T.ModelName, domain, T.Fields, Reader<T>(), search, pageSize, context, cancellationToken);

    /// <inheritdoc cref="OdooChangesExtensions.ChangesAsync(IOdooClient, string, OdooDomain, IReadOnlyList{string}, OdooCursor, OdooChangesOptions, OdooContext, CancellationToken)"/>
    /// <typeparam name="T">The records' type; its fields are read, and <c>write_date</c>.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="domain">Which records. A record that leaves the domain is not told.</param>
    /// <param name="since">Where to begin or to continue.</param>
    /// <param name="options">Overlap and page.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call under way.</param>
    public static IAsyncEnumerable<OdooChangePage<T>> ChangesAsync<T>(this IOdooClient client, OdooDomain domain, OdooCursor since,
        OdooChangesOptions? options = null, OdooContext? context = null, CancellationToken cancellationToken = default)
        where T : IOdooModel<T> =>
        client.ChangesAsync(T.ModelName, domain, T.Fields, since, Reader<T>(), options, context, cancellationToken);

    private static OdooResultReader<T> Reader<T>()
        where T : IOdooModel<T>
    {
        OdooPageCache cache = new();
        return (ref Utf8JsonReader reader) => T.Read(ref reader, cache);
    }
}
