using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Schema;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>A Python exception of the emulated server: rolls the call back and becomes the error of the reply.</summary>
internal sealed class OdooError(string name, string message, JsonArray? arguments = null) : Exception(message)
{
    private const string CannotComplete = "The operation cannot be completed: ";

    public string Name { get; } = name;

    public JsonArray Arguments { get; } = arguments ?? [message];

    /// <summary>The class name as Python's repr gives it.</summary>
    public string Kind => Name[(Name.LastIndexOf('.') + 1)..];

    /// <summary>The text of a load message: database constraints come without the wrapping sentence.</summary>
    public string Bare => Message.StartsWith(CannotComplete, StringComparison.Ordinal) ? Message[CannotComplete.Length..] : Message;

    /// <summary>Whether a server action lets it through unwrapped.</summary>
    public bool IsUserError => Name.StartsWith("odoo.exceptions.", StringComparison.Ordinal);

    public static OdooError User(string message) => new("odoo.exceptions.UserError", message);

    public static OdooError Validation(string message) => new("odoo.exceptions.ValidationError", message);

    public static OdooError Constraint(string message) => new("odoo.exceptions.ValidationError", CannotComplete + message);

    public static OdooError Access(string message) => new("odoo.exceptions.AccessError", message);

    public static OdooError Denied() => new("odoo.exceptions.AccessDenied", "Access Denied");

    public static OdooError Value(string message) => new("builtins.ValueError", message);

    public static OdooError Type(string message) => new("builtins.TypeError", message);

    public static OdooError Attribute(string message) => new("builtins.AttributeError", message);

    public static OdooError Key(string key) => new("builtins.KeyError", key);

    public static OdooError Index(string message) => new("builtins.IndexError", message);

    /// <summary>A real Odoo has it, the emulator does not: said so that no test takes it for Odoo's answer.</summary>
    public static OdooError NotEmulated(string what) => new("builtins.NotImplementedError", $"The emulator does not know {what}. A real Odoo 19 does; docs/testing/emulator.md lists what is emulated.");

    /// <summary>A field that the emulator does not have: one that Odoo has, or one that Odoo complains about with <paramref name="complaint"/>.</summary>
    public static OdooError Field(string model, string field, OdooError complaint) => RealOdoo.HasField(model, field) ? NotEmulated($"the field {field} of {model}") : complaint;

    /// <summary>JSON-2: nobody is logged in.</summary>
    public static OdooError Unauthorized(string message) => Http("Unauthorized", message, 401);

    /// <summary>JSON-2: there is no such model or method.</summary>
    public static OdooError NotFound(string message) => Http("NotFound", message, 404);

    /// <summary>JSON-2: the arguments do not fit.</summary>
    public static OdooError Unprocessable(string message) => Http("UnprocessableEntity", message, 422);

    /// <summary>JSON-2: the body is no JSON.</summary>
    public static OdooError BadRequest(string message) => Http("BadRequest", message, 400);

    public static OdooError Missing(string model, IEnumerable<long> ids, long uid) => new(
        "odoo.exceptions.MissingError",
        $"Record does not exist or has been deleted.\n(Record: {model}({string.Join(", ", ids)},), User: {uid})");

    /// <summary>A foreign key: another record refers to the one that is deleted.</summary>
    public static OdooError InUse(string label, string model, string constraint, string field) => Constraint(
        $"Another model is using the record you are trying to delete.\n\nThe troublemaker is: '{label}' ({model})\nThanks to the following constraint: '{constraint}' ({field})\nHow about archiving the record instead?");

    private static OdooError Http(string name, string message, int status) => new($"werkzeug.exceptions.{name}", message, [message, status]);
}
