using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>Rights by group. What the least-privilege user may not do, and how Odoo says so, is recorded (least-privilege).</summary>
public sealed class AccessTests
{
    private const string NotAllowed = "\n\nThis operation is allowed for the following groups:\n";
    private const string Contact = "\nContact your administrator to request access if necessary.";

    public static TheoryData<string, string, string, string> Refused => new()
    {
        { "ir.model.data", "create", """[{"module":"bill","name":"lp_x","model":"res.partner","res_id":1}]""", $"You are not allowed to create 'Model Data' (ir.model.data) records.{NotAllowed}\t- Access Rights\n{Contact}" },
        { "ir.model.data", "search_read", """[[["module","=","bill"]],["res_id"]]""", $"You are not allowed to access 'Model Data' (ir.model.data) records.{NotAllowed}\t- Access Rights\n{Contact}" },
        { "account.tax", "create", """[{"name":"LP tax","amount":3}]""", $"You are not allowed to create 'Tax' (account.tax) records.{NotAllowed}\t- Accounting/Administrator\n{Contact}" },
        { "res.currency.rate", "create", """[{"name":"2026-04-01","currency_id":1,"rate":1.2}]""", $"You are not allowed to create 'Currency Rate' (res.currency.rate) records.{NotAllowed}\t- Accounting/Administrator\n\t- Role / Administrator\n{Contact}" },
        { "ir.cron", "search", "[[]]", $"You are not allowed to access 'Scheduled Actions' (ir.cron) records.{NotAllowed}\t- Role / Administrator\n{Contact}" },
        { "res.users", "create", """[{"name":"x","login":"x"}]""", $"You are not allowed to create 'User' (res.users) records.{NotAllowed}\t- Access Rights\n{Contact}" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task LeastPrivilege_OutsideItsGroups_IsRefusedAsRecorded(string model, string method, string arguments, string message)
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);

        var answer = await world.Wire.CallAsync("integration", model, method, JsonNode.Parse(arguments)!.AsArray());

        Assert.Equal(("odoo.exceptions.AccessError", message), (answer["error"]!["name"]!.GetValue<string>(), answer["error"]!["message"]!.GetValue<string>()));
    }

