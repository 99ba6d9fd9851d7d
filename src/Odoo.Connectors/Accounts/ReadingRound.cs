using System.Collections.Concurrent;

namespace Odoo.Connectors.Accounts;

/// <summary>
/// The readings of one call: side by side, two at a time of each system, all until the same instant. What fails is noted and hurts nothing else.
/// </summary>
internal sealed class ReadingRound : IDisposable
{
    private const int AtOnce = 2;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenSource _stop;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<AccountReading> _readings = [];

    public ReadingRound(TimeProvider clock, TimeSpan patience, CancellationToken caller)
    {
        (_clock, _patience, _caller) = (clock, patience, caller);
        _late = new CancellationTokenSource(patience, clock);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(caller, _late.Token);
    }

    public IReadOnlyList<AccountReading> Readings =>
        [.. _readings.OrderBy(r => r.Section, StringComparer.Ordinal).ThenBy(r => r.System, StringComparer.Ordinal)];

    /// <summary>Reads one part of the account.</summary>
    /// <param name="section">The part.</param>
    /// <param name="system">The configured name.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="isCut">Whether there is more than is shown of it.</param>
    /// <returns>What was read; null where it is not there or could not be read.</returns>
    public async Task<T?> ReadAsync<T>(string section, string system, Func<CancellationToken, Task<T?>> read, Func<T, bool>? isCut = null)
        where T : class
    {
        SemaphoreSlim turn = _turns.GetOrAdd(system, _ => new SemaphoreSlim(AtOnce));
        bool entered = false;
        try
        {
            await turn.WaitAsync(_stop.Token).ConfigureAwait(false);
            entered = true;

            // One that does not heed the cancellation is not waited for either.
            T? found = await read(_stop.Token).WaitAsync(_stop.Token).ConfigureAwait(false);
            AccountReadingState state = found is null ? AccountReadingState.Missing : AccountReadingState.Read;
            _readings.Enqueue(new AccountReading(section, system, state, _clock.GetUtcNow()) { IsCut = found is not null && isCut?.Invoke(found) == true });
            return found;
        }
        catch (Exception e) when (!_caller.IsCancellationRequested)
        {
            Fail(section, system, e);
            return null;
        }
        finally
        {
            if (entered)
            {
                turn.Release();
            }
        }
    }

    /// <summary>Notes that what follows from a failed reading could not be read either.</summary>
    public void FailLike(string section, string system, string first)
    {
        if (_readings.LastOrDefault(r => r.System == system && r.Section == first) is { State: AccountReadingState.Failed } failed)
        {
            _readings.Enqueue(failed with { Section = section });
        }
    }

    public bool Failed(string section, string system) => _readings.Any(r => r.Section == section && r.System == system && r.State == AccountReadingState.Failed);

    public void Dispose()
    {
        _stop.Dispose();
        _late.Dispose();
    }

    private void Fail(string section, string system, Exception failure)
    {
        (ErrorKind kind, string message) = failure switch
        {
            ConnectorException known => (known.Kind, known.Message),
            OperationCanceledException => (ErrorKind.Transient, string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"'{system}' did not answer within {_patience.TotalSeconds} s (AccountView:Patience). Try again, or look at the system itself.")),
            _ => (ErrorKind.Protocol, $"'{system}' could not be read ({failure.GetType().Name}). Look at its adapter's log, then try again."),
        };
        _readings.Enqueue(new AccountReading(section, system, AccountReadingState.Failed, _clock.GetUtcNow()) { Error = kind, Message = message });
    }
}
