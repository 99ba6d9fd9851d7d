using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>Writes the billing status to accounts. The values are absolute, so that sending them again does no harm.</summary>
internal sealed class StatusPort(string system, SalesforceApi api, RecordReader reader, MappingTable mappings, ILogger logger)
{
    public PlanResult Plan(Intent intent, Known known)
    {
        if (intent.Kind != EffectKinds.AccountStatus)
        {
            return Review("unknown-effect", $"Salesforce '{system}' writes '{EffectKinds.AccountStatus}', not '{intent.Kind}'; correct the flow.");
        }

        if (intent.Record is not ContractStatus status)
        {
            return Review("unknown-effect", $"The record of '{intent.Kind}' is a {nameof(ContractStatus)}; correct the flow.");
        }

        if (intent.Source.System != system || intent.Source.Kind != RecordKinds.Customer || SalesforceId.Normal(intent.Source.Id) is not { } id)
        {
            return Review("foreign-account", $"The source of '{intent.Kind}' is an account of '{system}', not {intent.Source}; correct the flow.");
        }

        SalesforceOptions options = api.Options;
        string field = options.BillingStatusField;
        if (!options.StatusValues.TryGetValue(status.ToString(), out string? value))
        {
            return Review("unmapped-status", $"No text is set for the status {status}; set StatusValues:{status}.", "StatusValues");
        }

        string subject = $"customer/{id}";
        bool hasShadow = known.TryShadow(Account(id), out Shadow shadow);
        bool hasBusy = known.TryBusy(system, subject, out bool busy);
        if (!hasShadow || !hasBusy)
        {
            return PlanResult.Needs;
        }

        PlannedFields fields = new(new JsonObject { [field] = value }, $"{nameof(Contract)}.{nameof(Contract.Status)} by BillingStatusField and StatusValues");
        if (mappings.Apply(system, status, intent.Source, fields) is CaseReason unmapped)
        {
            return new PlanResult.Review(unmapped);
        }

        return !busy && fields.Values.All(v => shadow.Holds(v.Key, JsonText.Of(v.Value)) || shadow.Holds(Told(v.Key), JsonText.Of(v.Value)))
            ? new PlanResult.Nothing("unchanged")
            : new PlanResult.Send(new EffectPlan
            {
                Subject = subject,
                Payload = Payload(id, fields.Values),
                Provenance = fields.Provenance,
            });
    }

    public async Task<Outcome> SendAsync(Dispatch dispatch, CancellationToken cancellationToken)
    {
        (string id, string body, Dictionary<string, string?> fields) = Read(dispatch.Payload);
        try
        {
            await api.PatchAsync($"sobjects/Account/{id}", body, cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectorException e)
        {
            return Failed(dispatch, e, fields.Keys.FirstOrDefault());
        }

        Dictionary<string, string?> stored = await ReadBackAsync(id, fields.Keys, cancellationToken).ConfigureAwait(false);
        string? differs = stored.Keys.FirstOrDefault(field => stored[field] != fields[field]);
        return new Outcome
        {
            Key = dispatch.Key,
            Status = OutcomeStatus.Applied,
            Target = Account(id),
            Values = stored.Concat(stored.Select(f => KeyValuePair.Create(Told(f.Key), fields[f.Key]))).ToDictionary(StringComparer.Ordinal),
            Unread = [.. fields.Keys.Where(f => !stored.ContainsKey(f)).SelectMany(f => new[] { f, Told(f) })],
            Note = $"Account {id}: {string.Join(", ", fields.Keys)}",
            Discrepancy = differs is null ? null : new CaseReason(
                ErrorKind.Validation, "status-overwritten",
                $"Salesforce '{system}' took the value of {differs} and stores another; see which automation changes it.", differs),
        };
    }

    /// <summary>What was told is remembered beside what was stored: automation may have words of its own, and the same told again is no change.</summary>
    private static string Told(string field) => $"{field} as told";

    private static PlanResult.Review Review(string cause, string message, string? field = null) =>
        new(new CaseReason(ErrorKind.Configuration, cause, message, field));

    private static string Payload(string id, JsonObject fields) =>
        new JsonObject { ["type"] = Deliveries.Account, ["id"] = id, ["fields"] = fields.DeepClone() }.ToJsonString();

    private static (string Id, string Body, Dictionary<string, string?> Fields) Read(string payload)
    {
        using JsonDocument document = JsonDocument.Parse(payload);
        JsonElement fields = document.RootElement.GetProperty("fields");
        return (
            document.RootElement.GetProperty("id").GetString()!,
            fields.GetRawText(),
            fields.EnumerateObject().ToDictionary(f => f.Name, f => JsonText.Of(JsonNode.Parse(f.Value.GetRawText())), StringComparer.Ordinal));
    }

    private ExternalRef Account(string id) => new(system, RecordKinds.Customer, id);

    /// <summary>What Salesforce stored; empty when it cannot be read now, so that nothing is taken for agreed.</summary>
    private async Task<Dictionary<string, string?>> ReadBackAsync(string id, IEnumerable<string> fields, CancellationToken cancellationToken)
    {
        Dictionary<string, string?> stored = new(StringComparer.Ordinal);
        try
        {
            foreach (string field in fields)
            {
                stored[field] = await reader.AccountFieldAsync(id, field, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ConnectorException e)
        {
            Log.NotReadBack(logger, system, e.Kind, e.Message);
            stored.Clear();
        }

        return stored;
    }

    private static Outcome Failed(Dispatch dispatch, ConnectorException e, string? field)
    {
        OutcomeStatus status = e.Kind switch
        {
            ErrorKind.Unknown or ErrorKind.Protocol => OutcomeStatus.Unknown,
            ErrorKind.Transient or ErrorKind.RateLimited or ErrorKind.Authentication or ErrorKind.Permission or ErrorKind.Conflict => OutcomeStatus.NotApplied,
            _ => OutcomeStatus.Refused,
        };
        bool isField = e.Kind == ErrorKind.Configuration && status == OutcomeStatus.Refused;
        StringBuilder message = new(e.Message);
        if (isField)
        {
            message.Append(" Correct BillingStatusField (").Append(field).Append(") or StatusValues, or the field in Salesforce.");
        }

        return new Outcome
        {
            Key = dispatch.Key,
            Status = status,
            Reason = new CaseReason(e.Kind, Cause(e.Kind), message.ToString(), e.Field ?? (isField ? field : null)),
            ServerText = e.ServerText,
            RetryAfter = e.RetryAfter,
        };
    }

    private static string Cause(ErrorKind kind) => kind switch
    {
        ErrorKind.Gone => "account-gone",
        ErrorKind.Configuration => "status-field",
        ErrorKind.Authentication => "login",
        ErrorKind.Permission => "permission",
        ErrorKind.RateLimited => "api-limit",
        ErrorKind.Unknown or ErrorKind.Protocol => "reply-lost",
        ErrorKind.Validation => "refused-by-rule",
        _ => "not-applied",
    };
}
