using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Accounting;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Effects;

/// <summary>The effect action, protocol 2: create, check, step and reconcile by external id, in one transaction.</summary>
internal sealed class EffectAction
{
    private static readonly HashSet<string> s_methods = ["action_post", "action_confirm", "action_cancel", "action_archive", "action_unarchive", "action_set_won", "action_set_lost", "button_cancel", "message_post"];
    private static readonly string[] s_kept = ["allowed_company_ids", "lang", "tz", "tracking_disable"];

    private readonly Env _env;
    private readonly Env _base;
    private readonly References _references;

    public EffectAction(Env env)
    {
        _env = env;
        _base = env.With(new JsonObject(env.Context.Where(c => s_kept.Contains(c.Key)).Select(c => KeyValuePair.Create(c.Key, c.Value?.DeepClone()))));
        _references = new References(env);
    }

    public JsonNode Run(int protocol)
    {
        var outcomes = new JsonArray();
        var all = _env.Context["mode"] is { } mode && Js.IsText(mode) && Js.Text(mode) == "all";
        var rest = new Queue<JsonObject>((_env.Context["effects"] as JsonArray ?? []).Select(e => e!.AsObject()));
        while (rest.Count > 0)
        {
            if (all)
            {
                outcomes.Add((JsonNode)Perform(new Effect(rest.Dequeue())));
                continue;
            }

            foreach (var outcome in RunNext(rest))
            {
                outcomes.Add((JsonNode)outcome);
            }
        }

        return new JsonObject { ["type"] = "ir.actions.act_window_close", ["infos"] = new JsonObject { ["protocol"] = protocol, ["outcomes"] = outcomes } };
    }

    /// <summary>str() of a Python exception.</summary>
    public static string TextOf(OdooError error) => error.Kind == "KeyError" ? error.Message.StartsWith('\'') ? error.Message : $"'{error.Message}'" : error.Message;

    /// <summary>New records of one shape are created together; if that fails, one by one.</summary>
    private List<JsonObject> RunNext(Queue<JsonObject> rest)
    {
        var run = new List<JsonObject> { rest.Dequeue() };
        var keys = new HashSet<string> { run[0]["key"]?.ToJsonString() ?? "" };
        if (ShapeOf(run[0]) is { } shape)
        {
            while (rest.TryPeek(out var next) && keys.Add(next["key"]?.ToJsonString() ?? "") && ShapeOf(next) == shape)
            {
                run.Add(rest.Dequeue());
            }
        }

        if (run.Count > 1)
        {
            var (done, _) = Attempt(() => PerformMany([.. run.Select(e => new Effect(e))]));
            if (done is not null)
            {
                return done;
            }
        }

        return [.. run.Select(json =>
        {
            var (done, error) = Attempt(() => Perform(new Effect(json)));
            return done ?? new JsonObject { ["key"] = json["key"]?.DeepClone(), ["status"] = "refused", ["error"] = error };
        })];
    }

    private (T? Result, JsonObject? Error) Attempt<T>(Func<T> work)
        where T : class
    {
        var savepoint = _env.World.Undo.Savepoint;
        try
        {
            return (work(), null);
        }
        catch (OdooError error)
        {
            _env.World.RollbackTo(savepoint);
            return (null, new JsonObject { ["kind"] = error.Kind, ["message"] = TextOf(error) });
        }
    }

    private string? ShapeOf(JsonObject json) => Attempt(() =>
    {
        var effect = new Effect(json);
        return effect.GivenOp is null or "create" or "upsert" && effect.Reconcile.Count == 0 && _references.Lookup(effect.Key) is null ? effect.Shape : "";
    }).Result is { Length: > 0 } shape ? shape : null;

    private Env Records(Effect effect)
    {
        var context = Js.Copy(_base.Context);
        foreach (var (name, value) in effect.Context ?? [])
        {
            context[name] = value?.DeepClone();
        }

        var env = _env.With(context);
        env.Model(effect.Model);
        env.CheckCompanies();
        return env;
    }

    private Row? Existing(Effect effect)
    {
        if (_references.Lookup(effect.Key, effect.Model) is not { } hit)
        {
            Records(effect);
            return null;
        }

        return Records(effect).World[effect.Model].Find(hit.Id) ?? throw OdooError.User($"gone: {effect.Key}");
    }

