using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Odoo.Connectors.Sqlite;
using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the SQLite store.</summary>
public static class SqliteConnectorsBuilderExtensions
{
    /// <summary>Keeps the hub's state in a SQLite file. The file and its schema are made when missing.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The file, on a local disk.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The path names an in-memory database: what was accepted must survive the process.</exception>
    public static IConnectorsBuilder UseSqlite(this IConnectorsBuilder builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (path.Contains(":memory:", StringComparison.OrdinalIgnoreCase) || path.Contains("mode=memory", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException("The hub's store must survive the process; name a file, such as connectors.db.", nameof(path));
        }

        string connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 60 }.ToString();
        builder.Services.TryAddSingleton(_ => new SqliteHubDataSource(connectionString));
        builder.Services.TryAddSingleton<SqliteDialect>();
        builder.Services.TryAddSingleton(p => new HubStore(p.GetRequiredService<SqliteHubDataSource>(), p.GetRequiredService<SqliteDialect>(), p.GetRequiredService<HubTelemetry>()));
        return builder;
    }
}
