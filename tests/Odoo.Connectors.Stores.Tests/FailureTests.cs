using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Stores.Tests;

/// <summary>A store that fails says what to do, and never how it is entered.</summary>
public sealed class FailureTests
{
    private const string Secret = "not-a-real-one";

    private static CancellationToken Cancel => StoreRig.Cancel;

    [Fact]
    public async Task Server_StoppedAndStartedAgain_FailsTransientThenWorks()
    {
        PostgreSqlCluster cluster = PostgreSqlCluster.StartOwn();
        try
        {
            await using ServiceProvider provider = Build(b => b.UsePostgreSql(cluster.NewDatabase()));
            HubStore store = provider.GetRequiredService<HubStore>();
            await store.RunAsync(t => t.Lanes.EnsureAsync("lane", Cancel), Cancel);
            cluster.Stop();
            for (int i = 0; i < 2; i++)
            {
                ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => store.RunAsync(t => t.Lanes.EnsureAsync("lane2", Cancel), Cancel));
                Assert.Equal(ErrorKind.Transient, e.Kind);
                Assert.DoesNotContain(Secret, e.ToString(), StringComparison.Ordinal);
            }

            cluster.Start();
            await store.RunAsync(t => t.Lanes.EnsureAsync("lane2", Cancel), Cancel);
        }
        finally
        {
            cluster.End();
        }
    }

    [Fact]
    public async Task Server_AwayDuringAStep_FailsTransient()
    {
        await using StoreRig rig = new(StoreKind.PostgreSql);
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => rig.RunAsync(async t =>
        {
            await t.Lanes.EnsureAsync("lane", Cancel);
            rig.Store.Execute("SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            await t.Lanes.EnsureAsync("lane2", Cancel);
        }));
        Assert.Equal(ErrorKind.Transient, e.Kind);
        Assert.True(await rig.RunAsync(async t => await t.Lanes.NextReadyAsync(1, StoreRig.Noon, Cancel) is null));
        Assert.Equal(0, rig.Store.Execute("SELECT COUNT(*) FROM lane"));
    }

    [Theory]
    [InlineData("Username=nobody", ErrorKind.Authentication)]
    [InlineData("Database=nowhere", ErrorKind.Configuration)]
    [InlineData("Port=1", ErrorKind.Transient)]
    public async Task Address_Wrong_SaysWhatToCorrect(string wrong, ErrorKind kind)
    {
        await using StoreRig rig = new(StoreKind.PostgreSql);
        await using ServiceProvider provider = Build(b => b.UsePostgreSql($"{rig.Store.Address};{wrong}"));
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(
            () => provider.GetRequiredService<HubStore>().ReadAsync(t => t.Inbox.ReportAsync(Cancel), Cancel));
        Assert.Equal(kind, e.Kind);
        Assert.DoesNotContain(Secret, e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hub", "ConnectionStrings:hub")]
    [InlineData("postgres://hub:not-a-real-one@db/hub", "Host=")]
    [InlineData("Host=db;Password=not-a-real-one;Sslish=x", "cannot be read")]
    public async Task Address_ThatIsNone_SaysWhatToSetWithoutQuotingIt(string address, string says)
    {
        await using ServiceProvider provider = Build(b => b.UsePostgreSql(address));
        ConnectorException e = Assert.Throws<ConnectorException>(provider.GetRequiredService<HubStore>);
        Assert.Equal(ErrorKind.Configuration, e.Kind);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_NamedInTheConfiguration_IsUsedWithItsSchema()
    {
        await using StoreRig rig = new(StoreKind.PostgreSql);
        rig.One.Migrate();
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:hub"] = rig.Store.Address }).Build();
        await using ServiceProvider provider = Build(b => b.UsePostgreSql("hub", o => o.Schema = "second_hub"), s => s.AddSingleton(configuration));
        await provider.GetRequiredService<HubStore>().RunAsync(t => t.Lanes.EnsureAsync("lane", Cancel), Cancel);
        Assert.Equal(1, rig.Store.Execute("SELECT COUNT(*) FROM second_hub.lane"));
        Assert.Equal(0, rig.Store.Execute("SELECT COUNT(*) FROM odoo_connectors.lane"));
        Assert.Equal(0, rig.Store.Execute("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Theory]
    [InlineData("Hub")]
    [InlineData("pg_hub")]
    [InlineData("hub\"; DROP TABLE x")]
    [InlineData("")]
    public void Schema_ThatIsNoName_IsRefused(string schema) =>
        Assert.Equal(ErrorKind.Configuration, Assert.Throws<ConnectorException>(() => Build(b => b.UsePostgreSql("hub", o => o.Schema = schema))).Kind);

    [Fact]
    public void Store_TwoKinds_AreRefused() =>
        Assert.Equal(ErrorKind.Configuration, Assert.Throws<ConnectorException>(() => Build(b => b.UseSqlite("hub.db").UsePostgreSql("hub"))).Kind);

    [Fact]
    public async Task File_ThatIsNoStore_SaysSo()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, new string('x', 5000), Cancel);
        await using ServiceProvider provider = Build(b => b.UseSqlite(file));
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(
            () => provider.GetRequiredService<HubStore>().ReadAsync(t => t.Inbox.ReportAsync(Cancel), Cancel));
        Assert.Equal(ErrorKind.Configuration, e.Kind);
        File.Delete(file);
        File.Delete(file + ".migrating");
    }

    private static ServiceProvider Build(Action<IConnectorsBuilder> use, Action<IServiceCollection>? more = null)
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        more?.Invoke(services);
        use(services.AddConnectorHub());
        return services.BuildServiceProvider();
    }
}
