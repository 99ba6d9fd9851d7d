using System.Diagnostics;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>Knows how long an emulator in this process worked on its calls.</summary>
internal sealed class TimedHandler(TimedHandler.Watch watch, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            watch.Add(Stopwatch.GetTimestamp() - started);
        }
    }

    /// <summary>The sum over all calls, those at the same time counted each.</summary>
    internal sealed class Watch
    {
        private long _ticks;

        public TimeSpan Elapsed => Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _ticks));

        public void Add(long ticks) => Interlocked.Add(ref _ticks, ticks);
    }
}
