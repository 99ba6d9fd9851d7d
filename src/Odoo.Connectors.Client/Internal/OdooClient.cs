using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Internal;

/// <summary>The methods of <see cref="IOdooClient"/> in terms of calls.</summary>
internal sealed class OdooClient(string name, CallRunner runner) : IOdooClient
{
    public string Name => name;

    public Task<OdooVersion> VersionAsync(CancellationToken cancellationToken = default) => runner.VersionAsync(cancellationToken);

    public Task<long> AuthenticateAsync(CancellationToken cancellationToken = default) => runner.AuthenticateAsync(cancellationToken);

    public async Task<IReadOnlyList<long>> SearchAsync(string model, OdooDomain domain, OdooSearch? search = null,
        OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var call = new ModelCall(model, "search", isRead: true, domain) { Keywords = Page(search), Context = context };
        var result = await runner.RunAsync(call, cancellationToken).ConfigureAwait(false);
        return Answers.Ids(result) ?? throw call.BadResult("a list of ids");
    }

    public async Task<long> SearchCountAsync(string model, OdooDomain domain, OdooContext? context = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var call = new ModelCall(model, "search_count", isRead: true, domain) { Context = context };
        var result = await runner.RunAsync(call, cancellationToken).ConfigureAwait(false);
        return Answers.Id(result) ?? throw call.BadResult("a number");
    }

    public async Task<IReadOnlyList<OdooRecord>> SearchReadAsync(string model, OdooDomain domain, IReadOnlyList<string> fields,
        OdooSearch? search = null, OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        RequireFields(fields);
        var page = Page(search);
        var call = new ModelCall(model, "search_read", isRead: true, domain)
        {
            Keywords = writer =>
            {
                WriteFields(writer, fields);
                page?.Invoke(writer);
            },
            Context = context,
        };
        var result = await runner.RunAsync(call, cancellationToken).ConfigureAwait(false);
        return Answers.Records(model, result) ?? throw call.BadResult("a list of records");
    }

    public async Task<OdooReadResult> ReadAsync(string model, IReadOnlyList<long> ids, IReadOnlyList<string> fields,
        OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        RequireFields(fields);
        if (ids.Count == 0)
        {
            return new OdooReadResult([], []);
        }

        var call = new ModelCall(model, "read", isRead: true)
        {
            Ids = ids,
            Keywords = writer => WriteFields(writer, fields),
            Context = context,
        };
        var result = await runner.RunAsync(call, cancellationToken).ConfigureAwait(false);
        var records = Answers.Records(model, result) ?? throw call.BadResult("a list of records");
        var found = records.Select(r => r.Id).ToHashSet();
        return new OdooReadResult(records, [.. ids.Where(id => !found.Contains(id)).Distinct()]);
    }

    public async Task<long> CreateAsync(string model, JsonObject values, OdooContext? context = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var call = new ModelCall(model, "create", isRead: false, values) { Context = context };
        var result = await runner.RunAsync(call, cancellationToken).ConfigureAwait(false);
        return Answers.Id(result) ?? throw call.BadResult("an id");
    }

    public async Task<IReadOnlyList<long>> CreateManyAsync(string model, IReadOnlyList<JsonObject> values,
        OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
        {
            return [];
        }

        var call = new ModelCall(model, "create", isRead: false, OdooArgument.Written(writer =>
        {
            writer.WriteStartArray();
            foreach (var one in values)
            {
                OdooJson.Write(writer, one);
            }

            writer.WriteEndArray();
        }))
        { Context = context };
        var result = await runner.RunAsync(call, cancellationToken).ConfigureAwait(false);
        return Answers.Ids(result) is { } ids && ids.Count == values.Count ? ids : throw call.BadResult("one id for each record");
    }

    public Task WriteAsync(string model, IReadOnlyList<long> ids, JsonObject values, OdooContext? context = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(values);
        return ids.Count == 0 ? Task.CompletedTask : ConfirmAsync(
            new ModelCall(model, "write", isRead: false, values) { Ids = ids, Context = context }, cancellationToken);
    }

