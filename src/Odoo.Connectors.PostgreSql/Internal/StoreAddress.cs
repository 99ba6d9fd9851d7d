using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Odoo.Connectors.PostgreSql;

/// <summary>Finds the connection string. It holds a password, so no message quotes it.</summary>
internal static partial class StoreAddress
{
    public static string Resolve(string connectionStringOrName, params IConfiguration?[] configurations)
    {
        if (connectionStringOrName.Contains('=', StringComparison.Ordinal) && !connectionStringOrName.Contains("://", StringComparison.Ordinal))
        {
            return connectionStringOrName;
        }

        if (!Name().IsMatch(connectionStringOrName))
        {
            throw new ConnectorException(
                ErrorKind.Configuration,
                "UsePostgreSql was given neither a connection string nor the name of one; write Host=…;Database=…;Username=…;Password=…, or name an entry of ConnectionStrings.");
        }

        return configurations.Select(c => c?.GetConnectionString(connectionStringOrName)).FirstOrDefault(s => !string.IsNullOrWhiteSpace(s))
            ?? throw new ConnectorException(
                ErrorKind.Configuration,
                $"No connection string is named '{connectionStringOrName}'; set ConnectionStrings:{connectionStringOrName} in the host's configuration.");
    }

    public static void CheckSchema(string schema)
    {
        if (!Schema().IsMatch(schema ?? ""))
        {
            throw new ConnectorException(
                ErrorKind.Configuration,
                $"'{schema}' is no name for a schema; use lower-case letters, digits and underscores, a letter first, 63 at most, and not pg_ in front.");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_.:-]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A(?!pg_)[a-z][a-z0-9_]{0,62}\z")]
    private static partial Regex Schema();
}
