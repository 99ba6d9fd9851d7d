using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>Says at start what to set.</summary>
internal sealed class ConnectorHealthOptionsValidator : IValidateOptions<ConnectorHealthOptions>
{
    public ValidateOptionsResult Validate(string? name, ConnectorHealthOptions options)
    {
        List<string> faults = [];
        if (options.SampleInterval <= TimeSpan.Zero || options.Overdue <= TimeSpan.Zero)
        {
            faults.Add($"SampleInterval ({options.SampleInterval}) and Overdue ({options.Overdue}) of the connectors' health must be positive.");
        }

        faults.AddRange(options.Signals.Keys.Where(s => TagNames.Word(s) != s)
            .Select(s => $"'{s}' is no name for a signal; use letters, digits, '-' and '_', 40 at most."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
