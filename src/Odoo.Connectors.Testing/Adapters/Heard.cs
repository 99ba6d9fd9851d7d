using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Odoo.Connectors.Testing.Adapters;

/// <summary>Everything that an adapter says: its log, its failures.</summary>
internal sealed class Heard : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _texts = new();

    public IReadOnlyCollection<string> Texts => _texts;

    public void Note(Exception e) => _texts.Enqueue(e.ToString());

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _texts.Enqueue(state.ToString() ?? "");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _texts.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
