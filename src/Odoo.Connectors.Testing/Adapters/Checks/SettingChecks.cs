using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Testing.Adapters.BrokenRule;

namespace Odoo.Connectors.Testing.Adapters;

/// <summary>Settings, before anything runs.</summary>
internal static class SettingChecks
{
    public static IReadOnlyList<CheckEntry> All { get; } =
    [
        new("settings.right", AdapterPart.System, "A host with the right settings starts.", RightAsync),
        new("settings.wrong", AdapterPart.System, "A host with a wrong setting does not start; the message names Systems:<name>:<setting> and quotes no value.", WrongAsync),
        new("settings.two-names", AdapterPart.System, "Two systems of one vendor share nothing: what each says is of its own name.", TwoNamesAsync),
    ];

    private static Task RightAsync(Bench bench, CancellationToken cancellationToken)
    {
        try
        {
            bench.Provider.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (OptionsValidationException e)
        {
            throw new BrokenRule($"the contract's own settings are refused: {e.Message}");
        }

        return Task.CompletedTask;
    }

    private static async Task WrongAsync(Bench bench, CancellationToken cancellationToken)
    {
        Unless(bench.Contract.WrongSettings.Count > 0, "the contract names no wrong setting");
        foreach (SettingSample sample in bench.Contract.WrongSettings)
        {
            ServiceProvider services = bench.Services(b => sample.Connect(b, bench.Contract.System)).BuildServiceProvider();
            await using (services.ConfigureAwait(false))
            {
                string? told = Told(services);
                Unless(told is not null, $"the host starts although {sample.Setting} is wrong");
                Unless(told!.Contains($"Systems:{bench.Contract.System}:{sample.Setting}", StringComparison.Ordinal), $"the message about {sample.Setting} does not name it: {told}");
                IfHeard(told, sample.Value is { Length: > 0 } value ? [value] : [], $"the message about {sample.Setting}");
            }
        }
    }

    private static string? Told(ServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return null;
        }
        catch (OptionsValidationException e)
        {
            return e.Message;
        }
        catch (AggregateException e)
        {
            return string.Join(' ', e.InnerExceptions.Select(inner => inner.Message));
        }
    }

    private static async Task TwoNamesAsync(Bench bench, CancellationToken cancellationToken)
    {
        AdapterContract contract = bench.Contract;
        string second = $"{contract.System}-2";
        ServiceProvider services = bench.Services(b =>
        {
            contract.Connect(b, contract.System, bench.Wire);
            contract.Connect(b, second, bench.Wire);
        }).BuildServiceProvider();
        await using (services.ConfigureAwait(false))
        {
            IConnectedSystem[] systems = [.. services.GetServices<IConnectedSystem>()];
            Unless(systems.Select(s => s.Name).SequenceEqual([contract.System, second]), $"connected twice, the systems are {string.Join(", ", systems.Select(s => s.Name))}");
            if (contract.Reads is { Samples: [var sample, ..] })
            {
                foreach (IReader reader in systems.OfType<IReader>())
                {
                    object record = reader.Decode(sample.Reference with { System = reader.Name }, sample.Answer);
                    string[] of = [.. record.GetType().GetProperties().Where(p => p.Name is "Ref" or "Customer").Select(p => p.GetValue(record)).OfType<ExternalRef>().Select(r => r.System).Distinct()];
                    Unless(of.All(s => s == reader.Name), $"{reader.Name} decodes a {sample.Reference.Kind} of {string.Join(", ", of)}");
                }
            }
        }
    }
}
