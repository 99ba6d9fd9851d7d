using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>Reads any number of records in constant memory, page by page.</summary>
public static class OdooStreamExtensions
{
    /// <summary>
    /// Streams records in the order of their ids. The next page is asked for when the caller has used up the last one. Each record
    /// that is there from beginning to end comes exactly once, whatever is created or deleted meanwhile; each page shows its records
    /// as they are when it is read.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model.</param>
    /// <param name="domain">Which records.</param>
    /// <param name="fields">The fields to read, at least one.</param>
    /// <param name="search">At most its <see cref="OdooSearch.Limit"/>, the most records in all.</param>
    /// <param name="pageSize">How many records a call asks for.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call under way.</param>
    /// <returns>The records.</returns>
    /// <exception cref="ArgumentException"><paramref name="search"/> has an order other than <c>id</c>, or an offset.</exception>
    public static IAsyncEnumerable<OdooRecord> StreamAsync(this IOdooClient client, string model, OdooDomain domain,
        IReadOnlyList<string> fields, OdooSearch? search = null, int pageSize = Keyset.DefaultPage, OdooContext? context = null,
        CancellationToken cancellationToken = default) =>
        client.StreamAsync(model, domain, fields, ResultRows.Untyped(model), search, pageSize, context, cancellationToken);
}
