namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>Rule 3 of the contract: the HTTP status of an error over JSON-2.</summary>
internal static class Statuses
{
    private static readonly Dictionary<string, int> s_byName = new()
    {
        ["odoo.exceptions.AccessDenied"] = 403,
        ["odoo.exceptions.AccessError"] = 403,
        ["odoo.exceptions.MissingError"] = 404,
        ["odoo.exceptions.UserError"] = 422,
        ["odoo.exceptions.ValidationError"] = 422,
        ["odoo.exceptions.LockError"] = 409,
        ["werkzeug.exceptions.Unauthorized"] = 401,
        ["werkzeug.exceptions.NotFound"] = 404,
        ["werkzeug.exceptions.BadRequest"] = 400,
        ["werkzeug.exceptions.UnprocessableEntity"] = 422,
    };

    public static int Of(string name) => s_byName.GetValueOrDefault(name, 500);
}
