using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Odoo.Connectors.Entitlements;
using Odoo.Connectors.Model;
using Odoo.Connectors.Publishing;
using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Tells what contracts grant.</summary>
public static class EntitlementConnectorsBuilderExtensions
{
    /// <summary>
    /// Derives from each contract what it grants, and tells it as effects of the kind <c>entitlement</c> to <see cref="EntitlementOptions.Target"/>: when it
    /// begins, changes, is suspended and ends. The flow that decides contracts otherwise decides them as before. Called again, it only configures further.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Says which product grants which feature.</param>
    /// <returns>The builder.</returns>
    public static IConnectorsBuilder AddEntitlements(this IConnectorsBuilder builder, Action<EntitlementOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        IServiceCollection services = builder.Services;
        services.Configure(configure);
        if (!services.Any(s => s.ImplementationType == typeof(EntitlementFlow)))
        {
            services.AddOptions<EntitlementOptions>()
                .Validate(o => o.GrantsAnything, "AddEntitlements grants nothing; call Grant(product, feature) for each product that does.")
                .Validate(o => Enum.GetValues<ContractStatus>().All(o.Statuses.ContainsKey), "EntitlementOptions.Statuses must say what each contract status makes of what it grants.")
                .ValidateOnStart();

            // Only the first flow that handles a kind is asked: this one is, and asks the next.
            services.Insert(0, ServiceDescriptor.Singleton<IFlow, EntitlementFlow>());
        }

        return builder;
    }

    /// <summary>Connects a publisher of the host's own as the system that is told.</summary>
    /// <typeparam name="TPublisher">The publisher, made by the services.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The system's name, as <see cref="EntitlementOptions.Target"/> says it. The default is <c>entitlements</c>.</param>
    /// <returns>The builder.</returns>
    public static IConnectorsBuilder PublishEntitlements<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TPublisher>(
        this IConnectorsBuilder builder, string name = "entitlements")
        where TPublisher : class, IEntitlementPublisher
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        builder.Services.TryAddSingleton<TPublisher>();
        builder.Services.AddSingleton<IConnectedSystem>(p => new PublisherPort<ContractEntitlements>(
            name, EffectKinds.Entitlement, "entitlements", PublishedJson.Default.ContractEntitlements, p.GetRequiredService<TPublisher>().PublishAsync));
        return builder;
    }
}
