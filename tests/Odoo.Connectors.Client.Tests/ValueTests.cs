using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests;

/// <summary>Arguments, values and context on the wire.</summary>
public sealed class ValueTests
{
    [Fact]
    public async Task CreateAsync_DatesAndNumbers_AreWrittenAsOdooWants()
    {
        var sent = await SendAsync(new JsonObject
        {
            ["moment"] = new DateTimeOffset(2026, 3, 1, 10, 20, 30, 999, TimeSpan.FromHours(-5)),
            ["utc"] = new DateTime(2026, 3, 1, 10, 20, 30, DateTimeKind.Utc),
            ["date"] = OdooFormat.Date(new DateOnly(2026, 3, 1)),
            ["amount"] = 1234567890123.12m,
            ["text"] = "2026-03-01T10:20:30Z",
            ["parsed"] = JsonNode.Parse("\"2026-03-01T10:20:30Z\""),
            ["lines"] = new JsonArray(new JsonArray(0, 0, new JsonObject { ["at"] = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) })),
            ["flag"] = true,
            ["none"] = null,
        });

        Assert.Equal(
            """{"moment":"2026-03-01 15:20:30","utc":"2026-03-01 10:20:30","date":"2026-03-01","amount":1234567890123.12,"text":"2026-03-01T10:20:30Z","parsed":"2026-03-01T10:20:30Z","lines":[[0,0,{"at":"2026-01-01 00:00:00"}]],"flag":true,"none":null}""",
            sent);
    }

    [Fact]
    public async Task CreateAsync_TimeWithoutZone_IsRefusedBeforeSending()
    {
        using var rig = new Rig(request => Answer.Result(request, 1));

        await Assert.ThrowsAsync<ArgumentException>(() => rig.Client.CreateAsync("m",
            new JsonObject { ["at"] = new DateTime(2026, 3, 1, 10, 20, 30, DateTimeKind.Unspecified) }, cancellationToken: Rig.Token));

        Assert.Empty(rig.Handler.Calls);
    }

    [Fact]
    public async Task CallAsync_DefaultAndOwnContext_AreMergedKeyByKey()
    {
        using var rig = new Rig(request => Answer.Result(request, true), options =>
        {
            options.AllowedCompanyIds.Add(5);
            options.Language = "en_US";
        });

        await rig.Client.CallAsync(new OdooCall { Model = "m", Method = "x" }, Rig.Token);
        await rig.Client.CallAsync(
            new OdooCall
            {
                Model = "m", Method = "x", Ids = [1], Arguments = [2], Keywords = new JsonObject { ["k"] = 3 },
                Context = new OdooContext { Language = "de_DE", ActiveTest = false, TimeZone = "UTC", Other = new JsonObject { ["active_ids"] = new JsonArray(1) } },
            },
            Rig.Token);

        Assert.Equal("""{"context":{"allowed_company_ids":[5],"lang":"en_US"}}""", rig.Handler.Calls[0].Args[6]!.ToJsonString());
        Assert.Equal("[[1],2]", rig.Handler.Calls[1].Args[5]!.ToJsonString());
        Assert.Equal(
            """{"k":3,"context":{"allowed_company_ids":[5],"lang":"de_DE","tz":"UTC","active_test":false,"active_ids":[1]}}""",
            rig.Handler.Calls[1].Args[6]!.ToJsonString());
    }

    [Fact]
    public async Task CallAsync_EmptyCompaniesOrContextAsKeyword_IsRefused()
    {
        using var rig = new Rig(request => Answer.Result(request, true));

        await Assert.ThrowsAsync<ArgumentException>(() => rig.Client.CallAsync(
            new OdooCall { Model = "m", Method = "x", Context = new OdooContext { AllowedCompanyIds = [] } }, Rig.Token));
        await Assert.ThrowsAsync<ArgumentException>(() => rig.Client.CallAsync(
            new OdooCall { Model = "m", Method = "x", Keywords = new JsonObject { ["context"] = new JsonObject() } }, Rig.Token));

        Assert.Empty(rig.Handler.Requests);
    }

    [Fact]
    public async Task NothingToDo_EmptyLists_SendNothing()
    {
        using var rig = new Rig(request => Answer.Result(request, true));

        await rig.Client.WriteAsync("m", [], new JsonObject { ["a"] = 1 }, cancellationToken: Rig.Token);
        await rig.Client.UnlinkAsync("m", [], cancellationToken: Rig.Token);
        Assert.Empty((await rig.Client.ReadAsync("m", [], ["name"], cancellationToken: Rig.Token)).Records);
        Assert.Empty(await rig.Client.CreateManyAsync("m", [], cancellationToken: Rig.Token));
        Assert.True((await rig.Client.LoadAsync("m", ["id"], [], cancellationToken: Rig.Token)).Succeeded);

        Assert.Empty(rig.Handler.Requests);
    }

    private static async Task<string> SendAsync(JsonObject values)
    {
        using var rig = new Rig(request => Answer.Result(request, 1));
        await rig.Client.CreateAsync("m", values, cancellationToken: Rig.Token);
        return Assert.Single(rig.Handler.Calls).Args[5]![0]!.ToJsonString();
    }
}
