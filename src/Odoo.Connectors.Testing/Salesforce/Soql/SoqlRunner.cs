using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>Runs a query over the stored records.</summary>
internal sealed class SoqlRunner(SalesforceSchema schema, SalesforceRecords records, SalesforceView view)
{
    public List<JsonObject> Run(SoqlQuery query, bool withDeleted)
    {
        string type = schema.TypeName(query.From)
            ?? throw new SalesforceRefusal(400, "INVALID_TYPE", $"sObject type '{query.From}' is not supported.");
        return Run(query, type, Candidates(query.Where, type, withDeleted).Where(record => withDeleted || record["IsDeleted"]?.GetValue<bool>() is not true));
    }

    private List<JsonObject> Run(SoqlQuery query, string type, IEnumerable<JsonObject> rows)
    {
        Check(query, type);
        if (query.Where is { } where)
        {
            rows = rows.Where(record => Meets(type, record, where));
        }

        rows = Sorted(rows, type, query.OrderBy);
        return [.. rows.Take(query.Limit ?? int.MaxValue).Select(record => Show(query, type, record))];
    }

    /// <summary>Where the condition names ids or keys, only the records that have them need to be looked at.</summary>
    private IEnumerable<JsonObject> Candidates(SoqlCondition? where, string type, bool withDeleted)
    {
        IReadOnlyList<SoqlCondition> parts = where is SoqlAll all ? all.Parts : where is null ? [] : [where];
        foreach (SoqlComparison comparison in parts.OfType<SoqlComparison>().Where(c => c is { Operator: "=", Path.Count: 1 } && c.Literals.All(literal => literal.Value is string)))
        {
            IEnumerable<string> values = comparison.Literals.Select(literal => (string)literal.Value!);
            string? field = schema.FieldName(type, comparison.Path[0]);
            if (field == "Id")
            {
                return values.Select(id => records.Find(type, id)).OfType<JsonObject>().Distinct();
            }

            if (field is not null && !withDeleted && SalesforceSchema.Kind(field) == SalesforceFieldKind.Id)
            {
                return values.SelectMany(id => records.Keys.Find(type, field, SalesforceId.LooksLikeOne(id) ? SalesforceId.To18(id) : id)).Distinct();
            }
        }

        return records.All(type);
    }

    private JsonObject Show(SoqlQuery query, string type, JsonObject record)
    {
        JsonObject shown = view.Attributes(type, record);
        foreach (SoqlItem item in query.Items)
        {
            if (item.Child is { } child)
            {
                (string name, JsonNode? value) = ShowChildren(child, type, record);
                shown[name] = value;
            }
            else
            {
                ShowPath(shown, type, record, item.Path);
            }
        }

        return shown;
    }

    private (string Name, JsonNode? Value) ShowChildren(SoqlQuery child, string type, JsonObject record)
    {
        (string childType, string key) = ChildRelation(type, child.From);
        string id = record["Id"]!.GetValue<string>();
        List<JsonObject> found = Run(child, childType, records.Keys.Find(schema.TypeName(childType)!, key, id));
        return (child.From, found.Count == 0 ? null : new JsonObject
        {
            ["totalSize"] = found.Count,
            ["done"] = true,
            ["records"] = new JsonArray([.. found]),
        });
    }

    private void ShowPath(JsonObject shown, string type, JsonObject record, IReadOnlyList<string> path)
    {
        for (int step = 0; step < path.Count - 1; step++)
        {
            if (Parent(type, record, path[step]) is not { } parent)
            {
                shown[path[step]] = null;
                return;
            }

            (type, record) = parent;
            if (shown[path[step]] is not JsonObject nested)
            {
                shown[path[step]] = nested = view.Attributes(type, record);
            }

            shown = nested;
        }

        string field = schema.FieldName(type, path[^1]) ?? path[^1];
        shown[field] = SalesforceView.Value(record, field);
    }

    private IEnumerable<JsonObject> Sorted(IEnumerable<JsonObject> rows, string type, IReadOnlyList<SoqlOrder> orders)
    {
        // OrderBy is stable, so sorting by the last key first leaves the first key in charge.
        foreach (SoqlOrder order in orders.Reverse())
        {
            SalesforceFieldKind kind = KindOf(type, order.Path);
            var comparer = Comparer<JsonNode?>.Create((a, b) => (a, b) switch
            {
                (null, null) => 0,
                (null, _) => order.NullsLast ? 1 : -1,
                (_, null) => order.NullsLast ? -1 : 1,
                _ => order.Descending ? -SoqlComparer.Order(a, b, kind) : SoqlComparer.Order(a, b, kind),
            });
            rows = rows.OrderBy(record => Read(type, record, order.Path), comparer);
        }

        return rows;
    }