    private List<Row> Create(IReadOnlyList<Effect> effects)
    {
        var env = Records(effects[0]);
        var rows = effects.Select(e => _references.Resolve(e.Vals)!.AsObject()).ToList().ConvertAll(v => Orm.Records.Create(env, effects[0].Model, v));
        for (var i = 0; i < effects.Count; i++)
        {
            env.World.ExternalIds.Add(effects[i].Key, effects[i].Model, rows[i].Id, noupdate: true);
        }

        return rows;
    }

    private JsonObject Perform(Effect effect)
    {
        var record = Existing(effect);
        var env = Records(effect);
        if (effect.Op is "find" or "call" && record is null)
        {
            return new JsonObject { ["key"] = effect.Key, ["status"] = "missing" };
        }

        if (effect.Op == "find" || (effect.Op == "create" && record is not null))
        {
            var problem = Comparison.Mismatch(env, record!, _references.Resolve(effect.ExpectAfter) as JsonObject);
            var done = Outcome(env, effect, problem is null ? "replayed" : "incomplete", record!);
            if (problem is not null)
            {
                done["error"] = new JsonObject { ["kind"] = "Expect", ["message"] = problem };
            }

            return done;
        }

        if (effect.Op == "upsert" && record is not null)
        {
            Orm.Records.Write(env, effect.Model, [record], _references.Resolve(effect.Vals)!.AsObject());
        }
        else if (effect.Op is "create" or "upsert")
        {
            record = Create([effect])[0];
        }

        Check(env, record!, effect.Expect);
        Step(env, effect, [record!]);
        Reconcile(env, effect, record!);
        Check(env, record!, effect.ExpectAfter);
        return Outcome(env, effect, "applied", record!);
    }

    private List<JsonObject> PerformMany(IReadOnlyList<Effect> effects)
    {
        var env = Records(effects[0]);
        var rows = Create(effects);
        for (var i = 0; i < effects.Count; i++)
        {
            Check(env, rows[i], effects[i].Expect);
        }

        Step(env, effects[0], rows);
        for (var i = 0; i < effects.Count; i++)
        {
            Check(env, rows[i], effects[i].ExpectAfter);
        }

        return [.. effects.Select((e, i) => Outcome(env, e, "applied", rows[i]))];
    }

    private void Check(Env env, Row record, JsonObject? expect)
    {
        if (Comparison.Mismatch(env, record, _references.Resolve(expect) as JsonObject) is { } problem)
        {
            throw OdooError.User($"expect: {problem}");
        }
    }

    private void Step(Env env, Effect effect, IReadOnlyList<Row> rows)
    {
        foreach (var step in effect.Calls.OfType<JsonArray>())
        {
            var name = Js.Text(step[0]!);
            if (!s_methods.Contains(name))
            {
                throw OdooError.User($"protocol: method {name} is not allowed");
            }

            var positional = step.Count > 1 ? _references.Resolve(step[1]) as JsonArray : null;
            var keywords = step.Count > 2 ? _references.Resolve(step[2]) as JsonObject : null;
            env.World.Methods.Invoke(env, effect.Model, name, [.. rows.Select(r => r.Id)], positional ?? [], keywords ?? []);
        }
    }

    private void Reconcile(Env env, Effect effect, Row record)
    {
        foreach (var key in effect.Reconcile)
        {
            var (model, id) = _references.Require(Js.Text(key!));
            Reconciler.Reconcile(env, [.. Receivable(env, record), .. Receivable(_base, _base.Row(model, id))]);
        }
    }

    private static IEnumerable<Row> Receivable(Env env, Row record)
    {
        var move = record.Model == "account.payment" ? env.Linked(record, "move_id") : record;
        return move is null ? [] : MoveLines.Open(env, move);
    }

    private static JsonObject Outcome(Env env, Effect effect, string status, Row record) => new()
    {
        ["key"] = effect.Key,
        ["status"] = status,
        ["id"] = record.Id,
        ["values"] = effect.Read.Length > 0 ? Reader.Read(env, effect.Model, [record.Id], effect.Read)[0]!.DeepClone() : new JsonObject(),
    };
}
