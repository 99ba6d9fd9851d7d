using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>Up to a hundred records at once. The order of the results is that of the inputs backwards, since none is promised.</summary>
internal sealed class HubSpotBatchCalls(HubSpotRecords records, HubSpotSchema schema, HubSpotWriter writer, HubSpotView view, HubSpotEmulatorOptions options, TimeProvider clock)
{
    private const int Most = 100;

    public VendorAnswer Serve(HubSpotCall call, HubSpotType type, string what) => (call.Method, what) switch
    {
        ("POST", "read") => Read(call.Body(), type),
        ("POST", "create") => Write(call.Body(), 201, type, input => Created(type, input)),
        ("POST", "update") => Write(call.Body(), 200, type, input => Updated(type, input)),
        ("POST", "upsert") => Upsert(call.Body(), type),
        ("POST", "archive") => Archive(call.Body(), type),
        _ => throw call.NotEmulated(),
    };

    private VendorAnswer Read(JsonObject body, HubSpotType type)
    {
        if (body["propertiesWithHistory"] is JsonArray { Count: > 0 })
        {
            throw HubSpotRefusal.NotEmulated("propertiesWithHistory");
        }

        var batch = new HubSpotBatch(clock);
        string? idProperty = HubSpotInput.Text(body, "idProperty");
        var missing = new List<string>();
        HashSet<HubSpotRecord> seen = [];
        foreach (JsonNode input in HubSpotInput.Inputs(body, Most))
        {
            string id = HubSpotInput.Needed(input, "id");
            if (Find(type, id, idProperty) is not { } record)
            {
                missing.Add(id);
            }
            else if (seen.Add(record))
            {
                batch.Add(view.Read(record, record.Current, HubSpotInput.Names(body, "properties")));
            }
        }

        if (missing.Count > 0)
        {
            batch.Fail(HubSpotRefusal.Missing(type, missing).ToError());
        }

        return batch.ToAnswer(200);
    }

    private VendorAnswer Upsert(JsonObject body, HubSpotType type)
    {
        JsonNode[] inputs = HubSpotInput.Inputs(body, Most);
        foreach (JsonNode input in inputs)
        {
            string property = HubSpotInput.Needed(input, "idProperty");
            if (schema.Find(type, property) is not { IsUnique: true })
            {
                throw NotUnique(type, property);
            }
        }

        // By e-mail a batch is carried out as a whole or not at all.
        bool whole = inputs.Any(input => HubSpotInput.Text(input, "idProperty") == "email");
        return Write(body, 200, type, input => Upserted(type, input), whole);
    }

    private VendorAnswer Archive(JsonObject body, HubSpotType type)
    {
        foreach (JsonNode input in HubSpotInput.Inputs(body, Most))
        {
            if (records.Find(type, HubSpotInput.Needed(input, "id")) is { } record)
            {
                records.Archive(record, HubSpotWriter.Integration);
            }
        }

        return VendorAnswer.Empty(204);
    }

    /// <summary>Carries out each input; without a trace id on all of them, one that is refused refuses the batch, and nothing is carried out.</summary>
    private VendorAnswer Write(JsonObject body, int status, HubSpotType type, Func<JsonNode, HubSpotPlan> plan, bool whole = false)
    {
        JsonNode[] inputs = HubSpotInput.Inputs(body, Most);
        if (inputs.Where(input => input["id"] is not null).GroupBy(input => (HubSpotInput.Needed(input, "id"), HubSpotInput.Text(input, "idProperty"))).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw HubSpotRefusal.Bad($"Duplicate IDs found in batch input: [{twice.Key.Item1}].");
        }

        RefuseSharedValues(type, inputs);
        bool traced = !whole && inputs.All(input => HubSpotInput.Text(input, "objectWriteTraceId") is not null);
        var batch = new HubSpotBatch(clock);
        foreach (JsonNode input in traced ? [] : inputs)
        {
            TryPlan(plan, input, batch: null);
        }

        foreach (JsonNode input in inputs.Reverse())
        {
            if (TryPlan(plan, input, batch) is { } planned)
            {
                JsonObject result = planned.CarryOut();
                if (HubSpotInput.Text(input, "objectWriteTraceId") is { } trace)
                {
                    result["objectWriteTraceId"] = trace;
                }

                batch.Add(result);
            }
        }

        return batch.ToAnswer(status);
    }

