using System.Text.Json;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Finds the installed effect action by its external id. The integration user may run it and not read it, so that Odoo tells him
/// that the external id exists, but not what for; then the ids of server actions are asked for the external ids they have.
/// </summary>
internal static class EffectActionFinder
{
    private const string Model = "ir.actions.server";

    // Server actions share their numbers with all other actions of a database; a fresh one has about five hundred.
    private static readonly (int First, int Count)[] Windows = [(1, 4_000), (4_001, 16_000)];

    public static async Task<long?> FindAsync(IOdooClient client, long company, CancellationToken cancellationToken)
    {
        OdooContext context = new() { AllowedCompanyIds = [company] };
        try
        {
            JsonElement? answer = await client.CallAsync(
                new OdooCall
                {
                    Model = "ir.model.data", Method = "check_object_reference", Arguments = [EffectActionBody.Module, EffectActionBody.LocalName],
                    Context = context, IsRead = true,
                },
                cancellationToken).ConfigureAwait(false);
            if (answer is { ValueKind: JsonValueKind.Array } pair && pair[1].ValueKind == JsonValueKind.Number)
            {
                return pair[1].GetInt64();
            }
        }
        catch (OdooServerException e) when (e.ExceptionName == "builtins.ValueError")
        {
            return null; // "External ID not found in the system"
        }
        catch (OdooServerException e) when (e.Kind == ErrorKind.Permission)
        {
            // It is there, and this user may not read it.
        }

        foreach ((int first, int count) in Windows)
        {
            if (await AmongAsync(client, first, count, context, cancellationToken).ConfigureAwait(false) is long id)
            {
                return id;
            }
        }

        return null;
    }

    private static async Task<long?> AmongAsync(IOdooClient client, int first, int count, OdooContext context, CancellationToken cancellationToken)
    {
        try
        {
            JsonElement? names = await client.CallAsync(
                new OdooCall { Model = Model, Method = "get_external_id", Ids = [.. Enumerable.Range(first, count).Select(i => (long)i)], Context = context, IsRead = true },
                cancellationToken).ConfigureAwait(false);
            JsonProperty found = names is { ValueKind: JsonValueKind.Object } all
                ? all.EnumerateObject().FirstOrDefault(n => n.Value.ValueKind == JsonValueKind.String && n.Value.ValueEquals(EffectActionBody.ExternalId))
                : default;
            return found.Value.ValueKind == JsonValueKind.String ? long.Parse(found.Name, System.Globalization.CultureInfo.InvariantCulture) : null;
        }
        catch (OdooServerException e) when (e.Kind is ErrorKind.Permission or ErrorKind.NotFound or ErrorKind.Validation)
        {
            return null;
        }
    }
}
