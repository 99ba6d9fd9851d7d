namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>How facts come in.</summary>
internal enum Profile
{
    /// <summary>Webhooks of the billing platform, polls of the CRM.</summary>
    Story,

    /// <summary>No webhooks: the billing platform's events are polled too.</summary>
    Polls,
}
