using System.Net;
using System.Text;

namespace Odoo.Connectors.Testing.Adapters;

/// <summary>Stands between the adapter and its platform: sees every call, and lets some of them go wrong.</summary>
internal sealed class Wire(HttpMessageHandler platform, Func<HttpRequestMessage, bool> isWrite) : HttpMessageHandler
{
    // The factory of clients disposes of this handler while the platform's is still needed.
    private readonly HttpMessageInvoker _platform = new(platform, disposeHandler: false);
    private readonly Lock _gate = new();
    private int _calls, _writes;

    /// <summary>What happens to a call instead of being carried out; null carries it out.</summary>
    public delegate Task<HttpResponseMessage>? Interference(HttpRequestMessage request, Func<Task<HttpResponseMessage>> carryOut);

    public int Calls => Volatile.Read(ref _calls);

    public int Writes => Volatile.Read(ref _writes);

    /// <summary>Of each call.</summary>
    public Interference? OnCall { get; set; }

    /// <summary>Of each write.</summary>
    public Interference? OnWrite { get; set; }

    public static Interference Answer(int status, string body, TimeSpan? retryAfter = null, string type = "application/json") => (request, _) =>
    {
        HttpResponseMessage response = new((HttpStatusCode)status) { RequestMessage = request, Content = new StringContent(body, Encoding.UTF8, type) };
        if (retryAfter is { } wait)
        {
            response.Headers.RetryAfter = new(wait);
        }

        return Task.FromResult(response);
    };

    public static Interference Page(int status) => Answer(status, "<html><body><h1>Bad gateway</h1></body></html>", type: "text/html");

    /// <summary>The connection breaks before anything happened.</summary>
    public static Interference Cut() => static (_, _) => throw Broken();

    /// <summary>It is done, and then something else is answered, or nothing.</summary>
    public static Interference DoneThen(Interference then) => (request, carryOut) => AfterAsync(request, carryOut, then);

    /// <summary>Once, and then no more.</summary>
    public static Interference Once(Interference what)
    {
        int left = 1;
        return (request, carryOut) => Interlocked.Decrement(ref left) >= 0 ? what(request, carryOut) : null;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        bool writes = isWrite(request);
        lock (_gate)
        {
            _calls++;
            _writes += writes ? 1 : 0;
        }

        Task<HttpResponseMessage> CarryOut() => _platform.SendAsync(request, cancellationToken);
        Task<HttpResponseMessage>? instead = OnCall?.Invoke(request, CarryOut) ?? (writes ? OnWrite?.Invoke(request, CarryOut) : null);
        return await (instead ?? CarryOut()).ConfigureAwait(false);
    }

    private static async Task<HttpResponseMessage> AfterAsync(HttpRequestMessage request, Func<Task<HttpResponseMessage>> carryOut, Interference then)
    {
        using HttpResponseMessage done = await carryOut().ConfigureAwait(false);
        await done.Content.LoadIntoBufferAsync().ConfigureAwait(false);
        return await then(request, carryOut)!.ConfigureAwait(false);
    }

    private static HttpRequestException Broken() => new(HttpRequestError.ResponseEnded, "The response ended prematurely.");
}
