using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Salesforce.Tests;

public sealed class SessionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Identify_Organization_IsLiveUnlessSandbox(bool sandbox)
    {
        await using Rig rig = Rig.Create(new SalesforceEmulatorOptions { IsSandbox = sandbox });

        Assert.Equal(new SystemIdentity("00Di0000000icUBEAY", !sandbox), await rig.Adapter.IdentifyAsync(Rig.Token));
    }

    [Fact]
    public async Task Read_ConcurrentCalls_LogInOnce()
    {
        await using Rig rig = Rig.Create();

        await ReadTwentyAsync(rig);

        Assert.Equal(1, rig.Logins);
    }

    [Fact]
    public async Task Read_SessionExpired_ConcurrentCallsRefreshOnce()
    {
        await using Rig rig = Rig.Create();
        await rig.DealAsync();
        rig.Emulator.ExpireTokens();

        await ReadTwentyAsync(rig);

        Assert.Equal(2, rig.Logins);
    }

    [Fact]
    public async Task Read_WrongSecret_IsAuthenticationAndPrintsNothing()
    {
        const string Secret = "canary-secret-4711";
        await using Rig rig = Rig.Create(configure: o => o.ClientSecret = Secret);

        var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => rig.DealAsync());

        Assert.Equal(ErrorKind.Authentication, e.Kind);
        Assert.Contains("invalid_grant", e.Message, StringComparison.Ordinal);
        Assert.Contains("user hasn't approved", e.ServerText.Reveal(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, e + rig.Logs.Text + new SalesforceOptions { ClientSecret = Secret }, StringComparison.Ordinal);
        Assert.DoesNotContain("approved", e + rig.Logs.Text, StringComparison.Ordinal);
        Assert.Single(rig.Emulator.Calls);
    }

    [Fact]
    public async Task Read_Succeeds_LogsNeitherSecretNorTokenNorNames()
    {
        await using Rig rig = Rig.Create();

        await rig.DealAsync();

        Assert.Contains("new session", rig.Logs.Text, StringComparison.Ordinal);
        foreach (string canary in (string[])["emulator-secret", "EMULATOR.", "NorthPeak"])
        {
            Assert.DoesNotContain(canary, rig.Logs.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(EmulatorFault.DropReply, ErrorKind.Transient)]
    [InlineData(EmulatorFault.ServerErrorPage, ErrorKind.Transient)]
    public async Task Login_Lost_IsTransientAndSentOnce(EmulatorFault fault, ErrorKind kind)
    {
        await using Rig rig = Rig.Create();
        rig.Emulator.OnCall = _ => fault;

        var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => rig.DealAsync());

        Assert.Equal(kind, e.Kind);
        Assert.Equal(1, rig.Logins);
    }

    private static Task ReadTwentyAsync(Rig rig) => Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
        () => rig.Adapter.ReadAsync(Rig.Ref(RecordKinds.Customer, Rig.Account), Rig.Token), Rig.Token)));
}
