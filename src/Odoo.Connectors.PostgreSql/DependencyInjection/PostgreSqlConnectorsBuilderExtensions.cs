using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Odoo.Connectors;
using Odoo.Connectors.PostgreSql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the PostgreSQL store.</summary>
public static class PostgreSqlConnectorsBuilderExtensions
{
    /// <summary>Keeps the hub's state in a schema of a PostgreSQL database. The schema and its tables are made when missing.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionStringOrName">
    /// A connection string (<c>Host=…;Database=…</c>), or the name of one: <c>ConnectionStrings:&lt;name&gt;</c> of the host's
    /// configuration, which is read when the hub starts.
    /// </param>
    /// <param name="configure">Sets options; optional.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ConnectorException">The schema's name is not one, or the hub has another kind of store already.</exception>
    public static IConnectorsBuilder UsePostgreSql(
        this IConnectorsBuilder builder, string connectionStringOrName, Action<PostgreSqlStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionStringOrName);
        PostgreSqlStoreOptions options = new();
        configure?.Invoke(options);
        StoreAddress.CheckSchema(options.Schema);
        builder.Services.TryAddSingleton(p => new PostgreSqlHubDataSource(
            StoreAddress.Resolve(connectionStringOrName, p.GetService<IConfiguration>(), builder.Configuration), options.Schema));
        builder.Services.TryAddSingleton<Announcer>();
        builder.Services.TryAddSingleton<Listener>();
        return builder.UseStore<PostgreSqlDialect>();
    }
}
