using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>A CRM of a partner: customers that are read, and fields that are written.</summary>
internal sealed class TestCrm : IPort
{
    public const string Fields = "crm-fields";

    public ConcurrentDictionary<string, Customer> Customers { get; } = new(StringComparer.Ordinal);

    public List<string> Writes { get; } = [];

    public string Name => "crm";

    public int BatchSize => 10;

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("crm-1", false));

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) =>
        Task.FromResult(Customers.TryGetValue(reference.Id, out Customer? customer) ? JsonSerializer.SerializeToUtf8Bytes((customer.Name, customer.VatNumber), s_tuple) : null);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer)
    {
        (string name, string? vat) = JsonSerializer.Deserialize<(string, string?)>(answer.Span, s_tuple);
        return new Customer { Ref = reference, Name = name, VatNumber = vat };
    }

    public PlanResult Plan(Intent intent, Known known)
    {
        FieldChanges changes = (FieldChanges)intent.Record;
        JsonObject payload = new() { ["id"] = intent.Source.Id, ["values"] = new JsonObject(changes.Values.Select(v => KeyValuePair.Create(v.Key, (JsonNode?)v.Value))) };
        return new PlanResult.Send(new EffectPlan { Subject = changes.Subject, Payload = payload.ToJsonString(), Provenance = changes.Rules });
    }

    public Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        List<Outcome> outcomes = [];
        foreach (Dispatch dispatch in dispatches)
        {
            JsonNode payload = JsonNode.Parse(dispatch.Payload)!;
            string id = (string)payload["id"]!;
            Dictionary<string, string?> values = [];
            foreach ((string field, JsonNode? value) in (JsonObject)payload["values"]!)
            {
                values[field] = (string?)value;
                Writes.Add($"{id} {field}={value}");
                Customers[id] = field == nameof(Customer.VatNumber) ? Customers[id] with { VatNumber = (string?)value } : Customers[id] with { Name = (string)value! };
            }

            outcomes.Add(new Outcome { Key = dispatch.Key, Status = OutcomeStatus.Applied, Target = new ExternalRef(Name, RecordKinds.Customer, id), Values = values });
        }

        return Task.FromResult<IReadOnlyList<Outcome>>(outcomes);
    }

    public TimeSpan SettleTime(string way) => TimeSpan.Zero;

    private static readonly JsonSerializerOptions s_tuple = new() { IncludeFields = true };
}
