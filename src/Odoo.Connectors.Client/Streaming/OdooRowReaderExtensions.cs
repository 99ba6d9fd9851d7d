using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>Streams and changes read straight from the bytes of the answer into a type of the caller's.</summary>
public static class OdooRowReaderExtensions
{
    /// <inheritdoc cref="OdooStreamExtensions.StreamAsync(IOdooClient, string, OdooDomain, IReadOnlyList{string}, OdooSearch, int, OdooContext, CancellationToken)"/>
    /// <typeparam name="T">What a record is read into.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="model">The model.</param>
    /// <param name="domain">Which records.</param>
    /// <param name="fields">The fields to read, at least one.</param>
    /// <param name="read">Reads one record from its first token to its last.</param>
    /// <param name="search">At most its <see cref="OdooSearch.Limit"/>, the most records in all.</param>
    /// <param name="pageSize">How many records a call asks for.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call under way.</param>
    public static IAsyncEnumerable<T> StreamAsync<T>(this IOdooClient client, string model, OdooDomain domain,
        IReadOnlyList<string> fields, OdooResultReader<T> read, OdooSearch? search = null, int pageSize = Keyset.DefaultPage,
        OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(read);
        KeysetQuery query = new()
        {
            Model = model,
            Domain = domain,
            Fields = Arguments.Fields(fields),
            PageSize = Keyset.CheckedPageSize(pageSize),
            Limit = Limit(search),
            Context = context,
        };
        return RowsAsync(client, query, read, cancellationToken);
    }

    /// <inheritdoc cref="OdooChangesExtensions.ChangesAsync(IOdooClient, string, OdooDomain, IReadOnlyList{string}, OdooCursor, OdooChangesOptions, OdooContext, CancellationToken)"/>
    /// <typeparam name="T">What a record is read into.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="model">The model; it needs the field <c>write_date</c>.</param>
    /// <param name="domain">Which records. A record that leaves the domain is not told.</param>
    /// <param name="fields">The fields to read; <c>write_date</c> is read with them.</param>
    /// <param name="since">Where to begin or to continue.</param>
    /// <param name="read">Reads one record from its first token to its last; it must pass over <c>write_date</c> if it does not want it.</param>
    /// <param name="options">Overlap and page.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call under way.</param>
    public static IAsyncEnumerable<OdooChangePage<T>> ChangesAsync<T>(this IOdooClient client, string model, OdooDomain domain,
        IReadOnlyList<string> fields, OdooCursor since, OdooResultReader<T> read, OdooChangesOptions? options = null,
        OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(read);
        Arguments.Fields(fields);
        OdooChangesOptions chosen = options ?? new OdooChangesOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(chosen.Overlap, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(chosen.Remembered, nameof(options));
        ChangePass<T> pass = new(client, chosen, read)
        {
            Model = model,
            Domain = domain,
            Fields = fields.Contains("write_date") ? fields : [.. fields, "write_date"],
            PageSize = Keyset.CheckedPageSize(chosen.PageSize),
            Context = Arguments.WithArchived(context),
        };
        return pass.RunAsync(since.State(), cancellationToken);
    }

    private static async IAsyncEnumerable<T> RowsAsync<T>(IOdooClient client, KeysetQuery query, OdooResultReader<T> read,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (List<(long Id, T Row)> page in Keyset.PagesAsync(client, query, read, cancellationToken).ConfigureAwait(false))
        {
            foreach ((_, T row) in page)
            {
                yield return row;
            }
        }
    }

    private static int? Limit(OdooSearch? search) => search switch
    {
        { Order: not (null or "id" or "id asc") } => throw new ArgumentException(
            "A stream comes in the order of the ids, which alone loses no record while others come and go: leave Order out, and sort what you received.", nameof(search)),
        { Offset: not null } => throw new ArgumentException("A stream has no Offset: name where to begin in the domain, as ['id', '>', last].", nameof(search)),
        { Limit: < 1 } => throw new ArgumentException("Limit must be at least 1.", nameof(search)),
        _ => search?.Limit,
    };
}
