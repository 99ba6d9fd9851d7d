using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Access;

/// <summary>res.users.apikeys: the keys themselves are never shown; removing one asks for the password.</summary>
internal sealed class ApiKeyBehavior() : Behavior(ModelName)
{
    public const string ModelName = "res.users.apikeys";

    public override IEnumerable<Method> Methods() => [Method.OnIds("remove", "", static call => IdentityCheckBehavior.Ask(call))];
}