    private void RefuseSharedValues(HubSpotType type, JsonNode[] inputs)
    {
        var shared = inputs
            .SelectMany(HubSpotInput.Properties)
            .Where(value => value.Value.Length > 0 && schema.Find(type, value.Key) is { IsUnique: true })
            .GroupBy(value => (value.Key, value.Value.ToLowerInvariant()))
            .FirstOrDefault(same => same.Count() > 1);
        if (shared is not null)
        {
            throw HubSpotRefusal.Invalid([new HubSpotProblem(shared.Key.Key, "CONFLICTING_UNIQUE_VALUE", $"Two inputs have the value {shared.Key.Item2}.")], options.PortalId);
        }
    }

    // An id that leads nowhere is an error of its input only; what is refused for its content is one of the batch unless each input has a trace id.
    private static HubSpotPlan? TryPlan(Func<JsonNode, HubSpotPlan> plan, JsonNode input, HubSpotBatch? batch)
    {
        string? trace = HubSpotInput.Text(input, "objectWriteTraceId");
        try
        {
            return plan(input);
        }
        catch (HubSpotRefusal refusal) when (refusal.Status < 500 && (refusal.Category == "OBJECT_NOT_FOUND" || (trace is not null && batch is not null)))
        {
            batch?.Fail(refusal.ToError(trace is null ? null : new JsonObject { ["objectWriteTraceId"] = new JsonArray(trace) }));
            return null;
        }
    }

    private HubSpotPlan Created(HubSpotType type, JsonNode input)
    {
        writer.Check(type, HubSpotInput.Properties(input), null);
        return new HubSpotPlan(() => HubSpotView.Written(writer.Create(type, input), HubSpotInput.Properties(input).Select(value => value.Key)));
    }

    private HubSpotPlan Updated(HubSpotType type, JsonNode input)
    {
        string id = HubSpotInput.Needed(input, "id");
        HubSpotRecord record = Find(type, id, HubSpotInput.Text(input, "idProperty")) ?? throw HubSpotRefusal.Missing(type, id);
        writer.Check(type, HubSpotInput.Properties(input), record);
        return new HubSpotPlan(() =>
        {
            writer.Update(record, HubSpotInput.Properties(input));
            return HubSpotView.Written(record, HubSpotInput.Properties(input).Select(value => value.Key));
        });
    }

    private HubSpotPlan Upserted(HubSpotType type, JsonNode input)
    {
        (string id, string property) = (HubSpotInput.Needed(input, "id"), HubSpotInput.Needed(input, "idProperty"));
        HubSpotRecord? record = records.Uniques.Owner(type, property, id);
        KeyValuePair<string, string>[] values = [.. HubSpotInput.Properties(input)];
        if (record is null && !values.Any(value => value.Key == property))
        {
            values = [.. values, KeyValuePair.Create(property, id)];
        }

        writer.Check(type, values, record);
        return new HubSpotPlan(() =>
        {
            HubSpotRecord written = record ?? records.Create(type, writer.Check(type, values, null), HubSpotWriter.Integration);
            if (record is not null)
            {
                writer.Update(record, values);
            }

            JsonObject result = HubSpotView.Written(written, values.Select(value => value.Key).Append(property));
            result["new"] = record is null;
            return result;
        });
    }

    private HubSpotRecord? Find(HubSpotType type, string id, string? idProperty)
    {
        if (idProperty is null)
        {
            return records.Find(type, id) is { IsArchived: false } record ? record : null;
        }

        return schema.Find(type, idProperty) is { IsUnique: true } ? records.Uniques.Owner(type, idProperty, id) : throw NotUnique(type, idProperty);
    }

    private HubSpotRefusal NotUnique(HubSpotType type, string property) =>
        HubSpotRefusal.Bad($"Unable to perform update/upsert by non-unique {type.Id} property {property} in portal ID {options.PortalId}");
}
