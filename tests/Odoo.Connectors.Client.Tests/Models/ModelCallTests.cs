using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests.Models;

/// <summary>Typed calls against recordings: the same request, but for <c>id</c> among the fields, and values as the recording shows them.</summary>
public sealed class ModelCallTests
{
    [Fact]
    public async Task ReadAsync_RecordedTypes_AreDecoded()
    {
        OdooReadResult<Partner> result = await ReplayAsync("orm-read.json", "read types: many2one, x2many, null as false, datetime, html",
            client => client.ReadAsync<Partner>([6, 7], cancellationToken: Rig.Token));

        Assert.Empty(result.MissingIds);
        Partner acme = result.Records[0], bolt = result.Records[1];
        Assert.Equal((6L, "Acme GmbH", "info@acme.example", "C-1001", "en_US"), (acme.Id, acme.Name, acme.Email, acme.Reference, acme.Lang));
        Assert.Equal(new OdooReference { Id = 57, Name = "Germany" }, acme.CountryId);
        Assert.Equal([8L], acme.ChildIds);
        Assert.Empty(acme.CategoryId);
        Assert.Equal((0.0m, 0.0m, true, 0), (acme.CreditLimit, acme.Credit, acme.Active, acme.Color));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 22, 57, 16, TimeSpan.Zero), acme.WriteDate);
        Assert.Equal("<p>hello <b>bold</b></p>", acme.Comment);
        Assert.Equal((null, null, null, null), (acme.ParentId, acme.CompanyId, acme.Vat, acme.Tz));
        Assert.Null(acme.Image);
        Assert.Equal("Bolt & Söhne \"Ünïcode\" 日本", bolt.Name);
        Assert.Equal((null, null, null), (bolt.Email, bolt.CountryId, bolt.Comment));
    }

    [Fact]
    public async Task SearchReadAsync_Recorded_SendsTheSameAndReadsTheRecords()
    {
        IReadOnlyList<PartnerName> records = await ReplayAsync("orm-read.json", "search_read", client => client.SearchReadAsync<PartnerName>(
            OdooDomain.Where("ref", "=like", "C-1%"), new OdooSearch { Order = "id", Limit = 10, Offset = 0 }, cancellationToken: Rig.Token));

        Assert.Equal(
            [new(6, "Acme GmbH", "C-1001", new OdooReference { Id = 57, Name = "Germany" }), new(7, "Bolt & Söhne \"Ünïcode\" 日本", "C-1002", null)], records);
    }

    [Fact]
    public async Task CreateAsync_RecordedInvoice_SendsTheSame()
    {
        long id = await ReplayAsync("multicurrency.json", "USD invoice in EUR company", client => client.CreateAsync(
            new Move.Values
            {
                MoveType = MoveType.OutInvoice, PartnerId = 1902, InvoiceDate = new DateOnly(2026, 1, 15), CurrencyId = 1, JournalId = 13,
                InvoiceLineIds = OdooCommands.Create(new Line.Values { Name = "l", Quantity = 1, PriceUnit = 110, TaxIds = OdooCommands.Set(9) }),
            },
            new OdooContext { AllowedCompanyIds = [5] },
            Rig.Token));

        Assert.Equal(87, id);
    }

    [Fact]
    public async Task CreateManyAsync_RecordedBatch_GivesTheIds() => Assert.Equal([11L, 12L], await ReplayAsync("orm-write.json", "create batch -> list",
        client => client.CreateManyAsync([new Partner.Values { Name = "Three" }, new Partner.Values { Name = "Four" }], cancellationToken: Rig.Token)));

    [Theory]
    [InlineData("o2m update (1) delete (2)")]
    [InlineData("m2m unlink (3) link (4) create (0)")]
    public async Task WriteAsync_RecordedCommands_SendTheSame(string name) => await ReplayAsync("orm-write.json", name, async client =>
    {
        Partner.Values values = name.StartsWith("o2m", StringComparison.Ordinal)
            ? new() { ChildIds = [OdooCommands.Update(20, new Partner.Values { Name = "kid1b" }), OdooCommands.Delete(21)] }
            : new() { CategoryId = [OdooCommands.Unlink(3), OdooCommands.Link(3), OdooCommands.Create(new PartnerTag.Values { Name = "T3" })] };
        await client.WriteAsync([9], values, cancellationToken: Rig.Token);
        return true;
    });

    [Fact]
    public async Task ReadAsync_RecordedMissingId_IsReported()
    {
        JsonObject exchange = Transcript.Get("orm-read.json", "read of a deleted/missing id: silently dropped");
        using Rig rig = new(request => Transcript.Reply(exchange, request));

        OdooReadResult<PartnerTag> result = await rig.Client.ReadAsync<PartnerTag>([6, 999999, 999999], cancellationToken: Rig.Token);

        Assert.Equal([6L], result.Records.Select(r => r.Id));
        Assert.Equal([999999L], result.MissingIds);
    }

    [Fact]
    public async Task NothingToDo_SendsNothing()
    {
        using Rig rig = new(request => Answer.Result(request, true));

        Assert.Empty((await rig.Client.ReadAsync<Partner>([], cancellationToken: Rig.Token)).Records);
        Assert.Empty(await rig.Client.CreateManyAsync<Partner>([], cancellationToken: Rig.Token));
        await rig.Client.WriteAsync([], new Partner.Values { Name = "x" }, cancellationToken: Rig.Token);

        Assert.Empty(rig.Handler.Requests);
    }

    [Fact]
    public async Task Answers_OfTheWrongShape_AreDoubtForWritesAndProtocolForReads()
    {
        using Rig rig = new(request => Answer.Result(request, new JsonObject { ["x"] = 1 }));
        Partner.Values values = new() { Name = "x" };

        Assert.Equal(ErrorKind.Unknown, (await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CreateAsync(values, cancellationToken: Rig.Token))).Kind);
        Assert.Equal(ErrorKind.Unknown, (await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CreateManyAsync([values, values], cancellationToken: Rig.Token))).Kind);
        Assert.Equal(ErrorKind.Unknown, (await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.WriteAsync([1], values, cancellationToken: Rig.Token))).Kind);
        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.SearchReadAsync<Partner>(OdooDomain.All, cancellationToken: Rig.Token))).Kind);
    }

    [Fact]
    public async Task CreateAsync_ListOfOneId_IsThatId()
    {
        using Rig rig = new(request => Answer.Result(request, new JsonArray(5)));

        Assert.Equal(5, await rig.Client.CreateAsync(new Partner.Values { Name = "x" }, cancellationToken: Rig.Token));
    }

    [Fact]
    public async Task CreateAsync_LostReply_IsSentOnce()
    {
        using Rig rig = new(_ => Answer.Html(System.Net.HttpStatusCode.BadGateway));

        OdooTransportException failure = await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CreateAsync(new Partner.Values { Name = "x" }, cancellationToken: Rig.Token));

        Assert.Equal(ErrorKind.Unknown, failure.Kind);
        Assert.Single(rig.Handler.Calls);
    }

    private static async Task<T> ReplayAsync<T>(string file, string name, Func<IOdooClient, Task<T>> call)
    {
        JsonObject exchange = Transcript.Get(file, name);
        using Rig rig = new(request => Transcript.Reply(exchange, request));
        T result = await call(rig.Client);
        JsonNode sent = Assert.Single(rig.Handler.Calls).Params.DeepClone();
        if (sent["args"]!.AsArray() is { Count: > 6 } args && args[6]!["fields"] is JsonArray fields)
        {
            Assert.Equal("id", fields[0]!.GetValue<string>());
            fields.RemoveAt(0);
        }

        TranscriptReplayTests.AssertSame(exchange["request"]!["body"]!["params"], sent);
        return result;
    }
}
