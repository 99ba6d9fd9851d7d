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

        await ProvokeAsync(bench, string.Join(' ', secrets), cancellationToken).ConfigureAwait(false);
        foreach (string text in bench.Heard.Texts)
        {
            IfHeard(text, secrets, "a failure or the log");
        }
    }

    /// <summary>Everything fails, and the platform says the secrets each time.</summary>
    private static async Task ProvokeAsync(Bench bench, string said, CancellationToken cancellationToken)
    {
        await bench.System.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        foreach (int status in new[] { 400, 401, 403, 404, 429, 500, 200 })
        {
            string body = status == 200 ? said : $$"""{"error":{"message":"{{said}}","code":"x"},"message":"{{said}}"}""";
            bench.Wire.OnCall = Wire.Answer(status, body);
            await TryAsync(bench, () => bench.System.IdentifyAsync(cancellationToken)).ConfigureAwait(false);
            if (bench.Contract.Reads is { } reads)
            {
                await TryAsync(bench, () => bench.As<IReader>().ReadAsync(reads.Existing, cancellationToken)).ConfigureAwait(false);
            }

            if (bench.Contract.Port is { Applied: [var sample, ..] })
            {
                await TryAsync(bench, async () => Note(bench, await SendAsync(bench, sample, cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
            }
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

    private static async Task TryAsync(Bench bench, Func<Task> what)
    {
        try
        {
            await what().ConfigureAwait(false);
        }
        catch (ConnectorException e)
        {
            bench.Heard.Note(e);
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