    [Fact]
    public async Task CompanyWrite_ByLeastPrivilege_IsRefusedAsRecorded()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);

        var answer = await world.Wire.CallAsync("integration", "res.company", "write", [new JsonArray(world.Emulator.CompanyId), new JsonObject { ["fiscalyear_lock_date"] = "2026-01-01" }]);

        Assert.Equal($"You are not allowed to modify 'Companies' (res.company) records.{NotAllowed}\t- Access Rights\n{Contact}", answer["error"]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task User_MadeByTheAdministrator_WorksAsFarAsHisGroupsGo()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);
        var login = "sales@example.com";
        var user = await MakeAsync(world, login, "base.group_user", "sales_team.group_sale_salesman");

        Assert.True((await AsAsync(world, login, "crm.lead", "create", [new JsonObject { ["name"] = "Lead" }])).ContainsKey("result"));
        Assert.Equal("odoo.exceptions.AccessError", NameOf(await AsAsync(world, login, "account.move", "search", [new JsonArray()])));
        Assert.False(await HasAccessAsync(world, login, "account.move", "read"));
        Assert.True(await HasAccessAsync(world, login, "crm.lead", "create"));
        Assert.False(await HasAccessAsync(world, login, "crm.lead", "unlink"));

        var group = await GroupAsync(world, "account.group_account_invoice");
        await world.Wire.CallAsync("admin", "res.users", "write", [new JsonArray(user), new JsonObject { ["group_ids"] = new JsonArray(new JsonArray(4, group)) }]);

        Assert.True((await AsAsync(world, login, "account.move", "search", [new JsonArray()])).ContainsKey("result"));
        Assert.True(await HasAccessAsync(world, login, "account.move", "read"));
    }

    [Fact]
    public async Task Groups_OfAUser_AreThoseGivenAndThoseImplied()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);
        var user = await MakeAsync(world, "lead@example.com", "sales_team.group_sale_manager");

        var read = (await world.Wire.CallAsync("admin", "res.users", "read", [new JsonArray(user), new JsonArray("group_ids", "all_group_ids", "password", "partner_id")]))["result"]![0]!;
        long[] all = [.. await Task.WhenAll(((string[])["sales_team.group_sale_manager", "sales_team.group_sale_salesman_all_leads", "sales_team.group_sale_salesman", "base.group_user"]).Select(g => GroupAsync(world, g)))];

        Assert.Single(read["group_ids"]!.AsArray());
        Assert.Equal(all.Order(), read["all_group_ids"]!.AsArray().Select(g => g!.GetValue<long>()).Order());
        Assert.Equal("", read["password"]!.GetValue<string>());
        Assert.Equal("lead@example.com", read["partner_id"]![1]!.GetValue<string>());
        Assert.True(await HasGroupAsync(world, user, "base.group_user"));
        Assert.False(await HasGroupAsync(world, user, "base.group_system"));
    }

    [Fact]
    public async Task Users_OfTheOptions_CanLogInAndAreInTheirCompanies()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false, new OdooEmulatorOptions
        {
            Users = { new OdooEmulatorUser { Login = "us@example.com", Password = "us-1", Companies = ["My Company"], Groups = ["account.group_account_invoice"] } },
        });

        var seen = await AsAsync(world, "us@example.com", "res.company", "search_read", [new JsonArray(), new JsonArray("name")], "us-1");
        var foreign = await AsAsync(world, "us@example.com", "res.partner", "search_count", [new JsonArray()], "us-1", world.Context);

        Assert.Equal("My Company", Assert.Single(seen["result"]!.AsArray())!["name"]!.GetValue<string>());
        Assert.Equal("Access to unauthorized or invalid companies.", foreign["error"]!["message"]!.GetValue<string>());
    }

    [Fact]
    public void Users_WithAnUnknownGroupOrCompany_NameTheKnownOnes()
    {
        var group = Assert.Throws<ArgumentException>(() => new OdooEmulator(new OdooEmulatorOptions { Users = { new OdooEmulatorUser { Login = "x", Password = "x", Groups = ["stock.group_stock_user"] } } }));
        var company = Assert.Throws<ArgumentException>(() => new OdooEmulator(new OdooEmulatorOptions { Users = { new OdooEmulatorUser { Login = "x", Password = "x", Companies = ["Nowhere"] } } }));

        Assert.Contains("sales_team.group_sale_manager", group.Message, StringComparison.Ordinal);
        Assert.Contains("'Nowhere'", company.Message, StringComparison.Ordinal);
    }

    private static string? NameOf(JsonObject answer) => answer["error"]?["name"]?.GetValue<string>();

    private static async Task<long> GroupAsync(EmulatorClient world, string externalId) =>
        (await world.Wire.CallAsync("admin", "ir.model.data", "check_object_reference", [.. externalId.Split('.').Select(p => (JsonNode)p)]))["result"]![1]!.GetValue<long>();

    private static async Task<long> MakeAsync(EmulatorClient world, string login, params string[] groups)
    {
        var ids = new JsonArray();
        foreach (var group in groups)
        {
            ids.Add(await GroupAsync(world, group));
        }

        var vals = new JsonObject
        {
            ["name"] = login, ["login"] = login, ["password"] = "secret-1", ["company_id"] = world.Emulator.CompanyId,
            ["company_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray(world.Emulator.CompanyId))), ["group_ids"] = new JsonArray(new JsonArray(6, 0, ids)),
        };
        return (await world.Wire.CallAsync("admin", "res.users", "create", [vals]))["result"]!.GetValue<long>();
    }

    private static async Task<JsonObject> AsAsync(EmulatorClient world, string login, string model, string method, JsonArray positional, string password = "secret-1", JsonObject? context = null)
    {
        var uid = (await world.Wire.JsonRpcAsync("common", "authenticate", [world.Emulator.Database, login, password, new JsonObject()]))["result"]!.GetValue<long>();
        return await world.Wire.JsonRpcAsync("object", "execute_kw", [world.Emulator.Database, uid, password, model, method, positional, new JsonObject { ["context"] = context ?? [] }]);
    }

    private static async Task<bool> HasAccessAsync(EmulatorClient world, string login, string model, string operation) =>
        (await AsAsync(world, login, model, "has_access", [new JsonArray(), operation]))["result"]!.GetValue<bool>();

    private static async Task<bool> HasGroupAsync(EmulatorClient world, long user, string group) =>
        (await world.Wire.CallAsync("admin", "res.users", "has_group", [new JsonArray(user), group]))["result"]!.GetValue<bool>();
}
