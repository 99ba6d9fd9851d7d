using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Accounts;
using Odoo.Connectors.Client;
using Odoo.Connectors.Collections;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Connects Odoo as the ERP.</summary>
public static class OdooConnectorsBuilderExtensions
{
    /// <summary>Connects one company of one Odoo database.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The system's name, for example <c>odoo-eu</c>.</param>
    /// <param name="configure">Sets options on top of the section <c>Systems:&lt;name&gt;</c>; optional.</param>
    /// <param name="client">Changes how the client is built, for example its HTTP handlers; optional.</param>
    /// <returns>The builder.</returns>
    public static IConnectorsBuilder AddOdoo(
        this IConnectorsBuilder builder, string name, Action<OdooErpOptions>? configure = null, Action<OdooClientBuilder>? client = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IConfigurationSection? section = builder.SystemSection(name);
        OptionsBuilder<OdooErpOptions> options = builder.Services.AddOptions<OdooErpOptions>(name).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OdooErpOptions>, OdooErpOptionsValidator>());
        if (section is not null)
        {
            options.Configure(o => section.Bind(o));
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        OdooClientBuilder clientBuilder = builder.Services.AddOdooClient(name, _ => { });
        builder.Services.AddOptions<OdooClientOptions>(name).Configure<IOptionsMonitor<OdooErpOptions>>((c, erp) => Copy(erp.Get(name), c));
        client?.Invoke(clientBuilder);
        clientBuilder.Reads.AddHttpMessageHandler(static () => new SendCallsHandler());
        clientBuilder.Writes.AddHttpMessageHandler(static () => new SendCallsHandler());
        clientBuilder.Writes.AddHttpMessageHandler(static () => new SendLeaseHandler());
        builder.Services.AddOptions<LeadToCashOptions>().PostConfigure<IOptionsMonitor<OdooErpOptions>>(
            (flow, erp) =>
            {
                flow.Companies[name] = PlanContext.CompanyOf(name, erp.Get(name));
                flow.Streams[name] = [.. erp.Get(name).Feed.Streams];
            });
        builder.Services.AddOptions<CollectionsOptions>().PostConfigure(o => o.Connected.Add(name));
        builder.Services.AddOptions<ReconciliationOptions>().Configure<IServiceProvider>(static (o, p) => RoutedLedger.Apply(o, p.GetService<CompanyRouting>()));
        builder.Services.AddSingleton<IConnectedSystem>(p => OdooErpPort.Create(p, name));
        builder.Services.TryAddKeyedSingleton<IOdooBooks>(name, (p, _) => OdooBooks.Create(p, name));
        builder.Services.TryAddKeyedSingleton<IAccountLedger>(name, (p, _) => OdooAccounts.Create(p, name));
        builder.Services.TryAddKeyedSingleton<IPartnerGroups>(name, (p, _) => PartnerGroups.Create(p, name));
        return builder;
    }

    private static void Copy(OdooErpOptions from, OdooClientOptions to)
    {
        to.Url = from.Url;
        to.Database = from.Database;
        to.Login = from.Login;
        to.Secret = from.Secret;
        to.Transport = from.Transport;
        to.Timeout = from.Timeout;
    }
}
