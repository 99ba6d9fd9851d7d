namespace Odoo.Connectors.Testing;

/// <summary>How an <see cref="OdooEmulator"/> is set up.</summary>
public sealed class OdooEmulatorOptions
{
    /// <summary>Port on 127.0.0.1.</summary>
    /// <value>The default value is 0: a free port.</value>
    public int Port { get; set; }

    /// <summary>Name of the database.</summary>
    /// <value>The default value is <c>emulator</c>.</value>
    public string Database { get; set; } = "emulator";

    /// <summary>API keys by login, in place of the default keys of the two users.</summary>
    /// <value>Empty by default.</value>
    public IDictionary<string, string> ApiKeys { get; } = new Dictionary<string, string>();

    /// <summary>Users to add, besides the administrator and the integration user.</summary>
    /// <value>Empty by default.</value>
    public IList<OdooEmulatorUser> Users { get; } = [];

    /// <summary>Whether the effect action is there.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool EffectActionInstalled { get; set; } = true;

    /// <summary>Service products to add, by internal reference and name, besides CONTRACT-PLAN and CONTRACT-SEAT.</summary>
    public IList<(string DefaultCode, string Name)> Products { get; } = [];

    /// <summary>Currencies for which Contract BE has a pricelist, so that orders can be made in them; none by default.</summary>
    public IList<string> PricelistCurrencies { get; } = [];

    /// <summary>
    /// Whether the fields of the Enterprise module <c>sale_subscription</c> are there: plan, state and dates of a subscription on
    /// <c>sale.order</c>, <c>sale.subscription.plan</c>. Made from public documentation, not checked against a real Enterprise.
    /// </summary>
    /// <value>The default value is <see langword="false"/>: Community.</value>
    public bool EnterpriseSubscriptions { get; set; }

    /// <summary>What webhooks of automation rules are sent through, one a time; it is not disposed.</summary>
    /// <value>Absent by default: real HTTP.</value>
    public HttpMessageHandler? WebhookHandler { get; set; }

    /// <summary>
    /// The longest a call may take (<c>limit_time_real</c> of the server): one that <see cref="OdooEmulator.Latency"/> makes take as long is
    /// cut off without an answer, and nothing of it is kept.
    /// </summary>
    /// <value>The default value is 120 seconds, Odoo's own.</value>
    public TimeSpan LimitTimeReal { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>The clock of the emulated server.</summary>
    /// <value>The default value is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
