using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>What Odoo itself answers when its database or its worker fails: an error like any other, after everything was rolled back.</summary>
internal static class ServerFaults
{
    private const string Conflict = "could not serialize access due to concurrent update\n";
    private const int RowsTried = 10;

    /// <summary>Takes the place of a call; null when the fault is not one of these.</summary>
    public static Func<JsonNode?>? Of(EmulatorFault fault, string method, JsonArray? loadedRows) => fault switch
    {
        EmulatorFault.SerializationFailure when method == "load" && loadedRows is { Count: > 0 } => () => Refused(loadedRows.Count),
        EmulatorFault.SerializationFailure => Failing("psycopg2.errors.SerializationFailure", Conflict),
        EmulatorFault.Deadlock => Failing("psycopg2.errors.DeadlockDetected", "deadlock detected\n"),
        EmulatorFault.LockNotAvailable => Failing("psycopg2.errors.LockNotAvailable", "could not obtain lock on row\n"),
        EmulatorFault.LockError => Failing("odoo.exceptions.LockError", "Cannot grab a lock on records"),
        EmulatorFault.OutOfMemory => Failing("builtins.MemoryError", ""),
        _ => null,
    };

    private static Func<JsonNode?> Failing(string name, string message) => () => throw new OdooError(name, message, message.Length == 0 ? [] : null);

    /// <summary>load does not raise it, and Odoo does not try again: every row that was tried has its message.</summary>
    private static JsonObject Refused(int rows) => new()
    {
        ["ids"] = false,
        ["messages"] = new JsonArray([.. Enumerable.Range(0, Math.Min(rows, RowsTried)).Select(i => (JsonNode)new JsonObject
        {
            ["rows"] = new JsonObject { ["from"] = i, ["to"] = i }, ["record"] = i, ["type"] = "error", ["message"] = Conflict,
        })]),
        ["nextrow"] = 0,
    };
}
