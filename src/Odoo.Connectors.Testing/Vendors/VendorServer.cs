namespace Odoo.Connectors.Testing;

/// <summary>The part that all vendor emulators share: recording of calls, faults, socket and in-process handler.</summary>
internal sealed class VendorServer(
    TimeProvider timeProvider,
    Uri restingUrl,
    Func<VendorCall, VendorAnswer> serve,
    Func<EmulatorFault, VendorAnswer> refuse) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<VendorCall> _calls = [];
    private VendorSocket? _socket;
    private int _sequence;

    public Func<VendorCall, EmulatorFault>? OnCall { get; set; }

    public Uri Url => _socket?.Url ?? restingUrl;

    public IReadOnlyList<VendorCall> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    public void ForgetCalls()
    {
        lock (_gate)
        {
            _calls.Clear();
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_socket is not null)
        {
            throw new InvalidOperationException("The emulator is already listening.");
        }

        _socket = await VendorSocket.StartAsync(this, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Carries out one call; null means that the connection breaks.</summary>
    public VendorAnswer? Answer(VendorCall request)
    {
        VendorCall call = Record(request);
        EmulatorFault fault = OnCall?.Invoke(call) ?? EmulatorFault.None;
        switch (fault)
        {
            case EmulatorFault.None:
                return serve(call);
            case EmulatorFault.DropRequest:
                return null;
            case EmulatorFault.DropReply:
                serve(call);
                return null;
            case EmulatorFault.ServerErrorPage:
                return VendorAnswer.Page(500);
            case EmulatorFault.ServerErrorPageAfter:
                serve(call);
                return VendorAnswer.Page(502);
            case EmulatorFault.GatewayTimeout:
                return VendorAnswer.Page(504);
            case EmulatorFault.GatewayTimeoutAfter:
                serve(call);
                return VendorAnswer.Page(504);
            default:
                return refuse(fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket is { } socket)
        {
            await socket.DisposeAsync().ConfigureAwait(false);
        }
    }

    private VendorCall Record(VendorCall request)
    {
        lock (_gate)
        {
            VendorCall call = request with { Sequence = ++_sequence, At = timeProvider.GetUtcNow() };
            _calls.Add(call);
            return call;
        }
    }
}
