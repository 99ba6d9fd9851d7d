using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests;

/// <summary>The typed methods against recordings: the same arguments, and values as the recording shows them.</summary>
public sealed class TypedReplayTests
{
    [Fact]
    public async Task VersionAsync_Recorded_IsRead()
    {
        var exchange = Transcript.Get("auth.json", "common.version");
        using var rig = new Rig(request => Transcript.Reply(exchange, request));

        var version = await rig.Client.VersionAsync(Rig.Token);

        Assert.Equal(("19.0", "19.0", 19), (version.ServerVersion, version.Series, version.Major));
        var sent = Assert.Single(rig.Handler.Requests);
        TranscriptReplayTests.AssertSame(exchange["request"]!["body"]!["params"], sent.Params);
        Assert.Equal("http://odoo.test/jsonrpc", sent.Http.RequestUri!.ToString());
        Assert.Equal("application/json", sent.Http.Content!.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task AuthenticateAsync_Recorded_SendsTheLoginAndGivesTheUid()
    {
        var exchange = Transcript.Get("auth.json", "common.authenticate ok");
        using var rig = new Rig(request => Transcript.Reply(exchange, request), login: false);

        Assert.Equal(2, await rig.Client.AuthenticateAsync(Rig.Token));
        TranscriptReplayTests.AssertSame(exchange["request"]!["body"]!["params"], Assert.Single(rig.Handler.Requests).Params);
    }

    [Fact]
    public async Task AuthenticateAsync_WrongPasswordRecorded_IsAuthentication()
    {
        var exchange = Transcript.Get("auth.json", "common.authenticate wrong password -> false");
        using var rig = new Rig(request => Transcript.Reply(exchange, request), login: false);

        var refusal = await Assert.ThrowsAsync<OdooServerException>(() => rig.Client.AuthenticateAsync(Rig.Token));

        Assert.Equal(ErrorKind.Authentication, refusal.Kind);
    }

    [Fact]
    public async Task AuthenticateAsync_WrongDatabaseRecorded_IsConfiguration()
    {
        var exchange = Transcript.Get("auth.json", "common.authenticate wrong database");
        using var rig = new Rig(request => Transcript.Reply(exchange, request), login: false);

        var refusal = await Assert.ThrowsAsync<OdooServerException>(() => rig.Client.AuthenticateAsync(Rig.Token));

        Assert.Equal(ErrorKind.Configuration, refusal.Kind);
        Assert.DoesNotContain("nodb", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SearchAsync_Recorded_SendsTheSame()
    {
        var ids = await ReplayAsync("orm-read.json", "search", client => client.SearchAsync(
            "res.partner", OdooDomain.Where("is_company", "=", true), new OdooSearch { Order = "name desc", Limit = 2 }, cancellationToken: Rig.Token));

        Assert.Equal([1L, 7L], ids);
    }

    [Fact]
    public async Task SearchReadAsync_Recorded_SendsTheSameAndReadsTheRecords()
    {
        var records = await ReplayAsync("orm-read.json", "search_read", client => client.SearchReadAsync(
            "res.partner", OdooDomain.Where("ref", "=like", "C-1%"), ["name", "ref", "country_id"],
            new OdooSearch { Order = "id", Limit = 10, Offset = 0 }, cancellationToken: Rig.Token));

        Assert.Equal([6L, 7L], records.Select(r => r.Id));
        Assert.Equal(new OdooReference { Id = 57, Name = "Germany" }, records[0].GetReference("country_id"));
        Assert.Equal("Bolt & Söhne \"Ünïcode\" 日本", records[1].GetString("name"));
        Assert.Null(records[1].GetReference("country_id"));
    }

    [Fact]
    public async Task ReadAsync_RecordedTypes_AreDecoded()
    {
        var result = await ReplayAsync("orm-read.json", "read types: many2one, x2many, null as false, datetime, html", client => client.ReadAsync(
            "res.partner", [6, 7],
            ["name", "parent_id", "category_id", "child_ids", "email", "country_id", "credit_limit", "active", "write_date", "comment",
                "company_id", "vat", "image_128", "ref", "lang", "tz", "credit", "color"],
            cancellationToken: Rig.Token));

        Assert.Empty(result.MissingIds);
        var acme = result.Records[0];
        Assert.Equal("Acme GmbH", acme.GetString("name"));
        Assert.Null(acme.GetReference("parent_id"));
        Assert.Empty(acme.GetIds("category_id"));
        Assert.Equal([8L], acme.GetIds("child_ids"));
        Assert.Equal(0.0m, acme.GetDecimal("credit_limit"));
        Assert.True(acme.GetBoolean("active"));
        Assert.Null(acme.GetString("vat"));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 22, 57, 16, TimeSpan.Zero), acme.GetDateTime("write_date"));
    }

    [Fact]
    public async Task ReadAsync_RecordedMissingId_IsReported()
    {
        // Recorded with the fields by position; the answer is what matters here.
        var exchange = Transcript.Get("orm-read.json", "read of a deleted/missing id: silently dropped");
        using var rig = new Rig(request => Transcript.Reply(exchange, request));

        var result = await rig.Client.ReadAsync("res.partner", [6, 999999, 999999], ["name"], cancellationToken: Rig.Token);

        Assert.Equal([6L], result.Records.Select(r => r.Id));
        Assert.Equal([999999L], result.MissingIds);
    }

    [Fact]
    public async Task CreateAsync_Recorded_GivesTheId() => Assert.Equal(9, await ReplayAsync("orm-write.json", "create dict -> int",
        client => client.CreateAsync("res.partner", new JsonObject { ["name"] = "One" }, cancellationToken: Rig.Token)));

    [Fact]
    public async Task CreateManyAsync_Recorded_GivesTheIds() => Assert.Equal([11L, 12L], await ReplayAsync("orm-write.json", "create batch -> list",
        client => client.CreateManyAsync("res.partner", [new JsonObject { ["name"] = "Three" }, new JsonObject { ["name"] = "Four" }], cancellationToken: Rig.Token)));

    [Fact]
    public async Task WriteAsync_RecordedNull_SendsTheSame() => await ReplayAsync("orm-write.json", "write null clears like false", async client =>
    {
        await client.WriteAsync("res.partner", [9], new JsonObject { ["ref"] = null }, cancellationToken: Rig.Token);
        return true;
    });

    [Fact]
    public async Task UnlinkAsync_RecordedTwice_IsNotFound()
    {
        var refusal = await Assert.ThrowsAsync<OdooServerException>(() => ReplayAsync("orm-write.json", "unlink again", async client =>
        {
            await client.UnlinkAsync("res.partner", [11, 12], cancellationToken: Rig.Token);
            return true;
        }));

        Assert.Equal((ErrorKind.NotFound, "odoo.exceptions.MissingError"), (refusal.Kind, refusal.ExceptionName));
    }

    [Fact]
    public async Task SearchReadAsync_RecordedContext_IsSentAsList()
    {
        var exchange = Transcript.Get("multicompany.json", "allowed_company_ids not allowed for the user");
        using var rig = new Rig(request => Transcript.Reply(exchange, request));

        var refusal = await Assert.ThrowsAsync<OdooServerException>(() => rig.Client.SearchCountAsync(
            "res.partner", OdooDomain.All, new OdooContext { AllowedCompanyIds = [999] }, Rig.Token));

        Assert.Equal(ErrorKind.Permission, refusal.Kind);
        TranscriptReplayTests.AssertSame(exchange["request"]!["body"]!["params"], Assert.Single(rig.Handler.Calls).Params);
    }

    [Fact]
    public async Task CallAsync_RecordMethodRecordedNone_IsNullAndSuccess()
    {
        var result = await ReplayAsync("orm-read.json", "action_unarchive: method returning None/True", client => client.CallAsync(
            new OdooCall { Model = "res.partner", Method = "action_unarchive", Ids = [7] }, Rig.Token));

        Assert.Null(result);
    }

    internal static async Task<T> ReplayAsync<T>(string file, string name, Func<IOdooClient, Task<T>> call)
    {
        var exchange = Transcript.Get(file, name);
        using var rig = new Rig(request => Transcript.Reply(exchange, request));
        try
        {
            return await call(rig.Client);
        }
        finally
        {
            TranscriptReplayTests.AssertSame(exchange["request"]!["body"]!["params"], Assert.Single(rig.Handler.Calls).Params);
        }
    }
}
