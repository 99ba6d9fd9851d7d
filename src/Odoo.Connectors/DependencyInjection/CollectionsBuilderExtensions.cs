using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Collections;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Publishing;
using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds collections.</summary>
public static class CollectionsBuilderExtensions
{
    /// <summary>
    /// Derives where customers stand, takes the steps of dunning, and takes promises to pay and proposals to write off (<see cref="ICollections"/>). Options
    /// come from the section <c>Collections</c> and are validated when the host starts. Called again, it only configures further.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets options after the configuration did; optional.</param>
    /// <returns>The builder.</returns>
    public static IConnectorsBuilder AddCollections(this IConnectorsBuilder builder, Action<CollectionsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        if (!services.Any(s => s.ServiceType == typeof(ICollections)))
        {
            OptionsBuilder<CollectionsOptions> options = services.AddOptions<CollectionsOptions>();
            if (builder.Configuration is not null)
            {
                options.Bind(builder.Configuration.GetSection("Collections"));
            }

            options.ValidateOnStart();
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CollectionsOptions>, CollectionsOptionsValidator>());
            services.AddOptions<OdooErpOptions>();
            services.TryAddSingleton<CollectionRules>();
            services.AddSingleton<IRuleWords>(static p => p.GetRequiredService<CollectionRules>());
            services.TryAddSingleton<CollectionsReview>();
            services.TryAddSingleton<ICollections, CollectionsOperations>();
            services.AddSingleton<IConnectedSystem, CollectionsSystem>();
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IFlow, CollectionsFlow>());
            services.TryAddSingleton<CollectionsService>();
            services.AddSingleton<IHostedService>(static p => p.GetRequiredService<CollectionsService>());
        }

        if (configure is not null)
        {
            services.Configure(configure);
        }

        return builder;
    }

    /// <summary>
    /// Tells a publisher of the host's own each step of dunning that is taken for an invoice, once (<see cref="CollectionsOptions.Publisher"/>): it sends the
    /// letter. Add collections by <see cref="AddCollections"/>.
    /// </summary>
    /// <typeparam name="TPublisher">The publisher, made by the services.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The system's name. The default is <c>dunning</c>.</param>
    /// <returns>The builder.</returns>
    public static IConnectorsBuilder PublishDunning<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TPublisher>(
        this IConnectorsBuilder builder, string name = "dunning")
        where TPublisher : class, IDunningPublisher
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        builder.Services.TryAddSingleton<TPublisher>();
        builder.Services.AddSingleton<IConnectedSystem>(p => new PublisherPort<DunningNotice>(
            name, EffectKinds.DunningNotice, "steps of dunning", PublishedJson.Default.DunningNotice, p.GetRequiredService<TPublisher>().PublishAsync));
        builder.Services.Configure<CollectionsOptions>(o => o.Publisher = name);
        return builder;
    }
}
