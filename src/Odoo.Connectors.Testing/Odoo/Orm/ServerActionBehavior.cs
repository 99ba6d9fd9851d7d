using Odoo.Connectors.Testing.Effects;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>ir.actions.server: the only action that does something is the effect action.</summary>
internal sealed class ServerActionBehavior() : Behavior(ModelName)
{
    public const string ModelName = "ir.actions.server";

    private const string FirstWords = "# Odoo.Connectors effect action, protocol ";

    /// <summary>The protocol that an action's code says it speaks: it is known by its first line, not run. Null for any other action.</summary>
    public static int? ProtocolOf(Row row) => row.Text("state") == "code" && row.Text("code") is { } code && code.StartsWith(FirstWords, StringComparison.Ordinal)
        && int.TryParse(string.Concat(code[FirstWords.Length..].TakeWhile(char.IsAsciiDigit)), out var protocol) ? protocol : null;

    public override IEnumerable<Method> Methods() => [Method.OnIds("run", "", Run)];

    private static System.Text.Json.Nodes.JsonNode? Run(Call call)
    {
        if (ProtocolOf(call.Row) is not { } protocol)
        {
            return call.Row.Text("state") == "code" ? throw OdooError.NotEmulated("server actions in Python") : false;
        }

        try
        {
            return new EffectAction(call.Env).Run(protocol);
        }
        catch (OdooError error) when (!error.IsUserError)
        {
            throw OdooError.Value($"{error.Kind}({Python.Quote(EffectAction.TextOf(error))}) while evaluating\n'{FirstWords}{protocol}.'");
        }
    }
}
