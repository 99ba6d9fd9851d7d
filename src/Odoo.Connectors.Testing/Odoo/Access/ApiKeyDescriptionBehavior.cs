using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Access;

/// <summary>res.users.apikeys.description: what a new key is for and how long it lives.</summary>
internal sealed class ApiKeyDescriptionBehavior() : Behavior(ModelName)
{
    public const string ModelName = "res.users.apikeys.description";

    public override void Created(Env env, Row row, JsonObject vals) => Expire(env, row);

    public override void Written(Env env, Row row, JsonObject vals) => Expire(env, row);

    public override IEnumerable<Method> Methods() => [Method.OnIds("make_key", "", static call => IdentityCheckBehavior.Ask(call))];

    /// <summary>Makes the key and its record.</summary>
    public static string Make(Env env, Row description)
    {
        CheckExpiration(env, description.Text("expiration_date"));
        return env.World.Keys.Add(env.Uid, description.Text("name")!, description.Text("expiration_date"));
    }

    private static void Expire(Env env, Row row)
    {
        var days = int.Parse(row.Text("duration")!, CultureInfo.InvariantCulture);
        if (days >= 0)
        {
            Records.Set(env, row, "expiration_date", days == 0 ? null : Clock.AddDays(env.Today, days) + " 00:00:00");
        }
    }

    private static void CheckExpiration(Env env, string? until)
    {
        if (env.IsAdmin)
        {
            return;
        }

        if (until is null)
        {
            throw OdooError.Validation("The API key must have an expiration date");
        }

        var longest = env.World.Groups.Of(env.User).Max(g => env.Row("res.groups", g).Number("api_key_duration")) is var days and > 0 ? days : 1m;
        if (string.CompareOrdinal(until, env.World.Clock.After(TimeSpan.FromDays((double)longest))) > 0)
        {
            throw OdooError.Validation($"You cannot exceed {Python.Repr(Js.Float(longest))} days.");
        }
    }
}
