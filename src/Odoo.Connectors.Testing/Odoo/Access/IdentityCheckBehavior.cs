using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Access;

/// <summary>res.users.identitycheck: some methods answer with a wizard that wants the password first, and then does their work.</summary>
internal sealed class IdentityCheckBehavior() : Behavior(ModelName)
{
    private const string ModelName = "res.users.identitycheck";
    private const string For = "request";

    public override IEnumerable<Method> Methods() => [Method.OnIds("run_check", "", Run)];

    /// <summary>Puts a call off until the password was given.</summary>
    public static JsonObject Ask(Call call)
    {
        if (!call.Env.World.IsJson2)
        {
            throw OdooError.User("This method can only be accessed over HTTP");
        }

        var wizard = Records.Create(call.Env.Sudo(), ModelName, []);
        Records.Set(call.Env, wizard, For, $"{call.Model},{call.Row.Id}");
        return new JsonObject
        {
            ["type"] = "ir.actions.act_window", ["res_model"] = ModelName, ["res_id"] = wizard.Id, ["name"] = "Access Control", ["target"] = "new",
            ["views"] = new JsonArray(new JsonArray(false, "form")), ["context"] = new JsonObject { ["dialog_size"] = "medium" },
        };
    }

    private static JsonNode? Run(Call call)
    {
        var (env, wizard) = (call.Env, call.Row);
        if (env.Context["password"] is not { } password || !Js.IsText(password) || env.User.Text("password") != Js.Text(password) || wizard.Link("create_uid") != env.Uid)
        {
            throw OdooError.User("Incorrect Password, try again or click on Forgot Password to reset your password.");
        }

        var request = wizard.Text(For)!.Split(',');
        var row = env.Row(request[0], long.Parse(request[1], System.Globalization.CultureInfo.InvariantCulture));
        return request[0] == ApiKeyBehavior.ModelName ? Remove(env, row) : Show(ApiKeyDescriptionBehavior.Make(env, row));
    }

    private static JsonObject Remove(Env env, Row key)
    {
        if (!env.IsAdmin && key.Link("user_id") != env.Uid)
        {
            throw OdooError.Access("You can not remove API keys unless they're yours or you are a system user");
        }

        env.World[ApiKeyBehavior.ModelName].Delete(key);
        return new JsonObject { ["type"] = "ir.actions.act_window_close" };
    }

    private static JsonObject Show(string key) => new()
    {
        ["type"] = "ir.actions.act_window", ["res_model"] = "res.users.apikeys.show", ["name"] = "API Key Ready",
        ["views"] = new JsonArray(new JsonArray(false, "form")), ["target"] = "new", ["context"] = new JsonObject { ["default_key"] = key },
    };
}
