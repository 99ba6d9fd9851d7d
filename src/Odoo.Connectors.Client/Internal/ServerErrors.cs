using System.Text.Json;
using System.Text.RegularExpressions;

namespace Odoo.Connectors.Client.Internal;

/// <summary>
/// Decides what an error of Odoo means: by the exception's class, and by words only where Odoo has no class for it.
/// One call is one transaction, so a well-formed error proves that nothing was kept, except where the database
/// connection was lost, possibly during the commit.
/// </summary>
internal static partial class ServerErrors
{
    private static readonly string[] UniqueViolation =
        ["violates unique constraint", "already exists", "must be unique", "already assigned", "Only one ", "can not have two"];

    /// <summary>The exception for an error object; <see langword="null"/> if it is not one of Odoo's.</summary>
    public static OdooServerException? Read(JsonElement error, string model, string method, bool isRead)
    {
        if (error.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var code = error.TryGetProperty("code", out var number) && number.ValueKind == JsonValueKind.Number
            && number.TryGetInt32(out var value) ? value : 0;
        var data = error.TryGetProperty("data", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : default;
        var name = Text(data, "name");
        if (name is null && code is not (100 or 404))
        {
            return null;
        }

        var text = Text(data, "message") ?? Text(error, "message") ?? "";
        var kind = code switch
        {
            100 => ErrorKind.Authentication,
            404 => ErrorKind.Configuration,
            _ => Classify(name!, text, isRead),
        };
        return new OdooServerException(kind, model, method, name is not null && ClassName().IsMatch(name) ? name : null)
        {
            ServerText = new ServerText(text),
        };
    }

    /// <summary>The exception for an error of JSON-2; <see langword="null"/> if it is not one of Odoo's.</summary>
    public static OdooServerException? ReadJson2(JsonElement error, string model, string method, bool isRead) =>
        Text(error, "name") is { } name && Text(error, "message") is { } text
            ? new OdooServerException(Classify(name, text, isRead), model, method, ClassName().IsMatch(name) ? name : null) { ServerText = new ServerText(text) }
            : null;

    /// <summary>Whether the call gave way to another transaction, and so was certainly rolled back.</summary>
    public static bool IsConflict(OdooServerException e) => e.Kind == ErrorKind.Transient && e.ExceptionName is "odoo.exceptions.LockError"
        or "psycopg2.errors.SerializationFailure" or "psycopg2.errors.DeadlockDetected" or "psycopg2.errors.LockNotAvailable" or "builtins.ValueError";

    public static ErrorKind Classify(string name, string text, bool isRead) => name switch
    {
        "odoo.exceptions.AccessDenied" or "odoo.http.SessionExpiredException" or "werkzeug.exceptions.Unauthorized" => ErrorKind.Authentication,
        "odoo.exceptions.AccessError" => ErrorKind.Permission,
        "odoo.exceptions.MissingError" => ErrorKind.NotFound,
        "odoo.exceptions.LockError" or "psycopg2.errors.SerializationFailure" or "psycopg2.errors.DeadlockDetected"
            or "psycopg2.errors.LockNotAvailable" => ErrorKind.Transient,
        "psycopg2.errors.UniqueViolation" => ErrorKind.Conflict,
        "psycopg2.InterfaceError" or "psycopg2.errors.AdminShutdown" => isRead ? ErrorKind.Transient : ErrorKind.Unknown,
        "psycopg2.OperationalError" when Has(text, "does not exist") => ErrorKind.Configuration,
        "psycopg2.OperationalError" when !isRead && (Has(text, "closed the connection") || Has(text, "terminating connection")) => ErrorKind.Unknown,
        "psycopg2.OperationalError" => ErrorKind.Transient,
        // Code that runs inside Odoo (a server action) hands conflicts on as ValueError with the original words.
        "builtins.ValueError" when Conflicted(text) => ErrorKind.Transient,
        "builtins.ValueError" when Has(text, "ir_model_data_module_name_uniq") => ErrorKind.Conflict,
        _ => ClassifyText(text, UniqueOnly(name)),
    };

    /// <summary>What a message of <c>load</c> means, which comes without a class.</summary>
    public static ErrorKind ClassifyLoad(string text) =>
        Conflicted(text) ? ErrorKind.Transient
        : Has(text, "You are not allowed to ") ? ErrorKind.Permission
        : ClassifyText(text, mayBeUnique: true);

    private static ErrorKind ClassifyText(string text, bool mayBeUnique) =>
        Has(text, "prior to and inclusive of") ? ErrorKind.PeriodLocked
        : mayBeUnique && UniqueViolation.Any(word => Has(text, word)) ? ErrorKind.Conflict
        : ErrorKind.Validation;

    private static bool Conflicted(string text) => Has(text, "could not serialize") || Has(text, "deadlock");

    private static bool UniqueOnly(string name) => name is "odoo.exceptions.ValidationError" or "psycopg2.IntegrityError";

    private static bool Has(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static string? Text(JsonElement parent, string name)
    {
        try
        {
            return parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value)
                && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair
        }
    }

    // The class name goes into our message, so it must be a name and not a text.
    [GeneratedRegex(@"^[A-Za-z0-9_.]{1,120}$", RegexOptions.CultureInvariant)]
    private static partial Regex ClassName();
}
