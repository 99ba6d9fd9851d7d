using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Orm;

/// <summary>What indexes find is what reading every record would find.</summary>
public sealed class SearchTests
{
    /// <summary>A to E in the order in which they are made; B and C are contacts of A, and E has no reference.</summary>
    [Fact]
    public async Task Search_ByIdsReferencesAndParents_FindsThoseAlone()
    {
        await using var ledger = await Ledger.OpenAsync();
        var made = new Dictionary<string, long>();
        foreach (var (name, reference) in ((string, string)[])[("A", "R-1"), ("B", "R-2"), ("C", "R-1"), ("D", "R-3"), ("E", "")])
        {
            var parent = name is "B" or "C" ? $$""","parent_id":{{made["A"]}}""" : "";
            made[name] = await ledger.CreateAsync("res.partner", $$"""{"name":"Search {{name}}","ref":{{(reference.Length == 0 ? "false" : $"\"{reference}\"")}}{{parent}}}""");
        }

        foreach (var (domain, order, found) in ((string, string, string)[])
        [
            ("""["id","in",[{E},{A},{C}]]""", "id", "ACE"),
            ("""["id","in",[{E},{A},{C},{A}]]""", "id desc", "ECA"),
            ("""["id","=",{D}],["ref","=","R-1"]""", "id", ""),
            ("""["ref","=","R-1"],["id",">",{A}]""", "id", "C"),
            ("""["ref","in",["R-1","R-3"]]""", "name desc", "DCA"),
            ("""["ref","in",["R-3",false]],["name","=like","Search %"]""", "id", "DE"),
            (""" "|",["ref","=","R-2"],["parent_id","in",[{A}]]""", "id", "BC"),
            (""" "|",["ref","=","R-2"],["name","=","Search D"]""", "id", "BD"),
            (""" "!",["ref","=","R-1"],["name","=like","Search %"]""", "id", "BDE"),
            (""" "&",["id",">",{B}],["name","=like","Search %"]""", "id desc", "EDC"),
            (""" "|",["id",">",{C}],["ref","=","R-2"],["name","=like","Search %"]""", "id", "BDE"),
        ])
        {
            var filled = made.Aggregate(domain, (text, one) => text.Replace($"{{{one.Key}}}", $"{one.Value}", StringComparison.Ordinal));
            Assert.Equal((domain, found), (domain, await FoundAsync(filled, order)));
        }

        await ledger.CallAsync("res.partner", "write", $$"""[[{{made["D"]}}],{"ref":"R-1"}]""");
        await ledger.CallAsync("res.partner", "unlink", $"[[{made["C"]}]]");
        await ledger.RefusalAsync("res.partner", "write", $$"""[[{{made["A"]}}],{"ref":"R-3","parent_id":{{made["B"]}}}]""");
        Assert.Equal(("AD", ""), (await FoundAsync("""["ref","=","R-1"]""", "id"), await FoundAsync("""["ref","=","R-3"]""", "id")));

        async Task<string> FoundAsync(string domain, string order)
        {
            var ids = (JsonArray)(await ledger.CallAsync("res.partner", "search", $$"""[[{{domain}}],0,null,"{{order}}"]"""))!;
            return string.Concat(ids.Select(i => made.Single(m => m.Value == i!.GetValue<long>()).Key));
        }
    }

    [Fact]
    public async Task Search_FromAnIdOnWithALimit_GoesOnPageByPage()
    {
        await using var ledger = await Ledger.OpenAsync();
        var made = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            made.Add(await ledger.CreateAsync("res.partner", $$"""{"name":"Page {{i}}"}"""));
        }

        var pages = new List<string>();
        for (var after = made[0] - 1; (JsonArray)(await ledger.CallAsync("res.partner", "search", $"""[[["id",">",{after}]],0,2,"id"]"""))! is { Count: > 0 } page; after = page[^1]!.GetValue<long>())
        {
            pages.Add(string.Concat(page.Select(p => made.IndexOf(p!.GetValue<long>()))));
        }

        Assert.Equal(["01", "23", "4"], pages);
    }

    [Fact]
    public async Task ForgetCalls_ThenACall_KeepsItAloneAndCountsOn()
    {
        await using var ledger = await Ledger.OpenAsync();
        await ledger.CreateAsync("res.partner", """{"name":"First"}""");
        var last = ledger.Emulator.Calls[^1].Number;

        ledger.Emulator.ForgetCalls();
        Assert.Empty(ledger.Emulator.Calls);
        await ledger.CreateAsync("res.partner", """{"name":"Second"}""");

        Assert.Equal(last + 1, Assert.Single(ledger.Emulator.Calls).Number);
    }
}
