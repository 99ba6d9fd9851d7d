using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>Looks up external ids in both directions.</summary>
public static class OdooExternalIdExtensions
{
    private const string Data = "ir.model.data";
    private const int Chunk = 1_000;

    /// <summary>
    /// Finds the records of external ids, archived ones too: a thousand per call for users who may read <c>ir.model.data</c>, one per
    /// call for those who may not.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="externalIds">The external ids.</param>
    /// <param name="context">Language, companies; archived records are found whatever it says. The default is none.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The records of those that exist.</returns>
    public static async Task<IReadOnlyDictionary<OdooExternalId, OdooExternalIdTarget>> LookupExternalIdsAsync(this IOdooClient client,
        IReadOnlyCollection<OdooExternalId> externalIds, OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(externalIds);
        Dictionary<OdooExternalId, OdooExternalIdTarget> found = [];
        bool mayRead = true;
        foreach (IGrouping<string, OdooExternalId> module in externalIds.Distinct().GroupBy(e => e.Module))
        {
            foreach (OdooExternalId[] chunk in module.Chunk(Chunk))
            {
                mayRead = mayRead && await ReadAsync(client, module.Key, chunk, found, context, cancellationToken).ConfigureAwait(false);
                foreach (OdooExternalId externalId in mayRead ? [] : chunk)
                {
                    if (await CheckAsync(client, externalId, context, cancellationToken).ConfigureAwait(false) is { } target)
                    {
                        found[externalId] = target;
                    }
                }
            }
        }

        return found;
    }

    /// <summary>Finds an external id of each record. A record with several has any one of them here, and not always the same.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model.</param>
    /// <param name="ids">The records, which must exist.</param>
    /// <param name="context">Language, companies. The default is none.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The external ids of those that have one.</returns>
    public static async Task<IReadOnlyDictionary<long, OdooExternalId>> GetExternalIdsAsync(this IOdooClient client, string model,
        IReadOnlyCollection<long> ids, OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(ids);
        Dictionary<long, OdooExternalId> found = [];
        foreach (long[] chunk in ids.Distinct().Chunk(Chunk))
        {
            OdooCall call = new() { Model = model, Method = "get_external_id", Ids = chunk, Context = context, IsRead = true };
            JsonElement? result = await client.CallAsync(call, cancellationToken).ConfigureAwait(false);
            if (result is not { ValueKind: JsonValueKind.Object } texts)
            {
                throw TransportErrors.BadResult(model, call.Method, isRead: true, "an object of external ids");
            }

            foreach (JsonProperty text in texts.EnumerateObject())
            {
                if (text.Value.ValueKind == JsonValueKind.String && OdooExternalId.TryParse(text.Value.GetString(), out OdooExternalId externalId)
                    && long.TryParse(text.Name, NumberStyles.None, CultureInfo.InvariantCulture, out long id))
                {
                    found[id] = externalId;
                }
            }
        }

        return found;
    }

    /// <returns>Whether the user may read the table.</returns>
    private static async Task<bool> ReadAsync(IOdooClient client, string module, OdooExternalId[] chunk,
        Dictionary<OdooExternalId, OdooExternalIdTarget> found, OdooContext? context, CancellationToken cancellationToken)
    {
        OdooDomain domain = OdooDomain.Where("module", "=", module).And(OdooDomain.In("name", chunk.Select(e => e.Name)));
        try
        {
            foreach (OdooRecord row in await client.SearchReadAsync(Data, domain, ["name", "model", "res_id"],
                new OdooSearch { Order = "id" }, context, cancellationToken).ConfigureAwait(false))
            {
                if (row.GetString("name") is { } name && row.GetString("model") is { } model && row.GetInt64("res_id") is > 0 and { } id)
                {
                    found[new OdooExternalId(module, name)] = new OdooExternalIdTarget(model, id);
                }
            }

            return true;
        }
        catch (OdooServerException e) when (e.Kind == ErrorKind.Permission)
        {
            return false;
        }
    }

    /// <summary>Without it an archived record answers as if there were none.</summary>
    private static OdooContext WithArchived(OdooContext? context) => new()
    {
        AllowedCompanyIds = context?.AllowedCompanyIds, Language = context?.Language, TimeZone = context?.TimeZone, ActiveTest = false, Other = context?.Other,
    };

    private static async Task<OdooExternalIdTarget?> CheckAsync(IOdooClient client, OdooExternalId externalId, OdooContext? context, CancellationToken cancellationToken)
    {
        OdooCall call = new()
        {
            Model = Data,
            Method = "check_object_reference",
            Arguments = [externalId.Module, externalId.Name],
            Context = WithArchived(context),
            IsRead = true,
        };
        try
        {
            JsonElement? result = await client.CallAsync(call, cancellationToken).ConfigureAwait(false);
            return result is { ValueKind: JsonValueKind.Array } pair && pair.GetArrayLength() == 2 && pair[0].ValueKind == JsonValueKind.String
                ? Answers.Id(pair[1]) is { } id ? new OdooExternalIdTarget(pair[0].GetString()!, id) : null
                : throw TransportErrors.BadResult(Data, call.Method, isRead: true, "a model and an id");
        }
        catch (OdooServerException e) when (e.ExceptionName == "builtins.ValueError")
        {
            return null; // "External ID not found in the system"
        }
    }
}
