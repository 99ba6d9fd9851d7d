namespace Odoo.Connectors.Testing;

/// <summary>What an adapter can be, each with checks of its own.</summary>
public enum AdapterPart
{
    /// <summary>Its identity, settings and secrets: what every connected system has.</summary>
    System = 0,

    /// <summary>It receives webhooks: <see cref="Sync.IWebhookFeed"/>.</summary>
    Webhooks,

    /// <summary>It reads records: <see cref="Sync.IReader"/>.</summary>
    Reads,

    /// <summary>It is polled: <see cref="Sync.IPollFeed"/>.</summary>
    Feed,

    /// <summary>It writes: <see cref="Sync.IPort"/>.</summary>
    Port,
}
