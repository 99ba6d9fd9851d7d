using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>What stands against an account: where it is with what it owes, and what could not be collected. What is null is emptied.</summary>
internal static class StandingPlans
{
    public static PlanResult Standing(PortContext context, Intent intent)
    {
        if (intent.Record is not AccountStanding standing)
        {
            return StatusPlans.WrongRecord(intent, nameof(AccountStanding));
        }

        if (!StatusPlans.TryId(context, intent, RecordKinds.Customer, out string id))
        {
            return StatusPlans.Foreign(context, intent, "account");
        }

        IDictionary<string, string> fields = context.Options.StandingFields;
        JsonObject values = [];
        Set(values, fields, nameof(standing.Status), standing.Status.ToString());
        Set(values, fields, nameof(standing.Since), Day(standing.Since));
        Set(values, fields, nameof(standing.Step), standing.Step);
        Set(values, fields, nameof(standing.PromisedUntil), Day(standing.PromisedUntil));
        return context.State(intent, RecordType.Account, id, values, $"{nameof(AccountStanding)} by StandingFields");
    }

    /// <summary>A failed collection, by its fields; null leaves them as Salesforce shows them.</summary>
    public static void Add(JsonObject values, IDictionary<string, string> fields, CollectionFailure? failure)
    {
        if (failure is null)
        {
            return;
        }

        Set(values, fields, "FailureCode", failure.Code);
        Set(values, fields, "FailureAmount", failure.Amount?.Amount);
        Set(values, fields, "FailureAttempt", failure.AttemptNumber);
        Set(values, fields, nameof(failure.FailedOn), Day(failure.FailedOn));
        Set(values, fields, nameof(failure.NextAttemptOn), Day(failure.NextAttemptOn));
    }

    private static void Set(JsonObject values, IDictionary<string, string> fields, string name, JsonNode? value)
    {
        if (fields.TryGetValue(name, out string? field) && field.Length > 0)
        {
            values[field] = value;
        }
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
