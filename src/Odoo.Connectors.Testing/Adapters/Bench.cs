using System.Collections;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Testing.Adapters;

/// <summary>One adapter, connected to a platform of its own over a wire that may fail.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Bench(AdapterContract contract)
    {
        Contract = contract;
        Clock = new BenchClock(contract.Now);
        Platform = contract.Platform(Clock);
        Wire = new Wire(Platform.CreateHandler(), contract.Port?.IsWrite ?? (static r => r.Method != HttpMethod.Get));
        _services = Services(builder => contract.Connect(builder, contract.System, Wire)).BuildServiceProvider();
        System = Connected(_services);
    }

    public AdapterContract Contract { get; }

    public BenchClock Clock { get; }

    public AdapterPlatform Platform { get; }

    public Wire Wire { get; }

    public Heard Heard { get; } = new();

    public IConnectedSystem System { get; }

    public IServiceProvider Provider => _services;

    public static Bench Open(AdapterContract contract) => new(contract);

    /// <summary>The adapter in one of its parts.</summary>
    public T As<T>()
        where T : class => System as T ?? throw new BrokenRule($"{System.GetType().Name} is no {typeof(T).Name}, and the contract describes one");

    /// <summary>The services of a host that has this one system.</summary>
    public ServiceCollection Services(Action<IConnectorsBuilder> connect)
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Trace).AddProvider(Heard));
        connect(services.AddConnectorHub());
        return services;
    }

    /// <summary>What must fail, and how it did: as the taxonomy has it, and nothing else.</summary>
    public async Task<ConnectorException> FailsAsync(Func<Task> what, string where)
    {
        try
        {
            await what().ConfigureAwait(false);
        }
        catch (ConnectorException e)
        {
            Heard.Note(e);
            return e;
        }
        catch (Exception e) when (e is not BrokenRule)
        {
            throw new BrokenRule($"{where}: {e.GetType().Name} instead of a ConnectorException", e);
        }

        throw new BrokenRule($"{where}: it went through");
    }

    /// <summary>What must fail, without a wait.</summary>
    public Task<ConnectorException> FailsAsync(Action what, string where) => FailsAsync(
        () =>
        {
            what();
            return Task.CompletedTask;
        },
        where);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync().ConfigureAwait(false);
        await Platform.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>A record as text, every value of it, so that two can be compared.</summary>
    public static string Print(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        Money or Currency or ExternalRef or Enum => value.ToString()!,
        IDictionary or IEnumerable => $"[{string.Join(", ", ((IEnumerable)value).Cast<object?>().Select(Print))}]",
        IFormattable formattable => formattable.ToString(value is DateTimeOffset ? "O" : null, CultureInfo.InvariantCulture),
        _ => $"{value.GetType().Name}{{{string.Join(", ", value.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0).Select(p => $"{p.Name}={Print(p.GetValue(value))}"))}}}",
    };

    private IConnectedSystem Connected(ServiceProvider services) =>
        services.GetServices<IConnectedSystem>().FirstOrDefault(s => s.Name == Contract.System)
        ?? throw new BrokenRule($"Connect adds no IConnectedSystem named '{Contract.System}'");
}
