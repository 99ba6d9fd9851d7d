using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>Says at start what to set.</summary>
internal sealed class HubOptionsValidator : IValidateOptions<HubOptions>
{
    public ValidateOptionsResult Validate(string? name, HubOptions options)
    {
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(options.NodeName))
        {
            faults.Add("Hub:NodeName must name this process, unique among the processes on one store.");
        }

        if (options.Heartbeat <= TimeSpan.Zero || options.Lease < options.Heartbeat * 2)
        {
            faults.Add($"Hub:Lease ({options.Lease}) must be at least twice Hub:Heartbeat ({options.Heartbeat}), and both positive.");
        }

        if (options.Idle <= TimeSpan.Zero || options.RetryDelay <= TimeSpan.Zero || options.WaitInterval <= TimeSpan.Zero)
        {
            faults.Add("Hub:Idle, Hub:RetryDelay and Hub:WaitInterval must be positive.");
        }

        if (options.Workers < 1)
        {
            faults.Add($"Hub:Workers ({options.Workers}) must be at least 1.");
        }

        if (options.AuditSealInterval <= TimeSpan.Zero || options.SchemaInterval <= TimeSpan.Zero)
        {
            faults.Add("Hub:AuditSealInterval and Hub:SchemaInterval must be positive.");
        }

        if (options.BreakerThreshold < 1 || options.MaxOpenEvents < 2)
        {
            faults.Add($"Hub:BreakerThreshold ({options.BreakerThreshold}) must be at least 1, Hub:MaxOpenEvents ({options.MaxOpenEvents}) at least 2.");
        }

        if (options.PublicUrl is { } url && !(url is { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" }))
        {
            faults.Add("Hub:PublicUrl must be an absolute http or https address without user name, query or fragment, such as https://hub.example.com.");
        }

        if (options.MaxRetryDelay < options.RetryDelay)
        {
            faults.Add($"Hub:MaxRetryDelay ({options.MaxRetryDelay}) must not be below Hub:RetryDelay ({options.RetryDelay}).");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
