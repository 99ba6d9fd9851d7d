using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Accounting;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>The commands of one2many and many2many fields: [0,0,vals], [1,id,vals], [2,id], [3,id], [4,id], [5], [6,0,ids].</summary>
internal static class Commands
{
    public static void Apply(Env env, Row row, Field field, JsonNode? value, bool onCreate)
    {
        foreach (var command in Parse(row, field, value))
        {
            if (field.Type is FieldType.One2Many)
            {
                ApplyToChildren(env, row, field, command);
            }
            else
            {
                ApplyToLinks(env, row, field, command);
            }
        }

        if (onCreate && field.Type is FieldType.Many2Many && row[field.Name] is null)
        {
            Records.Set(env, row, field.Name, Array.Empty<long>());
        }
    }

    private static IEnumerable<Command> Parse(Row row, Field field, JsonNode? value)
    {
        if (value is not JsonArray list)
        {
            return Js.IsFalse(value) ? [new Command(5, 0, null)] : throw OdooError.Value($"Wrong value for {row.Model}.{field.Name}: {Python.Str(value)}");
        }

        // A plain list of ids means "exactly these".
        return list.Count > 0 && list.All(Js.IsNumber)
            ? [new Command(6, 0, list)]
            : list.Select(c => c as JsonArray ?? throw OdooError.Value($"Wrong value for commands: {Python.Repr(c)}"))
                .Select(c => new Command((int)Js.Number(c[0]!), c.Count > 1 && !Js.IsFalse(c[1]) && Js.TryNumber(c[1], out var id) ? (long)id : 0, c.Count > 2 ? c[2] : null));
    }

    private static void ApplyToChildren(Env env, Row row, Field field, Command command)
    {
        var children = env.World[field.Relation];
        switch (command.Code)
        {
            case 0:
                var vals = Js.Copy(command.Value);
                vals[field.Inverse] = row.Id;
                if (field.Only is { } only)
                {
                    vals.TryAdd(only.Field, only.Value);
                }

                Records.Create(env, field.Relation, vals);
                break;
            case 1:
                Records.Write(env, field.Relation, env.Rows(field.Relation, [command.Id]), Js.Copy(command.Value));
                break;
            case 2:
                Records.Unlink(env, field.Relation, env.Rows(field.Relation, [command.Id]));
                break;
            case 3:
                LetGo(env, field, env.Rows(field.Relation, [command.Id]));
                break;
            case 4:
                children.Set(env.Row(field.Relation, command.Id), field.Inverse, row.Id);
                break;
            default:
                var keep = command.Code == 6 ? Js.Ids(command.Value) : [];
                LetGo(env, field, [.. children.FindBy(field.Inverse, row.Id).Where(c => !keep.Contains(c.Id) && (field.Only is not { } some || c.Text(some.Field) == some.Value))]);
                foreach (var id in keep)
                {
                    children.Set(env.Row(field.Relation, id), field.Inverse, row.Id);
                }

                break;
        }
    }

    /// <summary>A line that cannot be without its document goes with it; another record only loses the link.</summary>
    private static void LetGo(Env env, Field field, IReadOnlyList<Row> rows)
    {
        if (Cascades.GoesWith(field.Relation, field.Inverse))
        {
            Records.Unlink(env, field.Relation, rows);
            return;
        }

        foreach (var row in rows)
        {
            Records.Write(env, field.Relation, [row], new JsonObject { [field.Inverse] = false });
        }
    }

    private static void ApplyToLinks(Env env, Row row, Field field, Command command)
    {
        var links = row.Links(field.Name);
        switch (command.Code)
        {
            case 0:
                links = [.. links, Records.Create(env, field.Relation, Js.Copy(command.Value)).Id];
                break;
            case 1:
                Records.Write(env, field.Relation, env.Rows(field.Relation, [command.Id]), Js.Copy(command.Value));
                break;
            case 2 or 3:
                links = [.. links.Where(l => l != command.Id)];
                break;
            case 4:
                links = [.. links.Union([command.Id])];
                break;
            default:
                links = command.Code == 6 ? [.. Js.Ids(command.Value).Distinct()] : [];
                break;
        }

        if (links.FirstOrDefault(l => env.World[field.Relation].Find(l) is null) is var missing and not 0)
        {
            throw OdooError.Constraint($"Another model requires the record being deleted. If possible, archive it instead.\n\nModel: {env.Model(field.Relation).Label} ({field.Relation}), record {missing}");
        }

        if (row.Model == "account.move.line" && field.Name == "tax_ids")
        {
            CompanyCheck.RefuseTaxes(env, links);
        }

        Records.Set(env, row, field.Name, links);
    }

    private readonly record struct Command(int Code, long Id, JsonNode? Value);
}
