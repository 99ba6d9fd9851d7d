using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>Statements of tests, on any provider.</summary>
internal static class DbConnectionExtensions
{
    [SuppressMessage("Security", "CA2100", Justification = "Tests write their own statements.")]
    public static DbCommand Sql(this DbConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = text;
        foreach ((string name, object value) in values)
        {
            DbParameter parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
