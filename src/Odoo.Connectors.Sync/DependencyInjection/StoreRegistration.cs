using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Odoo.Connectors;
using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What every store's own method does.</summary>
internal static class StoreRegistration
{
    /// <exception cref="ConnectorException">The hub has another kind of store already.</exception>
    public static IConnectorsBuilder UseStore<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TDialect>(this IConnectorsBuilder builder)
        where TDialect : StoreDialect
    {
        if (builder.Services.Any(s => s.ServiceType == typeof(StoreDialect) && s.ImplementationType != typeof(TDialect)))
        {
            throw new ConnectorException(ErrorKind.Configuration, "The hub has a store already; call one of UseSqlite and UsePostgreSql, not both.");
        }

        builder.Services.TryAddSingleton<StoreDialect, TDialect>();
        builder.Services.TryAddSingleton<HubStore>();
        return builder;
    }
}
