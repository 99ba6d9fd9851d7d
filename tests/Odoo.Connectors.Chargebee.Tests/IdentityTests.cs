using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Tests;

public sealed class IdentityTests
{
    [Theory]
    [InlineData("acme-test", null, false)]
    [InlineData("acme-test", false, false)]
    [InlineData("acme", null, true)]
    [InlineData("acme", true, true)]
    public async Task Identify_KeyOfTheSite_IsTheSiteAndItsWorld(string site, bool? isLive, bool live)
    {
        Answers answers = Answers.Of(("customers", """{"list":[]}"""));
        await using Rig rig = Rig.Create(answers, o => (o.Site, o.IsLive) = (site, isLive));

        SystemIdentity identity = await rig.Adapter.IdentifyAsync(Rig.Token);

        Assert.Equal(new SystemIdentity(site, live), identity);
        // The key is the user, the password is empty: base64("key-secret:").
        Assert.Equal(("GET", "Basic a2V5LXNlY3JldDo="), (answers.Asked[0].Method, answers.Asked[0].Authorization));
    }

    [Fact]
    public async Task Identify_KeyOfAnotherSite_StopsWithoutTheKey()
    {
        await using Rig rig = Rig.Create(new Answers(_ => Answers.Json("""{"message":"Sorry, authentication failed. Invalid api key","api_error_code":"api_authentication_failed"}""", 401)));

        var e = await Assert.ThrowsAsync<ConnectorException>(() => rig.Adapter.IdentifyAsync(Rig.Token));

        Assert.Equal((ErrorKind.Authentication, "ApiKey"), (e.Kind, e.Field));
        Assert.DoesNotContain("key-secret", e.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Sorry", e.Message, StringComparison.Ordinal);
    }
}
