using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Tests;

public sealed class LoginTests
{
    private const string Organization = """{"Id":"00Di0000000icUBEAY","IsSandbox":true}""";

    private static readonly RSA Key = RSA.Create(2048);

    [Fact]
    public async Task Login_Secret_IsClientCredentialsInTheBody()
    {
        await using Scripted org = Org();

        await org.Adapter.IdentifyAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["grant_type=client_credentials&client_id=client&client_secret=secret"], org.Logins);
        Assert.Equal("Bearer 00Di0000000icUBEAY!TOKEN1", org.Calls[0].Request.Headers.Authorization!.ToString());
    }

    [Theory]
    [InlineData("https://acme.my.salesforce.com", null, "https://login.salesforce.com")]
    [InlineData("https://acme--uat.sandbox.my.salesforce.com", null, "https://test.salesforce.com")]
    [InlineData("https://test.salesforce.com", null, "https://test.salesforce.com")]
    [InlineData("https://acme.my.salesforce.com", "https://partners.acme.example", "https://partners.acme.example")]
    public async Task Login_PrivateKey_IsAnAssertionGoodForTwoMinutes(string login, string? audience, string expected)
    {
        await using Scripted org = Org(o =>
        {
            (o.LoginUrl, o.Audience, o.ClientSecret) = (new Uri(login), audience, "");
            (o.PrivateKey, o.Username) = (Key.ExportPkcs8PrivateKeyPem(), "hub@acme.example");
        });

        await org.Adapter.IdentifyAsync(TestContext.Current.CancellationToken);

        string[] form = Assert.Single(org.Logins).Split('&');
        Assert.Equal("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer", form[0]);
        string[] jwt = form[1]["assertion=".Length..].Split('.');
        Assert.True(Key.VerifyData(Encoding.ASCII.GetBytes($"{jwt[0]}.{jwt[1]}"), Base64Url.DecodeFromChars(jwt[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal("""{"alg":"RS256"}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(jwt[0])));
        JsonElement claims = JsonElement.Parse(Base64Url.DecodeFromChars(jwt[1]));
        Assert.Equal(("client", "hub@acme.example", expected), (claims.GetProperty("iss").GetString(), claims.GetProperty("sub").GetString(), claims.GetProperty("aud").GetString()));
        Assert.Equal(org.Clock.GetUtcNow().ToUnixTimeSeconds() + 120, claims.GetProperty("exp").GetInt64());
        Assert.DoesNotContain("=", string.Concat(jwt), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_RefusedAssertion_NamesWhatToCheck()
    {
        await using Scripted org = new(o => (o.ClientSecret, o.PrivateKey, o.Username) = ("", Key.ExportPkcs8PrivateKeyPem(), "hub@acme.example"));
        org.Answer("POST", "token", 400, Rig.Fixture("oauth_error_user_not_approved"));

        var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => org.Adapter.IdentifyAsync(TestContext.Current.CancellationToken));

        Assert.Equal(ErrorKind.Authentication, e.Kind);
        Assert.Contains("invalid_grant", e.Message, StringComparison.Ordinal);
        Assert.Contains("pre-authorised", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_OfAnotherOrganisationThanSet_SendsNothing()
    {
        await using Scripted org = Org(o => o.OrganizationId = "00D5w000004qGTO");

        var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => org.Adapter.IdentifyAsync(TestContext.Current.CancellationToken));

        Assert.Equal((ErrorKind.Configuration, "OrganizationId"), (e.Kind, e.Field));
        Assert.Empty(org.Calls);
    }

    [Fact]
    public async Task Login_AfterRotation_IsUsedWithoutARestartAndOfAnotherOrganisationRefused()
    {
        Dictionary<string, string?> settings = new() { ["Systems:crm:LoginUrl"] = "https://acme.my.salesforce.com", ["Systems:crm:ClientId"] = "client", ["Systems:crm:ClientSecret"] = "old" };
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        await using Scripted org = Org();
        ServiceCollection services = new();
        services.AddConnectorHub(configuration).AddSalesforce("crm", http: http => http.ConfigurePrimaryHttpMessageHandler(() => org));
        await using ServiceProvider provider = services.BuildServiceProvider();
        var adapter = (SalesforceAdapter)provider.GetServices<IConnectedSystem>().Single();
        await adapter.IdentifyAsync(TestContext.Current.CancellationToken);
        configuration["Systems:crm:ClientSecret"] = "new";
        configuration.Reload();
        await adapter.IdentifyAsync(TestContext.Current.CancellationToken);
        Assert.EndsWith("client_secret=new", org.Logins[^1], StringComparison.Ordinal);
        int calls = org.Calls.Count;

        org.Identity = "00D5w000004qGTOEA2";
        configuration["Systems:crm:ClientSecret"] = "of another organisation";
        configuration.Reload();
        var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => adapter.IdentifyAsync(TestContext.Current.CancellationToken));

        Assert.Equal((ErrorKind.Configuration, "LoginUrl"), (e.Kind, e.Field));
        Assert.Equal(calls, org.Calls.Count);
    }

    [Fact]
    public async Task Identify_SandboxWhereAProductionIsMeant_IsRefused()
    {
        await using Scripted org = Org(o => o.IsLive = true);

        var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => org.Adapter.IdentifyAsync(TestContext.Current.CancellationToken));

        Assert.Equal((ErrorKind.Configuration, "IsLive"), (e.Kind, e.Field));
    }

    [Theory]
    [InlineData("ClientSecret", "x", "ClientSecret")]
    [InlineData("PrivateKey", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "PrivateKey")]
    [InlineData("Username", "", "Username")]
    public void Options_WrongLoginByKey_NameTheSetting(string option, string value, string named)
    {
        SalesforceOptions options = new()
        {
            LoginUrl = new Uri("https://acme.my.salesforce.com"), ClientId = "client", PrivateKey = Key.ExportPkcs8PrivateKeyPem(), Username = "hub@acme.example",
        };
        typeof(SalesforceOptions).GetProperty(option)!.SetValue(options, value);

        ValidateOptionsResult result = new Internal.SalesforceOptionsValidator().Validate("crm", options);

        Assert.Contains(named, Assert.Single(result.Failures!), StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN", result.FailureMessage, StringComparison.Ordinal);
    }

    private static Scripted Org(Action<SalesforceOptions>? configure = null) => new Scripted(configure).Query("FROM Organization", Organization);
}
