using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Testing.Adapters.BrokenRule;

namespace Odoo.Connectors.Testing.Adapters;

/// <summary>Where secrets might turn up.</summary>
internal static class SecretChecks
{
    public static IReadOnlyList<CheckEntry> All { get; } =
    [
        new("secrets.untold", AdapterPart.System, "Keys, passwords and signing secrets are in no text of options or adapter, no failure and no log, also where the platform sends them back.", UntoldAsync),
    ];

    private static async Task UntoldAsync(Bench bench, CancellationToken cancellationToken)
    {
        string[] secrets = [.. bench.Contract.Secrets];
        Unless(secrets.Length > 0 && secrets.All(s => s.Length > 5), "the contract names no secrets, or one that is too short to be found");
        IfHeard(bench.System.ToString(), secrets, "the text of the adapter");
        foreach (object options in Options(bench))
        {
            IfHeard(options.ToString(), secrets, $"the text of {options.GetType().Name}");
        }

        await bench.System.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        foreach (string text in bench.Heard.Texts)
        {
            IfHeard(text, secrets, "the log");
        }

        foreach (int status in new[] { 400, 401, 403, 404, 429, 500, 200 })
        {
            foreach (Func<Bench, CancellationToken, Task> provoke in Provocations(bench.Contract))
            {
                await ProvokeAsync(bench.Contract, status, provoke, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Everything fails, and the platform says the secrets each time. After a limit calls may wait: each has an adapter of its own.</summary>
    private static async Task ProvokeAsync(AdapterContract contract, int status, Func<Bench, CancellationToken, Task> provoke, CancellationToken cancellationToken)
    {
        string said = string.Join(' ', contract.Secrets);
        Bench bench = Bench.Open(contract);
        await using (bench.ConfigureAwait(false))
        {
            bench.Wire.OnCall = Wire.Answer(status, status == 200 ? said : $$"""{"error":{"message":"{{said}}","code":"x"},"message":"{{said}}"}""");
            try
            {
                await provoke(bench, cancellationToken).ConfigureAwait(false);
            }
            catch (ConnectorException e)
            {
                bench.Heard.Note(e);
            }

            foreach (string text in bench.Heard.Texts)
            {
                IfHeard(text, contract.Secrets, $"a failure or the log, after {status},");
            }
        }
    }

    private static IEnumerable<Func<Bench, CancellationToken, Task>> Provocations(AdapterContract contract)
    {
        yield return static (bench, cancellationToken) => bench.System.IdentifyAsync(cancellationToken);
        if (contract.Reads is { } reads)
        {
            yield return (bench, cancellationToken) => bench.As<IReader>().ReadAsync(reads.Existing, cancellationToken);
        }

        if (contract.Port is { Applied: [var sample, ..] })
        {
            yield return async (bench, cancellationToken) => Note(bench, await SendAsync(bench, sample, cancellationToken).ConfigureAwait(false));
        }
    }

    private static async Task<IReadOnlyList<Outcome>> SendAsync(Bench bench, PortSample sample, CancellationToken cancellationToken)
    {
        Wire.Interference? all = bench.Wire.OnCall;
        bench.Wire.OnCall = null;
        sample.Arrange(bench.Platform);
        Dispatch dispatch = await new PlanBench(bench).DispatchAsync(sample, cancellationToken).ConfigureAwait(false);
        bench.Wire.OnCall = all;
        return await bench.As<IPort>().SendAsync([dispatch], cancellationToken).ConfigureAwait(false);
    }

    private static void Note(Bench bench, IReadOnlyList<Outcome> outcomes)
    {
        foreach (Outcome outcome in outcomes)
        {
            bench.Heard.Note(new ConnectorException(ErrorKind.Unknown, $"{outcome.Note} {outcome.Reason?.Message} {outcome.Reason?.Field}"));
        }
    }

    /// <summary>The adapter's own options: those that it validates for the system's name.</summary>
    private static IEnumerable<object> Options(Bench bench)
    {
        ServiceCollection services = bench.Services(b => bench.Contract.Connect(b, bench.Contract.System, bench.Wire));
        foreach (Type type in services.Where(s => s.ServiceType.IsGenericType && s.ServiceType.GetGenericTypeDefinition() == typeof(IConfigureOptions<>)).Select(s => s.ServiceType.GenericTypeArguments[0]).Distinct())
        {
            Type monitor = typeof(IOptionsMonitor<>).MakeGenericType(type);
            if (type.Assembly == bench.System.GetType().Assembly && bench.Provider.GetService(monitor) is { } found)
            {
                yield return monitor.GetMethod("Get")!.Invoke(found, [bench.Contract.System])!;
            }
        }
    }
}
