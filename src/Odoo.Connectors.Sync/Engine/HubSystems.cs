using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>The connected systems by name and by what they can do.</summary>
internal sealed class HubSystems
{
    public HubSystems(IEnumerable<IConnectedSystem> systems)
    {
        foreach (IConnectedSystem system in systems)
        {
            if (!All.TryAdd(system.Name, system))
            {
                throw new ConnectorException(
                    ErrorKind.Configuration, $"Two systems are named '{system.Name}'; give each connected system a name of its own.");
            }
        }
    }

    public Dictionary<string, IConnectedSystem> All { get; } = new(StringComparer.Ordinal);

    public IEnumerable<IPort> Ports => All.Values.OfType<IPort>();

    public IEnumerable<IPollFeed> Polls => All.Values.OfType<IPollFeed>();

    public IPollFeed Poll(string name) => Get<IPollFeed>(name, "is not polled");

    public IWebhookFeed? Webhook(string name) => All.GetValueOrDefault(name) as IWebhookFeed;

    public ISource Source(string name) => Get<ISource>(name, "brings no facts");

    public IReader Reader(string name) => Get<IReader>(name, "cannot be read");

    /// <summary>Whether its system reads it together with others.</summary>
    public bool IsBatched(ExternalRef reference) => All.GetValueOrDefault(reference.System) is IBatchReader many && many.IsBatched(reference);

    public IPort Port(string name) => Get<IPort>(name, "cannot be written to");

    private T Get<T>(string name, string lack)
        where T : class =>
        All.TryGetValue(name, out IConnectedSystem? system)
            ? system as T ?? throw new ConnectorException(ErrorKind.Configuration, $"The system '{name}' {lack}.")
            : throw new ConnectorException(ErrorKind.Configuration, $"No system named '{name}' is connected; add it or correct the name.");
}
