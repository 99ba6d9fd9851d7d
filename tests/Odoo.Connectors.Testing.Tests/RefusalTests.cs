using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>
/// What only a real Odoo has is refused in words that no Odoo uses; what Odoo has not either is refused in Odoo's own, recorded words (errors).
/// </summary>
public sealed class RefusalTests
{
    public static TheoryData<string, string, string, string?, string> Calls => new()
    {
        { "resource.calendar", "search", "[[]]", "the model resource.calendar", "" },
        { "no.such.model", "search", "[[]]", null, "Object no.such.model doesn't exist" },
        { "account.move", "action_send_and_print", "[[1]]", "the method account.move.action_send_and_print", "" },
        { "res.partner", "onchange", "[[1],{},[],{}]", "the method res.partner.onchange", "" },
        { "res.partner", "no_such_method", "[[1]]", null, "The method 'res.partner.no_such_method' does not exist" },
        { "res.partner", "read", """[[1],["peppol_endpoint"]]""", "the field peppol_endpoint of res.partner", "" },
        { "res.partner", "read", """[[1],["nosuch"]]""", null, "Invalid field 'nosuch' on 'res.partner'" },
        { "res.partner", "create", """[{"name":"x","peppol_endpoint":"1"}]""", "the field peppol_endpoint of res.partner", "" },
        { "res.partner", "create", """[{"name":"x","nosuch":"1"}]""", null, "Invalid field 'nosuch' in 'res.partner'" },
        { "res.partner", "write", """[[1],{"peppol_endpoint":"1"}]""", "the field peppol_endpoint of res.partner", "" },
        { "res.partner", "write", """[[1],{"nosuch":"1"}]""", null, "nosuch" },
        { "res.partner", "search", """[[["peppol_endpoint","=","1"]]]""", "the field peppol_endpoint of res.partner", "" },
        { "res.partner", "search", """[[["nosuch","=","1"]]]""", null, "Invalid field res.partner.nosuch in condition ('nosuch', '=', '1')" },
        { "res.partner", "load", """[["id","peppol_endpoint"],[["a.b","1"]]]""", "the field peppol_endpoint of res.partner", "" },
        { "res.partner", "load", """[["id","nosuch"],[["a.b","1"]]]""", null, "Invalid field name 'nosuch'" },
        { "res.partner", "formatted_read_group", """[[],["peppol_endpoint"],["__count"]]""", "the field peppol_endpoint of res.partner", "" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_OfWhatIsNotThere_IsRefusedInTheRightWords(string model, string method, string arguments, string? unknown, string odooSays)
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);

        var error = (await world.Wire.CallAsync("admin", model, method, JsonNode.Parse(arguments)!.AsArray()))["error"]!;

        var expected = unknown is null ? odooSays : $"The emulator does not know {unknown}. A real Odoo 19 does; docs/testing/emulator.md lists what is emulated.";
        Assert.Equal(expected, error["message"]!.GetValue<string>());
        Assert.Equal(unknown is not null, error["name"]!.GetValue<string>() == "builtins.NotImplementedError");
    }

    [Fact]
    public async Task Run_OfAServerActionInPython_IsRefusedRatherThanSkipped()
    {
        await using var ledger = await Ledger.OpenAsync();
        var model = await ledger.IdAsync("base", "model_res_partner");
        var action = await ledger.CreateAsync("ir.actions.server", $$"""{"name":"a","model_id":{{model}},"state":"code","code":"action = 1"}""");

        Assert.StartsWith("The emulator does not know server actions in Python.", await ledger.RefusalAsync("ir.actions.server", "run", $"[[{action}]]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json2_OfWhatIsNotEmulated_Is500WithTheSameWords()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);

        using var response = await world.Wire.PostJson2Async("admin", "/json/2/resource.calendar/search", """{"domain":[]}""");

        Assert.Equal(500, (int)response.StatusCode);
        Assert.Contains("does not know the model resource.calendar", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