    private bool Meets(string type, JsonObject record, SoqlCondition condition) => condition switch
    {
        SoqlAll all => all.Parts.All(part => Meets(type, record, part)),
        SoqlAny any => any.Parts.Any(part => Meets(type, record, part)),
        SoqlNot not => !Meets(type, record, not.Part),
        SoqlComparison comparison => comparison.Literals.Any(literal =>
            SoqlComparer.Meets(Read(type, record, comparison.Path), KindOf(type, comparison.Path), comparison.Operator, literal)),
        _ => throw new InvalidOperationException($"No such condition: {condition.GetType().Name}."),
    };

    private JsonNode? Read(string type, JsonObject record, IReadOnlyList<string> path)
    {
        for (int step = 0; step < path.Count - 1; step++)
        {
            if (Parent(type, record, path[step]) is not { } parent)
            {
                return null;
            }

            (type, record) = parent;
        }

        return record[schema.FieldName(type, path[^1]) ?? path[^1]];
    }

    private (string Type, JsonObject Record)? Parent(string type, JsonObject record, string relation)
    {
        string? key = schema.FieldName(type, SalesforceSchema.ParentKey(relation));
        return key is not null && record[key]?.GetValue<string>() is { } id ? records.Find(id) : null;
    }

    private void Check(SoqlQuery query, string type)
    {
        foreach (SoqlItem item in query.Items)
        {
            if (item.Child is { } child)
            {
                Check(child, ChildRelation(type, child.From).Type);
            }
            else
            {
                KindOf(type, item.Path);
            }
        }

        foreach (SoqlOrder order in query.OrderBy)
        {
            KindOf(type, order.Path);
        }

        Check(query.Where, type);
    }

    private void Check(SoqlCondition? condition, string type)
    {
        IReadOnlyList<SoqlCondition> parts = condition switch
        {
            SoqlAll all => all.Parts,
            SoqlAny any => any.Parts,
            SoqlNot not => [not.Part],
            _ => [],
        };
        foreach (SoqlCondition part in parts)
        {
            Check(part, type);
        }

        if (condition is SoqlComparison comparison)
        {
            SalesforceFieldKind kind = KindOf(type, comparison.Path);
            if (comparison.Operator == "LIKE" && (kind is not (SalesforceFieldKind.Text or SalesforceFieldKind.Any) || comparison.Literals[0].Kind != SoqlTokenKind.Text))
            {
                throw new SalesforceRefusal(400, "INVALID_FIELD", $"LIKE compares texts, and field '{comparison.Path[^1]}' or its value is none");
            }

            if (comparison.Literals.FirstOrDefault(literal => !SoqlComparer.Fits(kind, literal.Kind)) is { } wrong)
            {
                throw new SalesforceRefusal(400, "INVALID_FIELD", $"value of filter criterion for field '{comparison.Path[^1]}' must be of type {kind}: {wrong.Text}");
            }
        }
    }

    private SalesforceFieldKind KindOf(string type, IReadOnlyList<string> path)
    {
        for (int step = 0; step < path.Count - 1; step++)
        {
            if (schema.FieldName(type, SalesforceSchema.ParentKey(path[step])) is null)
            {
                throw new SalesforceRefusal(400, "INVALID_FIELD", $"Didn't understand relationship '{path[step]}' in field path.");
            }

            // Where a custom lookup leads is not declared anywhere.
            if (schema.TypeName(SalesforceSchema.ParentType(path[step])) is not { } parent)
            {
                return SalesforceFieldKind.Any;
            }

            type = parent;
        }

        string field = schema.FieldName(type, path[^1])
            ?? throw new SalesforceRefusal(400, "INVALID_FIELD", $"No such column '{path[^1]}' on entity '{type}'.");
        return SalesforceSchema.Kind(field);
    }

    private static (string Type, string Key) ChildRelation(string type, string relation) => SalesforceSchema.Children(type, relation)
        ?? throw new SalesforceRefusal(400, "INVALID_TYPE", $"Didn't understand relationship '{relation}' in FROM part of query call.");
}
