using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Automation;

/// <summary>Watches what changes and queues the webhooks of the rules that are met; they leave when the transaction has committed.</summary>
internal sealed class Automations(World world)
{
    /// <summary>A new record is written once for itself and again for its computed fields: 15 to 18 times where it was seen, without trigger fields.</summary>
    private const int WritesOfACreate = 16;

    private readonly Table _rules = world[AutomationBehavior.ModelName];
    private readonly List<WebhookPost> _queue = [];
    private readonly HashSet<Row> _busy = [];

    /// <summary>The posts of the transaction that has just committed.</summary>
    public IReadOnlyList<WebhookPost> Take()
    {
        WebhookPost[] posts = [.. _queue];
        _queue.Clear();
        return posts;
    }

    /// <summary>Creates a record; <paramref name="finish"/> computes what the record is made of.</summary>
    public void Create(Env env, Row row, Action finish)
    {
        var rules = RulesOf(row.Model, "on_create", "on_create_or_write");
        if (rules.Count == 0)
        {
            finish();
            return;
        }

        // What is sent first does not have the computed fields yet: an invoice has the total 0.
        var first = rules.ToDictionary(r => r.Id, r => Payloads(env, r, row).ToList());
        Quietly(row, finish);
        foreach (var rule in rules.Where(r => Matches(env, r, "filter_domain", row)))
        {
            var more = rule.Text("trigger") == "on_create_or_write" && rule.Links("trigger_field_ids").Length == 0 ? WritesOfACreate - 1 : 0;
            first[rule.Id].Concat(Enumerable.Range(0, more).SelectMany(_ => Payloads(env, rule, row))).ToList().ForEach(Queue);
        }
    }

    /// <summary>Writes a record.</summary>
    public void Write(Env env, Row row, Action write)
    {
        var rules = RulesOf(row.Model, "on_write", "on_create_or_write", "on_archive", "on_unarchive");
        if (rules.Count == 0)
        {
            write();
            return;
        }

        var before = rules.Where(r => Matches(env, r, "filter_pre_domain", row)).Select(r => (Rule: r, Values: Watched(env, r, row))).ToList();
        var wasActive = row.Flag("active");
        Quietly(row, write);
        foreach (var (rule, values) in before.Where(b => IsMet(env, b.Rule, row, b.Values, wasActive) && Matches(env, b.Rule, "filter_domain", row)))
        {
            Payloads(env, rule, row).ToList().ForEach(Queue);
        }
    }

    /// <summary>One field changed outside of create and write, by a button or by another record.</summary>
    public void Changed(Env env, Row row, string field)
    {
        foreach (var rule in _rules.IsEmpty || _busy.Contains(row) ? [] : RulesOf(row.Model, "on_write", "on_create_or_write"))
        {
            if (world.Models[row.Model].Fields.ContainsKey(field) && (rule.Links("trigger_field_ids") is [] || Names(rule, "trigger_field_ids").Contains(field)) && Matches(env, rule, "filter_domain", row))
            {
                Payloads(env, rule, row).ToList().ForEach(Queue);
            }
        }
    }

    public void Unlinking(Env env, Row row)
    {
        foreach (var rule in RulesOf(row.Model, "on_unlink").Where(r => Matches(env, r, "filter_domain", row)))
        {
            Payloads(env, rule, row).ToList().ForEach(Queue);
        }
    }

    private void Queue(WebhookPost post)
    {
        _queue.Add(post);
        world.Undo.Record(() => _queue.Remove(post));
    }

    private void Quietly(Row row, Action work)
    {
        var isFirst = _busy.Add(row);
        try
        {
            work();
        }
        finally
        {
            if (isFirst)
            {
                _busy.Remove(row);
            }
        }
    }

    private List<Row> RulesOf(string model, params ReadOnlySpan<string> triggers)
    {
        if (_rules.IsEmpty)
        {
            return [];
        }

        var rules = new List<Row>();
        foreach (var rule in _rules.Rows)
        {
            if (rule.Flag("active") && triggers.Contains(rule.Text("trigger")!) && world["ir.model"].Find(rule.Link("model_id"))?.Text("model") == model)
            {
                rules.Add(rule);
            }
        }

        return rules;
    }

    private static bool IsMet(Env env, Row rule, Row row, string before, bool wasActive) => rule.Text("trigger") switch
    {
        "on_archive" => wasActive && !row.Flag("active"),
        "on_unarchive" => !wasActive && row.Flag("active"),
        _ => rule.Links("trigger_field_ids").Length == 0 || Watched(env, rule, row) != before,
    };

    /// <summary>The values of the trigger fields, as a text to compare.</summary>
    private static string Watched(Env env, Row rule, Row row) =>
        new JsonArray([.. Names(env.World, rule, "trigger_field_ids").Select(f => FieldValues.ToJson(env, row, env.World.Models[row.Model].Fields[f], names: false))]).ToJsonString();

    private static bool Matches(Env env, Row rule, string field, Row row) =>
        rule.Text(field) is not { Length: > 0 } text || Domain.Parse(env.Sudo(), env.Model(row.Model), PythonLiteral.Parse(text) as JsonArray ?? []).Matches(row);

    private IEnumerable<WebhookPost> Payloads(Env env, Row rule, Row row) => world["ir.actions.server"].FindBy("base_automation_id", rule.Id)
        .Select(action => new WebhookPost(action.Text("webhook_url") ?? "", WebhookPayload.Of(env.Sudo(), action, row, Names(action, "webhook_field_ids"))));

    private IEnumerable<string> Names(Row owner, string field) => Names(world, owner, field);

    private static IEnumerable<string> Names(World world, Row owner, string field) =>
        owner.Links(field).Select(f => world[ModelFields.ModelName].Find(f)?.Text("name")).OfType<string>();
}
