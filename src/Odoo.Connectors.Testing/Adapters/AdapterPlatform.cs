using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Testing;

/// <summary>
/// The vendor's platform as a contract needs it: an emulator, or a small fake that answers over a handler. What a part of the contract asks for is
/// overridden where that part is described.
/// </summary>
public abstract class AdapterPlatform : IAsyncDisposable
{
    /// <summary>A handler that answers calls as the platform does. Faults are put in front of it by the checks.</summary>
    /// <returns>The handler.</returns>
    public abstract HttpMessageHandler CreateHandler();

    /// <summary>Feed: a record changes, so that the stream shows it with this time.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="id">The id that the delivery's subject will have.</param>
    /// <param name="at">When.</param>
    public virtual void Change(string stream, string id, DateTimeOffset at) => throw Missing(nameof(Change));

    /// <summary>Feed: every cursor given out so far is refused from now on, as the platform refuses old ones. The default does nothing: cursors live for ever.</summary>
    public virtual void ForgetCursors()
    {
    }

    /// <summary>Port: how many documents an effect of a kind has made so far.</summary>
    /// <param name="kind">One of <see cref="EffectKinds"/>.</param>
    /// <returns>How many there are.</returns>
    public virtual int Count(string kind) => throw Missing(nameof(Count));

    /// <summary>Port: the life of all idempotency keys is over. The default does nothing: the platform keeps them for ever, or has none.</summary>
    public virtual void ForgetKeys()
    {
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private NotSupportedException Missing(string member) => new($"Override {member} of {GetType().Name}: a part of the contract needs it.");
}
