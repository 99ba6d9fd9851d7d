using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Hosting;
using Odoo.Connectors.Client;
using Odoo.Connectors.Client.Internal;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Watches the API keys of Odoo clients.</summary>
public static class OdooApiKeyBuilderExtensions
{
    /// <summary>
    /// Looks at the start of the host and once a day when the client's API key expires, and logs a warning from 14 days before
    /// (<see cref="OdooApiKeyExpiry.Notice"/>). Two calls a day.
    /// </summary>
    /// <param name="builder">The client under registration.</param>
    /// <param name="keyName">The name of the key in use; <see langword="null"/> for whichever of the user's keys ends first.</param>
    /// <returns>The builder.</returns>
    public static OdooClientBuilder WarnBeforeApiKeyExpires(this OdooClientBuilder builder, string? keyName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string name = builder.Name;
        builder.Services.AddSingleton<IHostedService>(services => new ApiKeyWatch(
            services.GetRequiredKeyedService<IOdooClient>(name),
            keyName,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<IOdooClient>>()));
        return builder;
    }
}
