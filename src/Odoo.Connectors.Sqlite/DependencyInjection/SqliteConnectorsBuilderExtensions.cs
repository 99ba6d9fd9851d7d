using Microsoft.Extensions.DependencyInjection.Extensions;
using Odoo.Connectors;
using Odoo.Connectors.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the SQLite store.</summary>
public static class SqliteConnectorsBuilderExtensions
{
    /// <summary>Keeps the hub's state in a SQLite file. The file and its schema are made when missing.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The file, on a local disk.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The path names an in-memory database: what was accepted must survive the process.</exception>
    /// <exception cref="ConnectorException">The hub has another kind of store already.</exception>
    public static IConnectorsBuilder UseSqlite(this IConnectorsBuilder builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (path.Contains(":memory:", StringComparison.OrdinalIgnoreCase) || path.Contains("mode=memory", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException("The hub's store must survive the process; name a file, such as connectors.db.", nameof(path));
        }

        builder.Services.TryAddSingleton(new SqliteFile(path));
        return builder.UseStore<SqliteDialect>();
    }
}
