using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Stores.Tests;

/// <summary>The schema is brought up to date, forward only.</summary>
public sealed class MigrationTests
{
    public static TheoryData<StoreKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Migrate_ByManyAtOnceAndAgain_RunsEachScriptOnce(StoreKind kind)
    {
        await using StoreRig rig = new(kind, isMigrated: false);
        HubStore[] stores = [.. Enumerable.Range(0, 6).Select(_ => rig.Open())];
        await Task.WhenAll(stores.Select(s => Task.Run(s.Migrate, StoreRig.Cancel)));
        rig.Open().Migrate();
        long? scripts = rig.Store.Execute("SELECT COUNT(DISTINCT scriptname) FROM schemaversions");
        Assert.Equal(scripts, rig.Store.Execute("SELECT COUNT(*) FROM schemaversions"));
        Assert.InRange(scripts!.Value, 2, 100);
        Assert.Equal(1, rig.Store.Execute("SELECT COUNT(*) FROM epoch"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Migrate_StoreOfALaterVersion_IsRefused(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        rig.One.Migrate();
        rig.Store.Execute("INSERT INTO schemaversions (scriptname, applied) VALUES ('9999-later.sql', '2030-01-01')");
        NewerStoreException e = await Assert.ThrowsAsync<NewerStoreException>(
            () => rig.Two.ReadAsync(t => t.Inbox.ReportAsync(StoreRig.Cancel), StoreRig.Cancel));
        Assert.Equal(ErrorKind.Configuration, e.Kind);
        Assert.Contains("9999-later.sql", e.Message, StringComparison.Ordinal);
    }

    /// <summary>A tool of another version than the host's changes nothing and reads nothing.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Visit_OfAStoreThatIsNotOfItsVersion_IsRefused(StoreKind kind)
    {
        await using StoreRig rig = new(kind, isMigrated: false);
        HubStore tooEarly = Visitor(), visitor = Visitor(), tooLate = Visitor();

        ConnectorException early = await Assert.ThrowsAsync<ConnectorException>(() => LookAsync(tooEarly));
        rig.One.Migrate();
        await LookAsync(visitor);
        rig.Store.Execute("INSERT INTO schemaversions (scriptname, applied) VALUES ('9999-later.sql', '2030-01-01')");
        ConnectorException late = await Assert.ThrowsAsync<ConnectorException>(() => LookAsync(tooLate));

        Assert.Equal((ErrorKind.Configuration, ErrorKind.Configuration), (early.Kind, late.Kind));

        HubStore Visitor() => rig.Open(s => s.AddSingleton<StoreVisit>());

        static Task LookAsync(HubStore store) => store.ReadAsync(t => t.Inbox.ReportAsync(StoreRig.Cancel), StoreRig.Cancel);
    }
}
