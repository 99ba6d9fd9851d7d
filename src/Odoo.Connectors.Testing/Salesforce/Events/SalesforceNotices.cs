namespace Odoo.Connectors.Testing;

/// <summary>Outbound messages: a notification for each record that is made or changed, until it is acknowledged or a day has gone by.</summary>
internal sealed class SalesforceNotices(TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);
    private readonly List<SalesforceAction> _actions = [];
    private readonly List<SalesforceNotice> _pending = [];
    private int _told;

    public void Add(string type, IReadOnlyList<string> fields) => _actions.Add(new SalesforceAction(SalesforceId.To18($"04kEM{_actions.Count + 1:D10}"), type, fields));

    public void Record(IReadOnlyList<SalesforceChange> changes)
    {
        foreach (SalesforceChange change in changes.Where(change => change.What is "CREATE" or "UPDATE"))
        {
            foreach (SalesforceAction action in _actions.Where(action => action.Type == change.Type))
            {
                _pending.Add(new SalesforceNotice(SalesforceId.To18($"04lEM{++_told:D10}"), action, change.RecordId, clock.GetUtcNow()));
            }
        }
    }

    public IReadOnlyList<SalesforceNotice> Pending()
    {
        DateTimeOffset now = clock.GetUtcNow();
        _pending.RemoveAll(notice => now - notice.At >= Longest);
        return [.. _pending];
    }

    public void Acknowledge(IEnumerable<SalesforceNotice> notices)
    {
        HashSet<SalesforceNotice> done = [.. notices];
        _pending.RemoveAll(done.Contains);
    }
}
