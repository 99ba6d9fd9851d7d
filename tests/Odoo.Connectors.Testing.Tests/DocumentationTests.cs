using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>/doc-bearer: the names of methods' arguments, as a client needs them for JSON-2.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public async Task Model_Document_NamesFieldsAndArgumentsAsRecorded()
    {
        await using var world = await EmulatorClient.StartAsync(socket: true);
        var recorded = ContractFiles.Read("account-move-document.json");

        using var response = await GetAsync(world, "account.move", world.Emulator.AdminApiKey);

        Assert.Equal(200, (int)response.StatusCode);
        var document = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
        Assert.Equal(recorded.AsObject().Select(p => p.Key), document.Select(p => p.Key));
        Assert.Equal("Journal Entry", document["name"]!.GetValue<string>());
        // Copying a document is not emulated.
        foreach (var (name, method) in recorded["methods"]!.AsObject().Where(m => m.Key != "copy"))
        {
            var actual = document["methods"]![name]!;
            Assert.Equal(method!["api"]?.AsArray()[0]!.GetValue<string>(), actual["api"]?.AsArray()[0]!.GetValue<string>());
            var names = method["parameters"]!.AsObject().Select(p => p.Key).ToList();
            var ours = actual["parameters"]!.AsObject();
            Assert.Equal(names.Where(ours.ContainsKey), ours.Select(p => p.Key));
            Assert.True(ours.Count == names.Count || name == "message_post", name);
            foreach (var (parameter, description) in ours)
            {
                var wanted = method["parameters"]![parameter]!;
                Assert.Equal(wanted["kind"]?.GetValue<string>(), description!["kind"]?.GetValue<string>());
                Assert.Equal(wanted.AsObject().ContainsKey("default"), description.AsObject().ContainsKey("default"));
            }
        }

        foreach (var (name, field) in recorded["fields"]!.AsObject())
        {
            foreach (var key in (string[])["name", "type", "string", "readonly", "relation", "selection", "store"])
            {
                Assert.True(JsonNode.DeepEquals(field![key], document["fields"]![name]![key]), $"{name}.{key}");
            }
        }
    }

    [Fact]
    public async Task Document_AskedAgainWithItsTag_IsNotSentAgain()
    {
        await using var world = await EmulatorClient.StartAsync(socket: true);
        using var first = await GetAsync(world, "res.partner", world.Emulator.AdminApiKey);
        var tag = Assert.Single(first.Headers.NonValidated["ETag"]);

        using var second = await GetAsync(world, "res.partner", world.Emulator.AdminApiKey, ("If-None-Match", tag));
        using var forced = await GetAsync(world, "res.partner", world.Emulator.AdminApiKey, ("If-None-Match", tag), ("Cache-Control", "no-cache"));
        world.Emulator.DeclareField("res.partner", "x_billing_id");
        using var changed = await GetAsync(world, "res.partner", world.Emulator.AdminApiKey, ("If-None-Match", tag));

        Assert.Equal(304, (int)second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(200, (int)forced.StatusCode);
        Assert.Equal(200, (int)changed.StatusCode);
        Assert.NotEqual(tag, Assert.Single(changed.Headers.NonValidated["ETag"]));
    }

    [Fact]
    public async Task Document_WithoutTheGroup_IsForbidden()
    {
        await using var world = await EmulatorClient.StartAsync(socket: true);
        using var refused = await GetAsync(world, "res.partner", world.Emulator.IntegrationApiKey);
        using var nobody = await GetAsync(world, "res.partner", "ffffffffffffffffffffffffffffffffffffffff");
        var group = (await world.CallAsync("ir.model.data", "check_object_reference", ["api_doc", "group_allow_doc"]))![1]!.GetValue<long>();
        var user = await world.Wire.UidAsync("integration");
        await world.Wire.CallAsync("admin", "res.users", "write", [new JsonArray(user), new JsonObject { ["group_ids"] = new JsonArray(new JsonArray(4, group)) }]);

        using var allowed = await GetAsync(world, "res.partner", world.Emulator.IntegrationApiKey);

        Assert.Equal(403, (int)refused.StatusCode);
        Assert.Equal(401, (int)nobody.StatusCode);
        Assert.Equal("Bearer", nobody.Headers.WwwAuthenticate.ToString());
        Assert.Equal(200, (int)allowed.StatusCode);
    }

    [Fact]
    public async Task Index_OfAllModels_NamesModelsFieldsAndMethods()
    {
        await using var world = await EmulatorClient.StartAsync(socket: true);

        using var response = await GetAsync(world, "index", world.Emulator.AdminApiKey);
        using var unknown = await GetAsync(world, "no.such.model", world.Emulator.AdminApiKey);

        var partner = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["models"]!.AsArray().Single(m => m!["model"]!.GetValue<string>() == "res.partner")!;
        Assert.Equal("Tax ID", partner["fields"]!["vat"]!["string"]!.GetValue<string>());
        Assert.Contains("search_read", partner["methods"]!.AsArray().Select(m => m!.GetValue<string>()));
        Assert.Equal(404, (int)unknown.StatusCode);
    }

    private static Task<HttpResponseMessage> GetAsync(EmulatorClient world, string page, string key, params (string Name, string Value)[] more)
    {
        var headers = more.ToDictionary(h => h.Name, h => h.Value);
        headers["Authorization"] = $"Bearer {key}";
        headers["X-Odoo-Database"] = world.Emulator.Database;
        return world.Wire.SendAsync("GET", $"/doc-bearer/{page}.json", null, headers);
    }
}
