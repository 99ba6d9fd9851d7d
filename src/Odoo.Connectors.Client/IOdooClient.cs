using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client;

/// <summary>
/// One Odoo database, as one user. Every call is one transaction in Odoo and has a deadline. Reads are tried again after
/// transient faults, writes never. All methods throw <see cref="OdooServerException"/> when Odoo refuses,
/// <see cref="OdooTransportException"/> when no usable answer came, and <see cref="OperationCanceledException"/> when the
/// caller cancels (a write that was cancelled under way may still have taken effect).
/// </summary>
public interface IOdooClient
{
    /// <summary>The name the client was registered with.</summary>
    string Name { get; }

    /// <summary>The server's version; needs no login.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The version.</returns>
    Task<OdooVersion> VersionAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Logs in unless that was done before. Every other method does so by itself; concurrent callers share one login.
    /// </summary>
    /// <param name="cancellationToken">Stops waiting; the shared login goes on for the others.</param>
    /// <returns>The user's id.</returns>
    Task<long> AuthenticateAsync(CancellationToken cancellationToken = default);

    /// <summary>Finds ids.</summary>
    /// <param name="model">The model, such as <c>res.partner</c>.</param>
    /// <param name="domain">Which records.</param>
    /// <param name="search">Order and page.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The ids in order.</returns>
    Task<IReadOnlyList<long>> SearchAsync(string model, OdooDomain domain, OdooSearch? search = null,
        OdooContext? context = null, CancellationToken cancellationToken = default);

    /// <summary>Counts records.</summary>
    /// <param name="model">The model.</param>
    /// <param name="domain">Which records.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many there are.</returns>
    Task<long> SearchCountAsync(string model, OdooDomain domain, OdooContext? context = null,
        CancellationToken cancellationToken = default);

    /// <summary>Finds records and reads them in one call.</summary>
    /// <param name="model">The model.</param>
    /// <param name="domain">Which records.</param>
    /// <param name="fields">The fields to read, at least one: all fields would be slow and large.</param>
    /// <param name="search">Order and page.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The records in order.</returns>
    Task<IReadOnlyList<OdooRecord>> SearchReadAsync(string model, OdooDomain domain, IReadOnlyList<string> fields,
        OdooSearch? search = null, OdooContext? context = null, CancellationToken cancellationToken = default);

    /// <summary>Reads records by id and says which are missing.</summary>
    /// <param name="model">The model.</param>
    /// <param name="ids">The ids. With none, nothing is sent.</param>
    /// <param name="fields">The fields to read, at least one.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The records in the order asked, and the missing ids.</returns>
    Task<OdooReadResult> ReadAsync(string model, IReadOnlyList<long> ids, IReadOnlyList<string> fields,
        OdooContext? context = null, CancellationToken cancellationToken = default);

    /// <summary>Creates one record.</summary>
    /// <param name="model">The model.</param>
    /// <param name="values">Its values; dates and moments as in <see cref="OdooFormat"/>.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The new id.</returns>
    Task<long> CreateAsync(string model, JsonObject values, OdooContext? context = null,
        CancellationToken cancellationToken = default);

    /// <summary>Creates several records, all or none.</summary>
    /// <param name="model">The model.</param>
    /// <param name="values">The values of each. With none, nothing is sent.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The new ids in the order of <paramref name="values"/>.</returns>
    Task<IReadOnlyList<long>> CreateManyAsync(string model, IReadOnlyList<JsonObject> values, OdooContext? context = null,
        CancellationToken cancellationToken = default);

    /// <summary>Writes the same values to records, all or none. <see langword="null"/> clears a field.</summary>
    /// <param name="model">The model.</param>
    /// <param name="ids">The records. With none, nothing is sent.</param>
    /// <param name="values">The fields to change; others are left alone.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when Odoo has confirmed.</returns>
    Task WriteAsync(string model, IReadOnlyList<long> ids, JsonObject values, OdooContext? context = null,
        CancellationToken cancellationToken = default);

    /// <summary>Deletes records, all or none. One that is missing fails with <see cref="ErrorKind.NotFound"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="ids">The records. With none, nothing is sent.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when Odoo has confirmed.</returns>
    Task UnlinkAsync(string model, IReadOnlyList<long> ids, OdooContext? context = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates or updates records by external id (Odoo's <c>load</c>), all or none. Booleans are sent as <c>1</c> and
    /// <c>0</c>, since Odoo fails on JSON booleans in cells; <see langword="null"/> clears a field.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="fields">The columns, such as <c>id</c>, <c>name</c>, <c>country_id/id</c>.</param>
    /// <param name="rows">The cells of each row, in the order of <paramref name="fields"/>; trailing ones may be left out.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The ids, or why rows were refused.</returns>
    /// <exception cref="ArgumentException">A row is longer than <paramref name="fields"/>, or a cell is a moment while the
    /// context has a time zone other than UTC, in which Odoo would misread it.</exception>
    Task<OdooLoadResult> LoadAsync(string model, IReadOnlyList<string> fields, IReadOnlyList<IReadOnlyList<JsonNode?>> rows,
        OdooContext? context = null, CancellationToken cancellationToken = default);

    /// <summary>Calls any public method.</summary>
    /// <param name="call">What to call and how.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result; <see langword="null"/> if the method returned nothing, which is success.</returns>
    Task<JsonElement?> CallAsync(OdooCall call, CancellationToken cancellationToken = default);

    /// <summary>Calls any public method and reads its result straight from the bytes of the answer.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="call">What to call and how.</param>
    /// <param name="read">Reads the result.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What <paramref name="read"/> returned.</returns>
    Task<T> InvokeAsync<T>(OdooCall call, OdooResultReader<T> read, CancellationToken cancellationToken = default);
}
