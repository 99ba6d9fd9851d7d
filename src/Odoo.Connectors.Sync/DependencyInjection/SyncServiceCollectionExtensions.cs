using Microsoft.Extensions.Compliance.Redaction;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the primitives.</summary>
public static class SyncServiceCollectionExtensions
{
    /// <summary>
    /// Adds the hub: inbox, lanes, effect ledger, identity map, cases and audit. Call a store's method too, such as
    /// <c>UseSqlite</c>. Calling it twice is harmless.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">
    /// The section with <c>Hub</c> (see <see cref="HubOptions"/>), <c>Retention</c> (see <see cref="RetentionOptions"/>) and <c>Systems</c> (one section per connected system);
    /// null when everything is set in code.
    /// </param>
    /// <returns>The builder.</returns>
    public static IConnectorsBuilder AddConnectorHub(this IServiceCollection services, IConfiguration? configuration = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<HubOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HubOptions>, HubOptionsValidator>());
        SystemBudgetSetup budgets = new(configuration);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<SystemBudget>, SystemBudgetSetup>(_ => budgets));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SystemBudget>, SystemBudgetSetup>(_ => budgets));
        services.AddOptions<RetentionOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>());
        services.AddOptions<ApprovalOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ApprovalOptions>, ApprovalOptionsValidator>());
        services.TryAddSingleton<ApprovalPoints>();
        if (configuration is not null)
        {
            services.Configure<ApprovalOptions>(configuration.GetSection("Approvals"));
            services.Configure<RetentionOptions>(configuration.GetSection("Retention"));
            services.Configure<HubOptions>(configuration.GetSection("Hub"));
            services.AddSingleton<IConfigureOptions<FeedOptions>>(new FeedConfiguration(configuration));
        }

        ServiceDescriptor? ownership = services.FirstOrDefault(s => s.ServiceType == typeof(OwnershipTable));
        OwnershipTable table = ownership?.ImplementationInstance as OwnershipTable ?? new OwnershipTable();
        services.TryAddSingleton(table);
        ServiceDescriptor? mapping = services.FirstOrDefault(s => s.ServiceType == typeof(MappingTable));
        MappingTable mappings = mapping?.ImplementationInstance as MappingTable ?? new MappingTable();
        services.TryAddSingleton(mappings);
        services.TryAddSingleton<MappingRegistry>();
        services.TryAddSingleton<RuleRegistry>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRuleWords, FlowWords>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRuleWords, OwnershipWords>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRuleWords, ApprovalWords>());
        services.TryAddSingleton<IMappingOperations, MappingOperations>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.TryAddSingleton<IFaultPoints, NoFaults>();
        services.AddConnectorTelemetry();
        services.TryAddSingleton<LimitBoard>();
        services.TryAddSingleton<IApiLimits>(static p => p.GetRequiredService<LimitBoard>());
        services.TryAddSingleton<SchemaWatch>();
        services.TryAddSingleton<HubSystems>();
        services.TryAddSingleton<HubNode>();
        services.TryAddSingleton<Bindings>();
        services.TryAddSingleton<Backoff>();
        services.TryAddSingleton<Wake>();
        services.TryAddSingleton<Pace>();
        services.TryAddSingleton<Intake>();
        services.TryAddSingleton<Poller>();
        services.TryAddSingleton<FeedSchedules>();
        services.TryAddSingleton<PassRunner>();
        services.TryAddSingleton<FeedRunner>();
        services.TryAddSingleton<Hints>();
        services.TryAddSingleton<IFeedOperations, FeedOperations>();
        services.TryAddSingleton<IIdempotency, Idempotency>();
        services.TryAddSingleton<Decider>();
        services.TryAddSingleton<IdentityWriter>();
        services.TryAddSingleton<Matcher>();
        services.TryAddSingleton<PairImporter>();
        services.TryAddSingleton<Planner>();
        services.TryAddSingleton<Deliberation>();
        services.TryAddSingleton<NeedReader>();
        services.TryAddSingleton<Worker>();
        services.TryAddSingleton<FurtherTargets>();
        services.TryAddSingleton<Settlement>();
        services.TryAddSingleton<Outlets>();
        services.TryAddSingleton<Pressure>();
        services.TryAddSingleton<Dispatcher>();
        services.TryAddSingleton<ICaseOperations, CaseOperations>();
        services.TryAddSingleton<IStoreOperations, StoreOperations>();
        services.TryAddSingleton<IAuditOperations, AuditOperations>();
        services.TryAddSingleton<Preview>();
        services.TryAddSingleton<ReplayOperations>();
        services.TryAddSingleton<IReplayOperations>(static p => p.GetRequiredService<ReplayOperations>());
        services.TryAddSingleton<IPrivacyOperations, PrivacyOperations>();
        services.AddRedaction(r => r.SetRedactor<ErasingRedactor>(ConnectorData.Personal, ConnectorData.Secret, ConnectorData.ForeignText));
        services.TryAddSingleton<FailureText>();
        services.TryAddSingleton<IIdentityOperations, IdentityOperations>();
        services.TryAddSingleton<SetupCheck>();
        services.TryAddSingleton<Hub>();
        services.TryAddSingleton<IConnectorOperations>(p => p.GetRequiredService<Hub>());
        services.TryAddSingleton<IWebhookIntake, WebhookIntake>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, HubService>());
        return new ConnectorsBuilder(services, configuration, table, mappings);
    }
}
