using System.Diagnostics;

namespace Odoo.Connectors.Client;

/// <summary>
/// How one named client reaches one Odoo database as one user. Validated when the host starts; a changed configuration
/// (a rotated key) is used from the next call on.
/// </summary>
public sealed class OdooClientOptions
{
    /// <summary>The server's address, absolute http or https, without user name, query or fragment. Required.</summary>
    /// <value>There is no default. Example: <c>https://odoo.example.com</c>.</value>
    public Uri? Url { get; set; }

    /// <summary>The database's name. Required.</summary>
    /// <value>The default is empty.</value>
    public string Database { get; set; } = "";

    /// <summary>The user's login. Required.</summary>
    /// <value>The default is empty.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Login { get; set; } = "";

    /// <summary>The user's API key or password. Required; never printed, logged or traced.</summary>
    /// <value>The default is empty.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Secret { get; set; } = "";

    /// <summary>JSON-RPC, JSON-2, or whichever fits.</summary>
    /// <value>The default is <see cref="OdooTransport.Auto"/>.</value>
    public OdooTransport Transport { get; set; }

    /// <summary>
    /// The longest a call may take, login and retries included. Keep it below the server's <c>limit_time_real</c>
    /// (120 seconds unless changed), after which Odoo closes the connection without an answer.
    /// </summary>
    /// <value>The default is 100 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// How often a read is tried again after a transient fault, 0 to 10. Of writes only those with <see cref="OdooCall.IsIdempotent"/>
    /// are tried again, and only after a conflict.
    /// </summary>
    /// <value>The default is 2, that is three attempts in all.</value>
    public int ReadRetries { get; set; } = 2;

    /// <summary>The base of the exponential, jittered wait between two attempts of a read.</summary>
    /// <value>The default is 500 milliseconds.</value>
    public TimeSpan ReadRetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How fast this process may call the database.</summary>
    /// <value>The default limits hosts below <c>odoo.com</c> only.</value>
    public OdooLimits Limits { get; } = new();

    /// <summary>
    /// The companies every call sees unless its own context says otherwise; the first is the current one. Empty means
    /// that Odoo shows all of the user's companies.
    /// </summary>
    /// <value>The default is empty.</value>
    public IList<long> AllowedCompanyIds { get; } = [];

    /// <summary>The language of translated fields and server messages, an installed code such as <c>en_US</c>.</summary>
    /// <value>The default is <see langword="null"/>: the server's own, <c>en_US</c>.</value>
    public string? Language { get; set; }
}
