using System.Net;
using System.Text;
using System.Text.Json;

namespace Odoo.Connectors.Client.Tests;

/// <summary>A result is read before the end of the answer is known; what follows still decides.</summary>
public sealed class ResultInPlaceTests
{
    [Theory]
    [InlineData("""{"jsonrpc": "2.0", "id": ID, "result": [1, 2]}""")]
    [InlineData("""{"jsonrpc": "2.0", "id": ID, "result": [1, 2]   }  """)]
    [InlineData("""{"result": [1, 2], "id": ID, "jsonrpc": "2.0"}""")]
    [InlineData("""{"jsonrpc": "2.0", "result": [1, 2], "id": ID}""")]
    [InlineData("""{"jsonrpc": "2.0", "id": ID, "result": [1, 2], "more": {"a": 1}}""")]
    [InlineData("""{"jsonrpc": "2.0", "id": ID, "result": 0, "result": [1, 2]}""")]
    public async Task SearchAsync_WholeAnswerInAnyOrder_IsRead(string answer)
    {
        using var rig = JsonRpc(answer);

        Assert.Equal([1L, 2L], await rig.Client.SearchAsync("m", OdooDomain.All, cancellationToken: Rig.Token));
    }

    [Theory]
    [InlineData("""{"jsonrpc": "2.0", "id": ID, "result": [1, 2""")]
    [InlineData("""{"jsonrpc": "2.0", "id": ID, "result": [1, 2]""")]
    [InlineData("""{"jsonrpc": "2.0", "id": ID, "result": [1, 2],""")]
    [InlineData("""{"jsonrpc": "2.0", "id": ID, "result": [1, 2], "more": {"a": """)]
    [InlineData("""{"jsonrpc": "2.0", "id": ID, "result": [1, 2]} <html>""")]
    [InlineData("""{"jsonrpc": "2.0", "id": ID, "result": [1, 2]}}""")]
    [InlineData("""{"jsonrpc": "2.0", "id": ID, "result":""")]
    [InlineData("""{"jsonrpc": "2.0", "id": 1ID, "result": [1, 2]}""")]
    [InlineData("""{"jsonrpc": "2.0", "id": "ID", "result": [1, 2]}""")]
    [InlineData("""{"id": ID, "result": [1, 2]}""")]
    [InlineData("""{"jsonrpc": "2.0", "result": [1, 2], "id": 1ID}""")]
    [InlineData("""{"jsonrpc": "2.0", "id": ID, "result": [1, 2], "error": {}}""")]
    [InlineData("""{"jsonrpc": "2.0", "id": ID, "error": {}, "result": [1, 2]}""")]
    public async Task CallAsync_NoWholeAnswerToTheRequest_IsUnknownOnWritesAndProtocolOnReads(string answer)
    {
        using var rig = JsonRpc(answer);

        var write = await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CallAsync(Call(isRead: false), Rig.Token));
        var read = await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CallAsync(Call(isRead: true), Rig.Token));

        Assert.Equal((ErrorKind.Unknown, ErrorKind.Protocol), (write.Kind, read.Kind));
    }

    [Fact]
    public async Task CallAsync_ErrorAfterAResult_IsTheError()
    {
        using var rig = JsonRpc("""{"jsonrpc": "2.0", "id": ID, "result": 5, "error": {"code": 0, "message": "x", "data": {"name": "odoo.exceptions.UserError", "message": "no"}}}""");

        Assert.Equal("odoo.exceptions.UserError", (await Assert.ThrowsAsync<OdooServerException>(() => rig.Client.CallAsync(Call(isRead: false), Rig.Token))).ExceptionName);
    }

    [Theory]
    [InlineData("[1, 2", "application/json")]
    [InlineData("[1, 2] x", "application/json")]
    [InlineData("", "application/json")]
    [InlineData("[1, 2]]", "application/json")]
    [InlineData("[1, 2]", "text/html")]
    public async Task CallAsync_Json2AnswerThatIsNotOneValue_IsUnknownOnWritesAndProtocolOnReads(string answer, string type)
    {
        using var rig = Json2(answer, type);

        var write = await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CallAsync(Call(isRead: false), Rig.Token));
        var read = await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CallAsync(Call(isRead: true), Rig.Token));

        Assert.Equal((ErrorKind.Unknown, ErrorKind.Protocol), (write.Kind, read.Kind));
    }

    [Theory]
    [InlineData(OdooTransport.JsonRpc)]
    [InlineData(OdooTransport.Json2)]
    public async Task InvokeAsync_ReaderFails_IsItsOwnFailureAndItIsAskedOnce(OdooTransport transport)
    {
        using var rig = transport == OdooTransport.JsonRpc ? JsonRpc("""{"jsonrpc": "2.0", "id": ID, "result": [1, 2]}""") : Json2("[1, 2]", "application/json");
        var calls = 0;

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => rig.Client.InvokeAsync<int>(
            Call(isRead: true),
            (ref Utf8JsonReader _) =>
            {
                calls++;
                throw new InvalidTimeZoneException();
            },
            Rig.Token));

        Assert.Equal(1, calls);
    }

    [Theory]
    [InlineData(OdooTransport.JsonRpc)]
    [InlineData(OdooTransport.Json2)]
    public async Task InvokeAsync_ReaderStopsEarly_StillGivesWhatItRead(OdooTransport transport)
    {
        using var rig = transport == OdooTransport.JsonRpc ? JsonRpc("""{"jsonrpc": "2.0", "id": ID, "result": [1, 2]}""") : Json2("[1, 2]", "application/json");
        var calls = 0;

        Assert.Equal(1, await rig.Client.InvokeAsync(
            Call(isRead: true),
            (ref Utf8JsonReader reader) =>
            {
                calls++;
                reader.Read();
                return reader.GetInt64();
            },
            Rig.Token));
        Assert.Equal(1, calls);
    }

    private static OdooCall Call(bool isRead) => new() { Model = "m", Method = "x", IsRead = isRead };

    private static Rig JsonRpc(string answer) => new(request =>
        Text(answer.Replace("ID", request.Body["id"]!.ToString(), StringComparison.Ordinal), "application/json"));

    private static Rig Json2(string answer, string type) => new(_ => Text(answer, type), o => o.Transport = OdooTransport.Json2);

    private static HttpResponseMessage Text(string text, string type) => new(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, type) };
}
