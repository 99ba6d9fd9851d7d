using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Docs;

#region cases
public sealed class Clerk(IConnectorOperations hub)
{
    public async Task ShowAsync(CancellationToken cancellationToken)
    {
        foreach (CaseInfo open in await hub.Cases.ListAsync(cancellationToken: cancellationToken))
        {
            Console.WriteLine($"{open.Id} {open.Reason.Kind} {open.Reason.Cause} {open.Reason.Field}: {open.Reason.Message}");
            if (open.EventId is long id)
            {
                foreach (AuditEntry line in await hub.ExplainAsync(id, cancellationToken))
                {
                    Console.WriteLine($"   {line.At:u} {line.What} {line.Detail}");
                }
            }
        }
    }

    public Task<CaseResult> RetryAsync(long caseId, string by, CancellationToken cancellationToken) => hub.Cases.RetryAsync(caseId, by, cancellationToken);
}
#endregion

internal static class Replays
{
    public static async Task<int> AcceptAsync(IConnectorOperations hub, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        #region replay
        int stored = await hub.AcceptAsync(deliveries, cancellationToken);
        bool settled = await hub.DrainAsync(TimeSpan.FromMinutes(5), cancellationToken);
        #endregion
        return settled ? stored : -stored;
    }
}
