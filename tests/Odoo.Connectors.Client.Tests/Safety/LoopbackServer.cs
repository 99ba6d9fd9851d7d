using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Odoo.Connectors.Client.Tests.Safety;

/// <summary>HTTP over a real socket, as little as it takes. The answer is bytes, or nothing: then it notes when the client hangs up.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<LoopbackRequest> _requests = [];
    private readonly TaskCompletionSource _silent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _hungUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<LoopbackRequest, byte[]?> _answer;
    private readonly Task _accepting;

    public LoopbackServer(Func<LoopbackRequest, byte[]?> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Url => new($"http://{_listener.LocalEndpoint}");

    public IReadOnlyList<LoopbackRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>A whole request is here and nothing answers it.</summary>
    public Task Silent => _silent.Task;

    /// <summary>The client closed the connection of a request that was not answered.</summary>
    public Task HungUp => _hungUp.Task;

    public static byte[] Reply(string status, string headers, byte[] body) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{headers}Content-Length: {body.Length}\r\n\r\n"), .. body];

    public static byte[] Json(string body, string headers = "") => Reply("200 OK", $"Content-Type: application/json\r\n{headers}", Encoding.UTF8.GetBytes(body));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using (connection)
        {
            await using NetworkStream stream = connection.GetStream();
            try
            {
                while (await LoopbackRequest.ReadAsync(stream, _stop.Token) is { } request)
                {
                    lock (_requests)
                    {
                        _requests.Add(request);
                    }

                    if (_answer(request) is not { } answer)
                    {
                        _silent.TrySetResult();
                        await WaitForEndAsync(stream);
                        return;
                    }

                    await stream.WriteAsync(answer, _stop.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // the test is over
            }
        }
    }

    private async Task WaitForEndAsync(NetworkStream stream)
    {
        try
        {
            if (await stream.ReadAsync(new byte[1], _stop.Token) == 0)
            {
                _hungUp.TrySetResult();
            }
        }
        catch (IOException)
        {
            _hungUp.TrySetResult(); // reset instead of closed
        }
    }
}
