using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Sync.Tests.Schema;

/// <summary>What an integration needs of a system's fields is looked at when the node starts and on a schedule.</summary>
public sealed class SchemaWatchTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 9, 15, 9, 0, 0, TimeSpan.Zero));
    private readonly SchemaWall _crm = new();
    private readonly HubWorld _world;
    private Hub _hub;

    public SchemaWatchTests()
    {
        _world = new HubWorld(_clock);
        _hub = Start();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_AllThatIsNeededIsThere_ItIsPolledAndWrittenTo()
    {
        await WorkAsync(note: "a");
        Assert.Equal((1, 1, 0), (_crm.Polls, _crm.Pinned.Count, (await CasesAsync()).Count));
    }

    [Fact]
    public async Task Start_AFieldIsGone_NothingIsDoneThereUntilItIsBackAndTheCaseNamesIt()
    {
        _crm.Entries.Remove("Account.Status");
        await WorkAsync(note: "a");
        Assert.Equal((0, 0), (_crm.Polls, _crm.Pinned.Count));
        CaseInfo only = Assert.Single(await CasesAsync());
        Assert.Equal(("schema-field-gone", "Account.Status", ErrorKind.Configuration), (only.Reason.Cause, only.Reason.Field, only.Reason.Kind));

        _crm.Entries["Account.Status"] = "picklist";
        _clock.Advance(TimeSpan.FromMinutes(1));
        await WorkAsync();
        Assert.Equal((1, 1, 0), (_crm.Polls, _crm.Pinned.Count, (await CasesAsync()).Count));
    }

    [Fact]
    public async Task OnSchedule_AFieldIsGone_StopsTheSystemToo()
    {
        await WorkAsync();
        _crm.Entries.Remove("Account.Name");
        await LaterAsync();
        Assert.Equal("Account.Name", Assert.Single(await CasesAsync()).Reason.Field);
        Assert.Equal(1, _crm.Polls);
    }

    [Fact]
    public async Task OnSchedule_DefinitionsChanged_OneCaseNamesThemAndClosesWhenAllIsAsBefore()
    {
        await WorkAsync();
        Dictionary<string, string> before = new(_crm.Entries);
        _crm.Entries["Account.Status"] = "text";
        _crm.Entries["Account.Status=Paused"] = "active";
        _crm.Entries["pipeline 2"] = "Renewals";
        _crm.Entries.Remove("pipeline default/won");
        await LaterAsync();
        await LaterAsync();
        CaseInfo only = Assert.Single(await CasesAsync());
        Assert.Equal("schema-changed", only.Reason.Cause);
        Assert.Contains(
            "Account.Status was 'picklist' and is 'text'; pipeline default/won is gone; Account.Status=Paused is new; pipeline 2 is new.", only.Reason.Message, StringComparison.Ordinal);
        Assert.Equal(3, _crm.Polls);

        foreach (string name in _crm.Entries.Keys.Concat(before.Keys).ToList())
        {
            _ = before.TryGetValue(name, out string? was) ? _crm.Entries[name] = was : _crm.Entries.Remove(name) ? "" : "";
        }

        await LaterAsync();
        Assert.Empty(await CasesAsync());
    }

    [Fact]
    public async Task OnSchedule_ACaseThatAPersonResolved_IsWhatTheNextIsComparedWith()
    {
        await WorkAsync();
        _crm.Entries["Account.Status=Paused"] = "active";
        await LaterAsync();
        await _hub.Cases.ResolveAsync(Assert.Single(await CasesAsync()).Id, "ann", "mapped", cancellationToken: Cancel);
        await LaterAsync();
        Assert.Empty(await CasesAsync());

        _crm.Entries["Account.Status=Ended"] = "active";
        await LaterAsync();
        CaseInfo next = Assert.Single(await CasesAsync());
        Assert.Contains("Account.Status=Ended is new", next.Reason.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Paused", next.Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnSchedule_OtherFieldsAreUsed_IsNoChangeThere()
    {
        await WorkAsync();
        _crm.Needs.Add("Account.Region");
        _crm.Needs.Remove("Account.Status");
        (_crm.Entries["Account.Region"], _crm.Entries["Account.Region=EU"]) = ("picklist", "active");
        _crm.Entries.Remove("Account.Status");
        _crm.Entries.Remove("Account.Status=Active");
        await LaterAsync();
        Assert.Empty(await CasesAsync());
    }

    [Fact]
    public async Task Restart_ChangedWhileNoNodeRan_IsSeen()
    {
        await WorkAsync();
        _crm.Entries["Account.Name"] = "formula";
        _hub = Start("node-3");
        await WorkAsync();
        Assert.Contains("Account.Name was 'text' and is 'formula'", Assert.Single(await CasesAsync()).Reason.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ErrorKind.Transient, 0)]
    [InlineData(ErrorKind.Permission, 1)]
    public async Task Start_TheSchemaCannotBeRead_WorkGoesOnAndARefusalIsACase(ErrorKind kind, int cases)
    {
        _crm.OnSchema = () => new ConnectorException(kind, "no");
        await WorkAsync(note: "a");
        Assert.Equal((1, 1, cases), (_crm.Polls, _crm.Pinned.Count, (await CasesAsync()).Count));
        _crm.OnSchema = () => null;
        _clock.Advance(TimeSpan.FromMinutes(1));
        await WorkAsync();
        Assert.Empty(await CasesAsync());
    }

    public async ValueTask DisposeAsync() => await _world.DisposeAsync();

    private Hub Start(string name = "node-2") => _world.AddNode(name, port: _crm).GetRequiredService<Hub>();

    private Task LaterAsync()
    {
        _clock.Advance(TimeSpan.FromHours(6));
        return WorkAsync();
    }

    private async Task WorkAsync(string? note = null)
    {
        await _hub.EnsureReadyAsync(Cancel);
        await _hub.WatchSchemasAsync(Cancel);
        if (note is not null)
        {
            await _hub.AcceptAsync([NoteSource.Note("new", note, note)], Cancel);
        }

        await _hub.PollAsync(_crm, Cancel);
        await HubWorld.WorkAsync(_hub);
    }

    private Task<IReadOnlyList<CaseInfo>> CasesAsync() => _hub.Cases.ListAsync(cancellationToken: Cancel);
}
