using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using static Odoo.Connectors.Sync.Tests.Identity.IdentityWorld;

namespace Odoo.Connectors.Sync.Tests.Identity;

public sealed class ImportTests
{
    private const string Pairs = """
        kind,system,id,other_system,other_id
        customer,crm,1,erp,1
        customer,crm,2,erp,2
        "customer","crm","3","billing","3"
        """;

    [Fact]
    public async Task Import_PairsThatExist_AreLinkedOnceAndExportedAgain()
    {
        await using IdentityWorld world = new();
        ImportReport dry = await world.Identity.ImportAsync(new StringReader(Pairs), "ann", new ImportOptions { DryRun = true }, Cancel);
        Assert.Equal((3, 0, 0), (dry.Linked, dry.AlreadyLinked, dry.Conflicts.Count));
        Assert.Equal("", await world.DumpAsync());

        ImportReport first = await world.Identity.ImportAsync(new StringReader(Pairs), "ann", new ImportOptions { BatchSize = 2 }, Cancel);
        ImportReport second = await world.Identity.ImportAsync(new StringReader(Pairs), "ann", cancellationToken: Cancel);
        Assert.Equal((3, 0, 0, 3), (first.Linked, first.AlreadyLinked, second.Linked, second.AlreadyLinked));
        Assert.Equal("2", (await world.Identity.FindAsync(Account("2"), Cancel))!.IdIn("erp", "customer"));

        using StringWriter csv = new() { NewLine = "\n" };
        Assert.Equal(3, await world.Identity.ExportAsync(csv, Cancel));
        Assert.Equal("kind,system,id,other_system,other_id,other_kind\ncustomer,crm,1,erp,1,\ncustomer,crm,2,erp,2,\ncustomer,crm,3,billing,3,\n", csv.ToString());
        await using IdentityWorld other = new();
        await other.Identity.ImportAsync(new StringReader(csv.ToString()), "ann", cancellationToken: Cancel);
        Assert.Equal(await world.DumpAsync(), await other.DumpAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_RowsThatContradict_ChangeNothingAndAreReportedByLineAndField(bool dryRun)
    {
        await using IdentityWorld world = new();
        await world.Identity.LinkAsync(Billed("1"), Account("1"), "ann", cancellationToken: Cancel);
        await world.Identity.LinkAsync(Billed("2"), Account("2"), "ann", cancellationToken: Cancel);
        string before = await world.DumpAsync();
        const string Csv = """
            kind,system,id,other_system,other_id

            customer,crm,1,billing,2
            customer,crm,1,billing,9
            customer,crm,,erp,3
            customer,crm,3,nowhere,3
            customer,crm,4,crm,4
            """;
        ImportReport report = await world.Identity.ImportAsync(new StringReader(Csv), "ann", new ImportOptions { DryRun = dryRun, OpenCases = true }, Cancel);
        Assert.Equal(
            [(3, "other_id"), (4, "other_id"), (5, "id"), (6, "other_system"), (7, "other_id")],
            report.Conflicts.Select(c => (c.Line, c.Field)));
        Assert.Equal((0, 0), (report.Linked, report.AlreadyLinked));
        Assert.Equal(before, await world.DumpAsync());
        Assert.Equal(dryRun ? 0 : 5, (await world.CasesAsync()).Count);
    }

    [Fact]
    public async Task Import_DryRun_MeetsItsOwnEarlierRows()
    {
        await using IdentityWorld world = new();
        const string Csv = "kind,system,id,other_system,other_id\ncustomer,crm,1,erp,1\ncustomer,crm,1,erp,1\ncustomer,crm,2,erp,1\n";
        ImportReport dry = await world.Identity.ImportAsync(new StringReader(Csv), "ann", new ImportOptions { DryRun = true, BatchSize = 1 }, Cancel);
        ImportReport real = await world.Identity.ImportAsync(new StringReader(Csv), "ann", new ImportOptions { BatchSize = 1 }, Cancel);
        Assert.Equal((1, 1, 1), (dry.Linked, dry.AlreadyLinked, dry.Conflicts.Count));
        Assert.Equal((real.Linked, real.AlreadyLinked, real.Conflicts[0]), (dry.Linked, dry.AlreadyLinked, dry.Conflicts[0]));
    }

    /// <summary>Two notes that are one in the target, as it remembers them: both are linked.</summary>
    [Fact]
    public async Task Rebuild_OfTwoThatAreOneInTheTarget_LinksBoth()
    {
        await using HubWorld world = new();
        ServiceProvider node = world.AddNode("node-1", s => s.AddSingleton<IConnectedSystem>(new Memory()));
        ImportReport report = await node.GetRequiredService<IConnectorOperations>().Identity.RebuildAsync("memory", "ann", Cancel);
        Assert.Equal((2, 0), (report.Linked, report.Conflicts.Count));
    }

    private sealed class Memory : IIdentitySource
    {
        public string Name => "memory";

        public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("memory-1", false));

        public async IAsyncEnumerable<(ExternalRef InTarget, ExternalRef Source)> LinksAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            yield return (new ExternalRef("memory", "note", "w1"), new ExternalRef("notes", "note", "a"));
            yield return (new ExternalRef("memory", "note", "w1"), new ExternalRef("notes", "note", "b"));
        }
    }

    [Theory]
    [InlineData("id,system\n1,crm\n", "header")]
    [InlineData("kind,system,id,other_system,other_id\n\"customer,crm,1,erp,1\n", "csv")]
    public async Task Import_WhatIsNoSuchFile_IsRefused(string csv, string field)
    {
        await using IdentityWorld world = new();
        ConnectorException refused = await Assert.ThrowsAsync<ConnectorException>(() => world.Identity.ImportAsync(new StringReader(csv), "ann", cancellationToken: Cancel));
        Assert.Equal((ErrorKind.Validation, field), (refused.Kind, refused.Field));
    }
}
