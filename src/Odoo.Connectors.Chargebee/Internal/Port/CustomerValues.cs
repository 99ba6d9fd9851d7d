using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>A customer's parameters as Chargebee stored them.</summary>
internal static class CustomerValues
{
    public static Outcome Outcome(Dispatch dispatch, string system, IReadOnlyDictionary<string, string> told, JsonElement customer, OutcomeStatus status)
    {
        string id = customer.Text("id") ?? OwnId.Of(dispatch.Key);
        return new Outcome
        {
            Key = dispatch.Key,
            Status = status,
            Target = new ExternalRef(system, RecordKinds.Customer, id),

            // What was told before may have been changed since: only what this attempt wrote is agreed as told.
            Values = told.Keys.Where(f => f != "meta_data")
                .SelectMany(f => new[] { KeyValuePair.Create(f, (string?)Stored(customer, f)), KeyValuePair.Create(CustomerPlans.Told(f), (string?)told[f]) })
                .Where(v => status == OutcomeStatus.Applied || told.ContainsKey(v.Key)).ToDictionary(StringComparer.Ordinal),
            Note = $"customer {id}: {string.Join(", ", told.Keys)}",
        };
    }

    /// <summary>Nothing is an empty text, which is what clears.</summary>
    private static string Stored(JsonElement customer, string field) =>
        field.IndexOf('[', StringComparison.Ordinal) is > 0 and var at
            ? customer.Part(field[..at]).Text(field[(at + 1)..^1]) ?? ""
            : customer.Text(field) ?? "";
}
