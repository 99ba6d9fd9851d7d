namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>
/// The one session of a system. Callers share the login while it is under way and afterwards; a failed one is not kept.
/// It belongs to one set of options, so that a changed secret logs in anew.
/// </summary>
internal sealed class SessionCache
{
    private readonly Lock _gate = new();
    private SalesforceOptions? _options;
    private Task<Session>? _login;

    public Task<Session> GetOrStart(SalesforceOptions options, Func<SalesforceOptions, Task<Session>> start)
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

    /// <summary>Forgets a session that is no longer accepted, unless it was replaced meanwhile.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Drop(Task<Session> login)
    {
        lock (_gate)
        {
            bool mine = ReferenceEquals(_login, login);
            _login = mine ? null : _login;
            return mine;
        }
    }
}
