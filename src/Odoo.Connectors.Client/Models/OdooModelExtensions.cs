using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>Typed records over any <see cref="IOdooClient"/>. They fail as its own methods do.</summary>
public static class OdooModelExtensions
{
    /// <summary>Finds records and reads exactly their type's fields in one call.</summary>
    /// <typeparam name="T">The records' type.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="domain">Which records.</param>
    /// <param name="search">Order and page.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The records in order.</returns>
    /// <exception cref="OdooProtocolException">A field's value is not what its property can hold.</exception>
    public static Task<IReadOnlyList<T>> SearchReadAsync<T>(this IOdooClient client, OdooDomain domain, OdooSearch? search = null,
        OdooContext? context = null, CancellationToken cancellationToken = default)
        where T : IOdooModel<T>
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(domain);
        JsonObject keywords = Fields<T>();
        SearchKeywords.Add(keywords, search);
        return client.InvokeAsync(
            new OdooCall { Model = T.ModelName, Method = "search_read", Arguments = [domain], Keywords = keywords, Context = context, IsRead = true },
            ReadList<T>,
            cancellationToken);
    }

    /// <summary>Reads exactly their type's fields of records by id, and says which are missing.</summary>
    /// <typeparam name="T">The records' type.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="ids">The ids. With none, nothing is sent.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The records in the order asked, and the missing ids.</returns>
    /// <exception cref="OdooProtocolException">A field's value is not what its property can hold.</exception>
    public static async Task<OdooReadResult<T>> ReadAsync<T>(this IOdooClient client, IReadOnlyList<long> ids, OdooContext? context = null,
        CancellationToken cancellationToken = default)
        where T : IOdooModel<T>
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Count == 0)
        {
            return new OdooReadResult<T>([], []);
        }

        IReadOnlyList<T> records = await client.InvokeAsync(
            new OdooCall { Model = T.ModelName, Method = "read", Ids = ids, Keywords = Fields<T>(), Context = context, IsRead = true },
            ReadList<T>,
            cancellationToken).ConfigureAwait(false);
        HashSet<long> found = [.. records.Select(r => r.Id)];
        return new OdooReadResult<T>(records, [.. ids.Where(id => !found.Contains(id)).Distinct()]);
    }

    /// <summary>Creates one record.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="values">Its values; what is unset gets Odoo's default.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The new id.</returns>
    public static Task<long> CreateAsync<T>(this IOdooClient client, IOdooValues<T> values, OdooContext? context = null,
        CancellationToken cancellationToken = default)
        where T : IOdooModel<T>
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(values);
        return client.InvokeAsync(
            new OdooCall { Model = T.ModelName, Method = "create", Arguments = [OdooArgument.Written(values.WriteTo)], Context = context },
            (ref Utf8JsonReader reader) => CreatedIds(ref reader, T.ModelName, 1)[0],
            cancellationToken);
    }

    /// <summary>Creates several records, all or none.</summary>
    /// <typeparam name="T">The records' type.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="values">The values of each. With none, nothing is sent.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The new ids in the order of <paramref name="values"/>.</returns>
    public static async Task<IReadOnlyList<long>> CreateManyAsync<T>(this IOdooClient client, IReadOnlyList<IOdooValues<T>> values,
        OdooContext? context = null, CancellationToken cancellationToken = default)
        where T : IOdooModel<T>
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(values);
        return values.Count == 0 ? [] : await client.InvokeAsync(
            new OdooCall { Model = T.ModelName, Method = "create", Arguments = [OdooArgument.Written(writer => WriteAll(writer, values))], Context = context },
            (ref Utf8JsonReader reader) => CreatedIds(ref reader, T.ModelName, values.Count),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the same values to records, all or none.</summary>
    /// <typeparam name="T">The records' type.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="ids">The records. With none, nothing is sent.</param>
    /// <param name="values">The fields to change; what is unset is left alone.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when Odoo has confirmed.</returns>
    public static Task WriteAsync<T>(this IOdooClient client, IReadOnlyList<long> ids, IOdooValues<T> values, OdooContext? context = null,
        CancellationToken cancellationToken = default)
        where T : IOdooModel<T>
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(values);
        return ids.Count == 0 ? Task.CompletedTask : client.InvokeAsync(
            new OdooCall { Model = T.ModelName, Method = "write", Ids = ids, Arguments = [OdooArgument.Written(values.WriteTo)], Context = context },
            (ref Utf8JsonReader reader) => reader.TokenType is JsonTokenType.True or JsonTokenType.Null
                ? true : throw TransportErrors.BadResult(T.ModelName, "write", isRead: false, "a confirmation"),
            cancellationToken);
    }

    private static IReadOnlyList<T> ReadList<T>(ref Utf8JsonReader reader)
        where T : IOdooModel<T> =>
        OdooModelReader.ReadList<T>(ref reader) ?? throw TransportErrors.BadResult(T.ModelName, "read", isRead: true, "a list of records");

    private static JsonObject Fields<T>()
        where T : IOdooModel<T> => new() { ["fields"] = new JsonArray([.. T.Fields.Select(f => (JsonNode)f)]) };

    private static void WriteAll<T>(Utf8JsonWriter writer, IReadOnlyList<IOdooValues<T>> values)
        where T : IOdooModel<T>
    {
        writer.WriteStartArray();
        for (int i = 0; i < values.Count; i++)
        {
            values[i].WriteTo(writer);
        }

        writer.WriteEndArray();
    }

    // One id for one object over JSON-RPC, a list over JSON-2.
    private static IReadOnlyList<long> CreatedIds(ref Utf8JsonReader reader, string model, int count)
    {
        JsonElement result = JsonElement.ParseValue(ref reader);
        IReadOnlyList<long>? ids = count == 1 && Answers.Id(result) is { } id ? [id] : Answers.Ids(result);
        return ids?.Count == count ? ids : throw TransportErrors.BadResult(model, "create", isRead: false, "one id for each record");
    }
}
