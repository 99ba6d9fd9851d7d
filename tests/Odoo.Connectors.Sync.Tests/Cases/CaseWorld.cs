namespace Odoo.Connectors.Sync.Tests;

/// <summary>What the tests of cases do again and again.</summary>
internal static class CaseWorld
{
    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Notes whose id is listed are refused by the wall.</summary>
    public static void Refuse(this HubWorld world, params string[] ids) => world.Wall.OnSend = d => ids.Contains(d.Key.Split('/')[^1])
        ? new Outcome { Key = d.Key, Status = OutcomeStatus.Refused, Reason = new CaseReason(ErrorKind.Validation, "refused", "The wall refuses.") }
        : null;

    public static async Task<CaseInfo> OnlyCaseAsync(this HubWorld world) => Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel));

    public static async Task<CaseInfo> CaseAsync(this HubWorld world, long id) => (await world.Hub.Cases.FindAsync(id, Cancel))!.Case;

    public static async Task<EventReport> EventAsync(this HubWorld world, string subject) =>
        (await world.Hub.EventsAsync(Cancel)).Last(e => e.Subject == $"notes/note/{subject}");

    public static async Task<IReadOnlyList<AuditEntry>> TrailAsync(this HubWorld world, long eventId) => await world.Hub.ExplainAsync(eventId, Cancel);
}
