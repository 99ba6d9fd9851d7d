using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>Reads each system's budget from its section, and says what is wrong with it.</summary>
internal sealed class SystemBudgetSetup(IConfiguration? configuration) : IConfigureNamedOptions<SystemBudget>, IValidateOptions<SystemBudget>
{
    public void Configure(string? name, SystemBudget options) => configuration?.GetSection($"Systems:{name}:Budget").Bind(options);

    public void Configure(SystemBudget options) => Configure(Options.DefaultName, options);

    public ValidateOptionsResult Validate(string? name, SystemBudget options)
    {
        List<string> faults = [];
        if (options.RatePerSecond is <= 0 or double.NaN)
        {
            faults.Add($"Systems:{name}:Budget:RatePerSecond ({options.RatePerSecond}) must be positive; leave it out for no limit.");
        }

        if (options.Burst is < 1)
        {
            faults.Add($"Systems:{name}:Budget:Burst ({options.Burst}) must be at least 1.");
        }

        if (options.Concurrency < 1)
        {
            faults.Add($"Systems:{name}:Budget:Concurrency ({options.Concurrency}) must be at least 1.");
        }

        if (options.Reserved is not (>= 0 and < 1) || options.Size * (1 - options.Reserved) < 1)
        {
            faults.Add($"Systems:{name}:Budget:Reserved ({options.Reserved}) must be from 0 to below 1 and leave at least 1 of the burst ({options.Size}) for the rest.");
        }

        double[] left = [0, options.RealtimeLeaves, options.ReconciliationLeaves, options.BackfillLeaves];
        if (left.Any(l => l is not (>= 0 and < 1)) || !left.SequenceEqual(left.Order()))
        {
            faults.Add($"Systems:{name}:Budget: RealtimeLeaves ({left[1]}), ReconciliationLeaves ({left[2]}) and BackfillLeaves ({left[3]}) must be from 0 to below 1, each at least the one before.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
