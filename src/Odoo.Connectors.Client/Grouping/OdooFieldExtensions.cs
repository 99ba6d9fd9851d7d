using System.Text.Json;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>Tells what fields a model has.</summary>
public static class OdooFieldExtensions
{
    private static readonly string[] Attributes =
        ["string", "type", "required", "readonly", "store", "relation", "relation_field", "selection", "company_dependent", "digits", "currency_field"];

    /// <summary>Describes fields. Odoo leaves out those that do not exist, without a word, so this tells features apart too.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model.</param>
    /// <param name="names">The fields; all of them if empty.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The fields that exist, by name.</returns>
    public static async Task<IReadOnlyDictionary<string, OdooFieldInfo>> FieldsAsync(this IOdooClient client, string model,
        IReadOnlyList<string> names, OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(names);
        OdooCall call = new()
        {
            Model = model,
            Method = "fields_get",
            Arguments = [OdooArgument.Texts(names), OdooArgument.Texts(Attributes)],
            Context = context,
            IsRead = true,
        };
        JsonElement? result = await client.CallAsync(call, cancellationToken).ConfigureAwait(false);
        if (result is not { ValueKind: JsonValueKind.Object } fields)
        {
            throw TransportErrors.BadResult(model, call.Method, isRead: true, "an object of fields");
        }

        return fields.EnumerateObject().Select(f => Field(model, f)).ToDictionary(f => f.Name);
    }

    private static OdooFieldInfo Field(string model, JsonProperty field)
    {
        OdooRecord values = field.Value.ValueKind == JsonValueKind.Object ? new OdooRecord(model, field.Value)
            : throw new OdooProtocolException(model, field.Name, "is not described by an object");
        return new OdooFieldInfo
        {
            Name = field.Name,
            Type = Text(values, "type") ?? throw new OdooProtocolException(model, field.Name, "has no type"),
            Label = Text(values, "string"),
            IsRequired = Flag(values, "required"),
            IsReadonly = Flag(values, "readonly"),
            IsStored = Flag(values, "store"),
            IsCompanyDependent = Flag(values, "company_dependent"),
            Relation = Text(values, "relation"),
            RelationField = Text(values, "relation_field"),
            CurrencyField = Text(values, "currency_field"),
            Decimals = values.Values.TryGetProperty("digits", out JsonElement digits) && digits.ValueKind == JsonValueKind.Array && digits.GetArrayLength() == 2
                && digits[1].TryGetInt32(out int decimals) ? decimals : null,
            Selection = values.Values.TryGetProperty("selection", out JsonElement selection) && selection.ValueKind == JsonValueKind.Array
                ? [.. selection.EnumerateArray().Where(IsPair).Select(o => KeyValuePair.Create(o[0].GetString()!, o[1].GetString()!))] : [],
        };
    }

    private static bool IsPair(JsonElement option) => option.ValueKind == JsonValueKind.Array && option.GetArrayLength() == 2
        && option[0].ValueKind == JsonValueKind.String && option[1].ValueKind == JsonValueKind.String;

    private static string? Text(OdooRecord values, string name) => values.Has(name) ? values.GetString(name) : null;

    private static bool Flag(OdooRecord values, string name) => values.Has(name) && values.GetBoolean(name);
}
