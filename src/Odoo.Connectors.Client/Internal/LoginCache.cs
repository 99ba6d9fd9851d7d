namespace Odoo.Connectors.Client.Internal;

/// <summary>
/// The one login of a client. Callers share it while it is under way and afterwards; a failed one is not kept. It belongs
/// to one set of options, so that a changed configuration logs in anew.
/// </summary>
internal sealed class LoginCache
{
    private readonly Lock _gate = new();
    private OdooClientOptions? _options;
    private Task<Session>? _login;

    public Task<Session> GetOrStart(OdooClientOptions options, Func<OdooClientOptions, Task<Session>> start)
    {
        lock (_gate)
        {
            if (_login is null or { IsFaulted: true } or { IsCanceled: true } || !ReferenceEquals(_options, options))
            {
                _options = options;
                _login = start(options);
            }

            return _login;
        }
    }

    /// <summary>Forgets a login that Odoo no longer accepts, unless it was replaced meanwhile.</summary>
    public void Drop(Task<Session> login)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_login, login))
            {
                _login = null;
            }
        }
    }
}
