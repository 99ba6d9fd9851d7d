using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>base.partner.merge.automatic.wizard: several partners become one, and all that pointed to them points to it.</summary>
internal sealed class PartnerMergeBehavior() : Behavior("base.partner.merge.automatic.wizard")
{
    private const string Partner = "res.partner";
    private const int Most = 3;

    public override IEnumerable<Method> Methods() => [Method.OnIds("action_merge", "", Merge)];

    private static JsonNode? Merge(Call call)
    {
        var (env, wizard) = (call.Env, call.Row);
        var ids = wizard.Links("partner_ids");
        if (ids.Length > Most)
        {
            throw OdooError.User($"For safety reasons, you cannot merge more than {Most} contacts together. You can re-open the wizard several times if needed.");
        }

        if (ids.Length < 2)
        {
            return Done(call, wizard);
        }

        var partners = env.Rows(Partner, ids);
        if (partners.Exists(p => Above(env, p).Any(ids.Contains)))
        {
            throw OdooError.User("You cannot merge a contact with one of his parent.");
        }

        if (!env.IsAdmin && partners.Select(p => p.Text("email")).Distinct().Count() > 1)
        {
            throw OdooError.User("All contacts must have the same email. Only the Administrator can merge contacts with different emails.");
        }

        var survivor = env.Row(Partner, wizard.Link("dst_partner_id"));
        foreach (var source in env.Rows(Partner, ids.Where(i => i != survivor.Id)))
        {
            FillGaps(env, survivor, source);
            env.World[Partner].Set(survivor, "category_id", survivor.Links("category_id").Union(source.Links("category_id")).ToArray());
            MoveReferences(env, source.Id, survivor.Id);
            MoveByName(env, source.Id, survivor.Id);
            env.World.ExternalIds.Move(Partner, source.Id, survivor.Id);
            env.World[Partner].Delete(source);
        }

        return Done(call, wizard);
    }

    private static JsonObject Done(Call call, Row wizard) =>
        new() { ["type"] = "ir.actions.act_window", ["res_model"] = call.Model, ["res_id"] = wizard.Id, ["view_mode"] = "form", ["target"] = "new" };

    private static IEnumerable<long> Above(Env env, Row partner)
    {
        for (var above = env.Linked(partner, "parent_id"); above is not null; above = env.Linked(above, "parent_id"))
        {
            yield return above.Id;
        }
    }

    /// <summary>What names its record by model and id goes to the survivor: messages, files, followers, activities.</summary>
    private static void MoveByName(Env env, long from, long to)
    {
        foreach (var (name, field) in (ReadOnlySpan<(string, string)>)[("mail.message", "model"), ("ir.attachment", "res_model"), ("mail.followers", "res_model"), ("mail.activity", "res_model")])
        {
            if (!env.World.Models.ContainsKey(name))
            {
                continue;
            }

            foreach (var row in env.World[name].Rows.Where(r => r.Text(field) == Partner && r.Number("res_id") == from).ToList())
            {
                Records.Set(env, row, "res_id", to);
            }
        }
    }

    private static void FillGaps(Env env, Row survivor, Row source)
    {
        foreach (var field in env.Model(Partner).Fields.Values.Where(f => !f.Computed && f.Type is not (FieldType.One2Many or FieldType.Many2Many) && f.Name != "parent_id"))
        {
            if (survivor[field.Name] is null && source[field.Name] is { } value)
            {
                Records.Set(env, survivor, field.Name, value);
            }
        }
    }

    /// <summary>By SQL, as Odoo does it: the records that now name the survivor do not count as written.</summary>
    private static void MoveReferences(Env env, long from, long to)
    {
        foreach (var model in env.World.Models.Values)
        {
            foreach (var field in model.Fields.Values.Where(f => f.Relation == Partner && !f.Computed))
            {
                if (field.Type is FieldType.Many2One)
                {
                    foreach (var row in env.World[model.Name].FindBy(field.Name, from).ToList())
                    {
                        env.World[model.Name].Set(row, field.Name, to);
                    }
                }
                else if (field.Type is FieldType.Many2Many)
                {
                    foreach (var row in env.World[model.Name].Rows.Where(r => r.Links(field.Name).Contains(from)).ToList())
                    {
                        env.World[model.Name].Set(row, field.Name, row.Links(field.Name).Select(l => l == from ? to : l).Distinct().ToArray());
                    }
                }
            }
        }
    }
}
