namespace Odoo.Connectors.Sync.Tests;

/// <summary>What goes over the wire may hold data of persons; nothing that carries it prints it.</summary>
public sealed class SecrecyTests
{
    private const string Canary = "canary-7d1f";

    [Fact]
    public void ToString_OfWhatCarriesPayloads_PrintsNone()
    {
        Assert.DoesNotContain(Canary, new EffectPlan { Subject = "s", Payload = Canary }.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            Canary,
            new Dispatch { Key = "k", Kind = "pin", Class = EffectClass.Document, Payload = Canary, Way = "", InDoubt = false, Attempts = 0 }.ToString(),
            StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, NoteSource.Note("note", "a", Canary).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AuditAndCases_OfAnEventWithPersonalData_HoldNone()
    {
        await using HubWorld world = new();
        world.Wall.OnSend = d => new Outcome
        {
            Key = d.Key, Status = OutcomeStatus.Refused, Reason = new CaseReason(ErrorKind.Validation, "refused", "No."), ServerText = new ServerText(Canary),
        };
        await world.AcceptAsync(NoteSource.Note("note", "a", Canary));
        await world.DrainAsync();
        CaseInfo only = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(Canary, only.ServerText.Reveal());
        Assert.DoesNotContain(Canary, only.ToString(), StringComparison.Ordinal);
        EventReport report = Assert.Single(await world.Hub.EventsAsync(TestContext.Current.CancellationToken));
        IReadOnlyList<AuditEntry> trail = await world.Hub.ExplainAsync(report.Id, TestContext.Current.CancellationToken);
        Assert.NotEmpty(trail);
        Assert.DoesNotContain(Canary, string.Join('\n', trail) + report, StringComparison.Ordinal);
    }
}
