using System.Diagnostics;

namespace Odoo.Connectors.Client.Internal;

/// <summary>What is known of one call under way. A structure, so that nothing is allocated for it.</summary>
internal struct CallTrace(Activity? activity, long started, string client, string model, string method)
{
    public readonly Activity? Activity => activity;

    public readonly long Started => started;

    public readonly string Client => client;

    public readonly string Model => model;

    public readonly string Method => method;

    /// <summary>Known once the login is done.</summary>
    public string? Transport { get; set; }
}
