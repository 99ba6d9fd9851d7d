using Odoo.Connectors.Testing.Effects;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>ir.actions.server: the only action that does something is the effect action.</summary>
internal sealed class ServerActionBehavior() : Behavior(ModelName)
{
    public const string ModelName = "ir.actions.server";

    public override IEnumerable<Method> Methods() => [Method.OnIds("run", "", Run)];

    private static System.Text.Json.Nodes.JsonNode? Run(Call call)
    {
        var action = call.Row;
        if (action.Id != call.Env.World.EffectActionId)
        {
            return false;
        }

        try
        {
            return new EffectAction(call.Env).Run();
        }
        catch (OdooError error) when (!error.IsUserError)
        {
            throw OdooError.Value($"{error.Kind}({Python.Quote(EffectAction.TextOf(error))}) while evaluating\n'# Odoo.Connectors effect action, protocol 2.'");
        }
    }
}
