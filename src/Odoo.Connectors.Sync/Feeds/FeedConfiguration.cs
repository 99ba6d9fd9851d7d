using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>Binds the settings of a polled system from its section.</summary>
internal sealed class FeedConfiguration(IConfiguration connectors) : IConfigureNamedOptions<FeedOptions>
{
    public void Configure(FeedOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, FeedOptions options)
    {
        IConfigurationSection section = connectors.GetSection($"Systems:{name}");
        options.Schedule = section[nameof(options.Schedule)] ?? options.Schedule;
        options.Window = section[nameof(options.Window)] ?? options.Window;
        options.TimeZone = section[nameof(options.TimeZone)] ?? options.TimeZone;
    }
}
