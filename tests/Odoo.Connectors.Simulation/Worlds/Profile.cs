namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>How facts come in.</summary>
internal enum Profile
{
    /// <summary>Webhooks of the billing platform, polls of the CRM.</summary>
    Story,

    /// <summary>No webhooks: the billing platform's list of events is polled too.</summary>
    Polls,

    /// <summary>No webhooks: a relay publishes the billing platform's events on a broker's topic, which is consumed.</summary>
    Broker,
}
