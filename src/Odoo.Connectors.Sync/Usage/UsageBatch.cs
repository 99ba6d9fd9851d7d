namespace Odoo.Connectors.Sync;

/// <summary>Events on their way into one commit, and what was found wrong of others.</summary>
internal sealed class UsageBatch(string source)
{
    public string Source => source;

    public List<MeteredEvent> Events { get; } = [];

    public List<(UsageFault Fault, string Body)> Rejected { get; } = [];

    public int Count => Events.Count + Rejected.Count;

    public void Clear()
    {
        Events.Clear();
        Rejected.Clear();
    }
}
