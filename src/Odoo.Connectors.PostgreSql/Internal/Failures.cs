using System.Net.Sockets;
using Npgsql;

namespace Odoo.Connectors.PostgreSql;

/// <summary>What a failure of the server or of the way to it means. Says what the server is called, never how it is entered.</summary>
internal static class Failures
{
    public static ConnectorException? Explain(Exception exception) => exception switch
    {
        PostgresException refused => Explain(refused),
        NpgsqlException or SocketException => new(
            ErrorKind.Transient, "The PostgreSQL store could not be reached, or the connection was lost; what was under way is tried again.", exception),
        _ => null,
    };

    private static ConnectorException Explain(PostgresException refused) => refused.SqlState[..2] switch
    {
        // 08 connection, 40 given up too often, 53 out of resources, 55 object in use, 57 shutdown or cancelled, 58 system error.
        "08" or "40" or "53" or "55" or "57" or "58" => new(
            ErrorKind.Transient, $"The PostgreSQL store cannot work now (SQLSTATE {refused.SqlState}); what was under way is tried again.", refused),
        "28" => new(
            ErrorKind.Authentication, "The PostgreSQL store refuses this user; correct Username and Password in the hub's connection string.", refused),
        "3D" => new(ErrorKind.Configuration, "The PostgreSQL store has no such database; create it, or correct Database in the hub's connection string.", refused),
        "42" when refused.SqlState == PostgresErrorCodes.InsufficientPrivilege => new(
            ErrorKind.Permission, "The PostgreSQL store denies this; the role must own the hub's schema or may create it.", refused),
        "25" when refused.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction => new(
            ErrorKind.Transient, "The PostgreSQL store only reads: it is a standby, or has not taken over yet.", refused),
        _ => new(ErrorKind.Protocol, $"The PostgreSQL store refused a statement (SQLSTATE {refused.SqlState}); the cause has the details.", refused),
    };
}
