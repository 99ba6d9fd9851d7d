using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Accounts;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the view of accounts.</summary>
internal static class AccountServices
{
    public static void AddAccountView(this IServiceCollection services, IConfiguration? configuration)
    {
        OptionsBuilder<AccountViewOptions> options = services.AddOptions<AccountViewOptions>().ValidateOnStart();
        if (configuration is not null)
        {
            options.Bind(configuration.GetSection("AccountView"));
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AccountViewOptions>, AccountViewOptionsValidator>());
        services.TryAddSingleton<AccountStore>();
        services.TryAddSingleton<IAccountView, AccountView>();
    }
}