    public Task UnlinkAsync(string model, IReadOnlyList<long> ids, OdooContext? context = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return ids.Count == 0 ? Task.CompletedTask : ConfirmAsync(
            new ModelCall(model, "unlink", isRead: false) { Ids = ids, Context = context }, cancellationToken);
    }

    public async Task<OdooLoadResult> LoadAsync(string model, IReadOnlyList<string> fields,
        IReadOnlyList<IReadOnlyList<JsonNode?>> rows, OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        RequireFields(fields);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Any(row => row.Count > fields.Count))
        {
            throw new ArgumentException("A row has more cells than there are fields.", nameof(rows));
        }

        if (rows.Count == 0)
        {
            return OdooLoadResult.Success([]);
        }

        var call = new ModelCall(model, "load", isRead: false, OdooArgument.Texts(fields), OdooArgument.Written(writer => WriteRows(writer, rows)))
        {
            Context = context, HasMoments = rows.Any(row => row.Any(OdooJson.IsMoment)),
        };
        var result = await runner.RunAsync(call, cancellationToken).ConfigureAwait(false);
        return Answers.Load(result, hadRows: true) ?? throw call.BadResult("the outcome of a load");
    }

    public Task<JsonElement?> CallAsync(OdooCall call, CancellationToken cancellationToken = default) =>
        InvokeAsync(call, Answers.Element, cancellationToken);

    public Task<T> InvokeAsync<T>(OdooCall call, OdooResultReader<T> read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(read);
        if (call.Keywords?.ContainsKey("context") == true)
        {
            throw new ArgumentException("Give the context as OdooCall.Context, so that it can be merged with the client's defaults.", nameof(call));
        }

        return runner.RunAsync(
            new ModelCall(call.Model, call.Method, call.IsRead, call.Arguments)
            {
                Ids = call.Ids,
                Keywords = call.Keywords is { Count: > 0 } keywords ? writer => WriteKeywords(writer, keywords) : null,
                Named = call.Keywords,
                Context = call.Context,
                Timeout = call.Timeout,
                IsIdempotent = call.IsIdempotent,
            },
            read,
            cancellationToken);
    }

    private async Task ConfirmAsync(ModelCall call, CancellationToken cancellationToken)
    {
        var result = await runner.RunAsync(call, cancellationToken).ConfigureAwait(false);
        if (result is not null and not { ValueKind: JsonValueKind.True })
        {
            throw call.BadResult("a confirmation");
        }
    }

    private static void RequireFields(IReadOnlyList<string> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (fields.Count == 0)
        {
            throw new ArgumentException("Name at least one field.", nameof(fields));
        }
    }

    private static Action<Utf8JsonWriter>? Page(OdooSearch? search)
    {
        if (search is { Limit: < 1 } or { Offset: < 0 })
        {
            throw new ArgumentException("Limit must be at least 1 (Odoo takes 0 for no limit) and Offset not negative.", nameof(search));
        }

        return search is null or { Order: null, Limit: null, Offset: null } ? null : writer =>
        {
            if (search.Order is { } order)
            {
                writer.WriteString("order", order);
            }

            if (search.Limit is { } limit)
            {
                writer.WriteNumber("limit", limit);
            }

            if (search.Offset is { } offset)
            {
                writer.WriteNumber("offset", offset);
            }
        };
    }

    private static void WriteFields(Utf8JsonWriter writer, IReadOnlyList<string> fields)
    {
        writer.WritePropertyName("fields");
        OdooArgument.Texts(fields).WriteTo(writer);
    }

    private static void WriteRows(Utf8JsonWriter writer, IReadOnlyList<IReadOnlyList<JsonNode?>> rows)
    {
        writer.WriteStartArray();
        foreach (var row in rows)
        {
            writer.WriteStartArray();
            foreach (var cell in row)
            {
                OdooJson.WriteCell(writer, cell);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void WriteKeywords(Utf8JsonWriter writer, JsonObject keywords)
    {
        foreach (var (key, value) in keywords)
        {
            writer.WritePropertyName(key);
            OdooJson.Write(writer, value);
        }
    }
}
