namespace Odoo.Connectors.Client;

/// <summary>
/// How fast one process may call one database. All clients of the process with the same host and database share the pace; each
/// request waits in turn until its own client's limits allow it. The wait counts toward the call's deadline. While any limit is in
/// force, a <c>Retry-After</c> of the server (with 429 or 503, at most an hour) holds back every later request to the database, and
/// reads whose deadline allows it wait and are tried again.
/// </summary>
public sealed class OdooLimits
{
    /// <summary>
    /// Requests per second on average, 0 for any number, at most 10,000. One request for every 1,000 seconds, <c>0.001</c>, is the
    /// least. Logins and repeated reads are requests too.
    /// </summary>
    /// <value>
    /// The default is <see langword="null"/>: 1 for hosts below <c>odoo.com</c>, any number elsewhere. Odoo publishes no number; one
    /// request a second without parallel ones is what integrators report as agreed.
    /// </value>
    public decimal? RequestsPerSecond { get; set; }

    /// <summary>How many requests may go at once after a pause, 1 to 10,000; the average is kept.</summary>
    /// <value>The default is 1.</value>
    public int Burst { get; set; } = 1;

    /// <summary>How many requests may be under way at once, 0 for any number, at most 10,000.</summary>
    /// <value>The default is <see langword="null"/>: 1 for hosts below <c>odoo.com</c>, any number elsewhere.</value>
    public int? MaxConcurrentRequests { get; set; }
}
