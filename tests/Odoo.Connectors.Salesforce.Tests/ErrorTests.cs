using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Salesforce.Tests;

public sealed class ErrorTests
{
    private const string Html = "<html>canary-words</html>";

    public static TheoryData<int, string, ErrorKind, string?> Refusals => new()
    {
        { 403, """[{"message":"TotalRequests Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]""", ErrorKind.RateLimited, null },
        { 403, """[{"message":"canary-words","errorCode":"INSUFFICIENT_ACCESS"}]""", ErrorKind.Permission, null },
        { 403, """[{"message":"canary-words","errorCode":"API_DISABLED_FOR_ORG"}]""", ErrorKind.Permission, null },
        { 400, Rig.Fixture("error_unable_to_lock_row"), ErrorKind.Transient, null },
        { 400, """[{"message":"canary-words","errorCode":"QUERY_TIMEOUT"}]""", ErrorKind.Transient, null },
        { 400, """[{"message":"No such column 'Foo__c' on entity 'Account'.","errorCode":"INVALID_FIELD"}]""", ErrorKind.Configuration, "Foo__c" },
        { 400, """[{"message":"canary-words","errorCode":"MALFORMED_QUERY"}]""", ErrorKind.Configuration, null },
        { 410, """[{"message":"canary-words","errorCode":"UNSUPPORTED_API_VERSION"}]""", ErrorKind.Configuration, "ApiVersion" },
        { 404, """[{"message":"canary-words","errorCode":"NOT_FOUND"}]""", ErrorKind.Configuration, "ApiVersion" },
        { 400, Rig.Fixture("error_malformed_id"), ErrorKind.Validation, "Id" },
        { 401, Rig.Fixture("error_invalid_session_id"), ErrorKind.Authentication, null },
        { 503, """[{"message":"canary-words","errorCode":"SERVER_UNAVAILABLE"}]""", ErrorKind.Transient, null },
        { 502, Html, ErrorKind.Transient, null },
        { 200, Html, ErrorKind.Protocol, null },
        { 200, """{"totalSize":1,"records":[{"Id":""", ErrorKind.Protocol, null },
        { 200, """{"totalSize":1,"records":[]}""", ErrorKind.Protocol, "records and done" },
        { 200, """{"done":false,"records":[],"nextRecordsUrl":"https://elsewhere.example/"}""", ErrorKind.Protocol, "nextRecordsUrl" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Read_Refused_HasItsKindAndKeepsTheServersWordsApart(int status, string body, ErrorKind kind, string? field)
    {
        await using Rig rig = Rig.Create(wrap: inner => new StubHandler(inner, request => request.Method == HttpMethod.Get
            ? StubHandler.Answer(status, body, body.StartsWith('<') ? "text/html" : "application/json")
            : null));

        var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => rig.PollAsync());

        Assert.Equal((kind, field), (e.Kind, e.Field));
        Assert.DoesNotContain("canary", e + rig.Logs.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EmulatorFault.DropReply)]
    [InlineData(EmulatorFault.ServerErrorPage)]
    [InlineData(EmulatorFault.Unavailable)]
    public async Task Read_TransientFaultTwice_IsTriedAgain(EmulatorFault fault)
    {
        await using Rig rig = Rig.Create();
        int left = 2;
        rig.Emulator.OnCall = call => call.Method == "GET" && left-- > 0 ? fault : EmulatorFault.None;

        Assert.NotNull(await rig.Adapter.IdentifyAsync(Rig.Token));
    }

    [Fact]
    public async Task Poll_UnknownConfiguredField_NamesIt()
    {
        await using Rig rig = Rig.Create(configure: o => o.OpportunityCustomFields.Add("Nowhere__c"));

        var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => rig.PollAsync());

        Assert.Equal((ErrorKind.Configuration, "Nowhere__c"), (e.Kind, e.Field));
    }

    [Fact]
    public async Task Read_OtherApiVersion_NamesTheOption()
    {
        await using Rig rig = Rig.Create(configure: o => o.ApiVersion = "v99.0");

        var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => rig.Adapter.IdentifyAsync(Rig.Token));

        Assert.Equal((ErrorKind.Configuration, "ApiVersion"), (e.Kind, e.Field));
    }
}
