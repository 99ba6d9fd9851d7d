namespace Odoo.Connectors.Client.Tests;

/// <summary>Recorded answers to requests that were made by hand, as answers to the client's own.</summary>
public sealed class TranscriptAnswerTests
{
    [Theory]
    [InlineData("errors.json", "jsonrpc invalid JSON", OdooTransport.JsonRpc, ErrorKind.Protocol, null)]
    [InlineData("errors.json", "jsonrpc wrong content-type", OdooTransport.JsonRpc, ErrorKind.Protocol, null)]
    [InlineData("extra/errors.json", "jsonrpc GET", OdooTransport.JsonRpc, ErrorKind.Protocol, null)]
    [InlineData("extra/errors.json", "jsonrpc unknown service", OdooTransport.JsonRpc, ErrorKind.Validation, "builtins.KeyError")]
    [InlineData("extra/errors.json", "jsonrpc missing params.args", OdooTransport.JsonRpc, ErrorKind.Validation, "builtins.TypeError")]
    [InlineData("errors.json", "web session call without login -> session expired", OdooTransport.JsonRpc, ErrorKind.Authentication, "odoo.http.SessionExpiredException")]
    [InlineData("extra/errors.json", "web unknown json route", OdooTransport.JsonRpc, ErrorKind.Configuration, null)]
    [InlineData("extra/errors.json", "web unknown json route", OdooTransport.Json2, ErrorKind.Configuration, null)]
    [InlineData("errors.json", "json2 wrong content-type", OdooTransport.Json2, ErrorKind.Protocol, null)]
    [InlineData("errors.json", "json2 invalid JSON", OdooTransport.Json2, ErrorKind.Validation, "werkzeug.exceptions.BadRequest")]
    [InlineData("extra/errors.json", "json2 missing method", OdooTransport.Json2, ErrorKind.Validation, "werkzeug.exceptions.NotFound")]
    [InlineData("extra/errors.json", "ids to a model method (json2)", OdooTransport.Json2, ErrorKind.Validation, "werkzeug.exceptions.UnprocessableEntity")]
    [InlineData("auth.json", "json2 no Authorization", OdooTransport.Json2, ErrorKind.Authentication, "werkzeug.exceptions.Unauthorized")]
    [InlineData("multi-database.json", "session cookie without bearer (json2)", OdooTransport.Json2, ErrorKind.Authentication, "werkzeug.exceptions.Unauthorized")]
    [InlineData("multi-database.json", "session cookie of one database and X-Odoo-Database of another", OdooTransport.Json2, ErrorKind.Permission, null)]
    public async Task CreateAsync_RecordedAnswer_HasTheKindOfItsMeaning(string file, string name, OdooTransport transport, ErrorKind kind, string? exception)
    {
        var exchange = Transcript.Get(file, name);
        using var rig = new Rig(request => Transcript.Reply(exchange, request), o => o.Transport = transport);

        var e = await Assert.ThrowsAnyAsync<OdooException>(rig.CreateAsync);

        Assert.Equal((kind, exception), (e.Kind, (e as OdooServerException)?.ExceptionName));
        Assert.Equal(exception is null, e is OdooTransportException);
    }
}
