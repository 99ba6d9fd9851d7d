using System.Text.Json.Nodes;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Cli.Tests;

/// <summary>The commands as the page about Salesforce writes them, over an emulated organisation.</summary>
public sealed class SalesforceTests : IAsyncLifetime
{
    private const string Message = """
        <?xml version="1.0" encoding="UTF-8"?>
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
         <soapenv:Body>
          <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
           <OrganizationId>00Di0000000icUBEAY</OrganizationId>
           <ActionId>04ki0000000PCgAAM</ActionId>
           <SessionId xsi:nil="true"/>
           <Notification>
            <Id>04li00000008Jm3AAE</Id>
            <sObject xsi:type="sf:Opportunity" xmlns:sf="urn:sobject.enterprise.soap.sforce.com"><sf:Id>0065w000023STAmAAO</sf:Id><sf:StageName>Closed Won</sf:StageName></sObject>
           </Notification>
          </notifications>
         </soapenv:Body>
        </soapenv:Envelope>
        """;

    private readonly SalesforceEmulator _org = new();
    private readonly Tool _tool = new();

    [Fact]
    public async Task Setup_FirstLookThenApply_MakesFieldsAndGivesAccess()
    {
        string settings = Settings("emulator-secret");
        (int look, string would, string error) = await _tool.RunAsync("setup", "--config", settings, "--system", "salesforce");
        (int made, string output, _) = await _tool.RunAsync("setup", "--config", settings, "--system", "salesforce", "--apply");
        (int again, string after, _) = await _tool.RunAsync("setup", "--config", settings, "--system", "salesforce");

        Assert.True(look == 1, error + would);
        Assert.Matches(@"(?m)^missing  Account\.Billing_MRR__c +it is not there, or the integration user may not see it: make it as a number of 18 digits with 3 decimals", would);
        Assert.EndsWith("Nothing was changed; --apply makes what is missing.\n", would, StringComparison.Ordinal);
        Assert.True(made == 0, output);
        Assert.Matches(@"(?m)^created  Contact\.Connectors_Id__c +made, and given to the integration user by the permission set Odoo_Connectors$", output);
        Assert.Equal(0, again);
        Assert.EndsWith("Everything is as it must be.\n", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_WrongSecret_EndsWith3AndSaysWhatToCheck()
    {
        (int code, string output, string error) = await _tool.RunAsync("setup", "--config", Settings("canary-secret"), "--system", "salesforce");

        Assert.Equal(3, code);
        Assert.Contains("check ClientId, ClientSecret, that LoginUrl is the My Domain", error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", output + error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://hub.example.com/webhooks/salesforce/a-secret-of-the-path", 0, "accepted\n")]
    [InlineData("https://hub.example.com/webhooks/salesforce/another-secret-there", 1, "refused: The address does not end in a secret of WebhookSecrets;")]
    [InlineData(null, 1, "refused: The address does not end in a secret of WebhookSecrets;")]
    [InlineData("webhooks/salesforce", 2, "error: --url is no absolute address;")]
    public async Task Verify_AnOutboundMessage_IsJudgedByItsAddress(string? url, int expected, string words)
    {
        string[] address = url is null ? [] : ["--url", url];
        (int code, string output, string error) = await _tool.RunAsync(["verify-webhook", "salesforce", "--secret", "a-secret-of-the-path", .. address, _tool.Write("body.xml", Message)]);

        Assert.StartsWith(words, output + error, StringComparison.Ordinal);
        Assert.Equal(expected, code);
        Assert.DoesNotContain("secret-there", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ABodyThatIsNoMessage_IsRefusedWithThePlace()
    {
        (int code, string output, _) = await _tool.RunAsync(
            "verify-webhook", "salesforce", "--secret", "a-secret-of-the-path", "--url", "https://hub.example.com/webhooks/salesforce/a-secret-of-the-path", _tool.Write("body.xml", "<Envelope/>"));

        Assert.Equal((1, "refused: This is no outbound message of Salesforce: see Notification.\n"), (code, output));
    }

    [Fact]
    public async Task Decode_AnOutboundMessage_SaysWhichStreamItMakesDue()
    {
        (int code, string output, string error) = await _tool.RunAsync("decode", "salesforce", _tool.Write("body.xml", Message));

        Assert.True(code == 0, error + output);
        Assert.Contains("opportunities", output, StringComparison.Ordinal);
        Assert.Contains("StageName", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_AnAnswerThatIsAnError_EndsWith1WithItsMeaning()
    {
        (int code, string output, _) = await _tool.RunAsync(
            "decode", "salesforce", "--status", "400", _tool.Write("error.json", """[{"message":"canary-words","errorCode":"UNABLE_TO_LOCK_ROW"}]"""));

        Assert.Equal(1, code);
        Assert.Contains("Transient", output, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", output, StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync() => await _org.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _tool.Dispose();
        await _org.DisposeAsync();
    }

    private string Settings(string secret) => _tool.Write("appsettings.json", new JsonObject
    {
        ["Connectors"] = new JsonObject
        {
            ["Systems"] = new JsonObject
            {
                ["salesforce"] = new JsonObject { ["LoginUrl"] = _org.Url.AbsoluteUri, ["ClientId"] = "emulator-client", ["ClientSecret"] = secret },
            },
        },
    }.ToJsonString());
}
