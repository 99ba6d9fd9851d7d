using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

/// <summary>Many records, written by batches and read by each way there is. EMULATOR_RECORDS names another number, such as 100000.</summary>
public sealed class ScaleTests
{
    private static readonly int Records = int.Parse(Environment.GetEnvironmentVariable("EMULATOR_RECORDS") ?? "1500", CultureInfo.InvariantCulture);

    [Fact]
    public async Task HubSpot_ManyCompanies_AreReadOnceEach()
    {
        await using var portal = new Portal(new HubSpotEmulatorOptions { TenSecondRequests = int.MaxValue, SearchesPerSecond = int.MaxValue });
        portal.Emulator.DefineProperty("companies", "key", isUnique: true);
        string[] keys = [.. Enumerable.Range(1, Records).Select(n => $"k{n}")];
        await TimedAsync("upsert", async () =>
        {
            foreach (string[] batch in keys.Chunk(100))
            {
                string inputs = string.Join(',', batch.Select(key => $$"""{"id":"{{key}}","idProperty":"key","properties":{"name":"{{key}}"} }"""));
                await portal.AskAsync("POST", "/crm/v3/objects/companies/batch/upsert", $$"""{"inputs":[{{inputs}}]}""");
            }
        });

        List<string> listed = await TimedAsync("list", () => ListAsync(portal));
        List<string> found = await TimedAsync("search", () => SearchAsync(portal));

        Assert.Equal(keys.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        Assert.Equal(keys.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Salesforce_ManyAccounts_AreReadOnceEach()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.DeclareField("Account", "Key__c", isUnique: true);
        string[] keys = [.. Enumerable.Range(1, Records).Select(n => $"k{n}")];
        await TimedAsync("upsert", async () =>
        {
            foreach (string[] batch in keys.Chunk(200))
            {
                string records = string.Join(',', batch.Select(key => $$"""{"attributes":{"type":"Account"},"Name":"{{key}}","Key__c":"{{key}}"}"""));
                using HttpResponseMessage response = await org.SendAsync("PATCH", "composite/sobjects/Account/Key__c", $$"""{"records":[{{records}}]}""");
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            }
        });

        List<string> queried = await TimedAsync("query", () => QueryAsync(org));
        List<string> bulk = await TimedAsync("bulk", () => BulkAsync(org));
        List<string> named = await TimedAsync("by id", () => NamedAsync(org));

        Assert.Equal(keys, queried);
        Assert.Equal(keys, bulk);
        Assert.Equal(keys, named);
    }

    private static async Task<List<string>> ListAsync(Portal portal)
    {
        var seen = new List<string>();
        string? after = string.Empty;
        while (after is not null)
        {
            JsonNode page = await portal.AskAsync("GET", $"/crm/v3/objects/companies?limit=100&properties=key&after={after}");
            seen.AddRange(page["results"]!.AsArray().Select(record => record!["properties"]!["key"]!.ToString()));
            after = page["paging"]?["next"]?["after"]?.ToString();
        }

        return seen;
    }

    /// <summary>Around the limit of 10,000 results: each page asks for what comes after the last id.</summary>
    private static async Task<List<string>> SearchAsync(Portal portal)
    {
        var seen = new List<string>();
        string last = "0";
        while (true)
        {
            JsonNode page = await portal.AskAsync(
                "POST",
                "/crm/v3/objects/companies/search",
                $$"""{"limit":200,"properties":["key"],"sorts":["hs_object_id"],"filterGroups":[{"filters":[{"propertyName":"hs_object_id","operator":"GT","value":"{{last}}"}]}]}""");
            JsonArray results = page["results"]!.AsArray();
            if (results.Count == 0)
            {
                return seen;
            }

            seen.AddRange(results.Select(record => record!["properties"]!["key"]!.ToString()));
            last = results[^1]!["id"]!.ToString();
        }
    }

    private static async Task<List<string>> QueryAsync(Org org)
    {
        var seen = new List<string>();
        JsonNode page = await org.QueryAsync("SELECT Key__c FROM Account WHERE Key__c != null");
        while (true)
        {
            seen.AddRange(page["records"]!.AsArray().Select(record => record!["Key__c"]!.ToString()));
            if (page["done"]!.GetValue<bool>())
            {
                return seen;
            }

            using HttpResponseMessage next = await org.Client.GetAsync(new Uri(page["nextRecordsUrl"]!.ToString(), UriKind.Relative), TestContext.Current.CancellationToken);
            page = await Fixture.JsonAsync(next);
        }
    }

    private static async Task<List<string>> NamedAsync(Org org)
    {
        var seen = new List<string>();
        foreach (string[] batch in org.Emulator.Ids("Account").Where(id => id != Org.Account).Chunk(200))
        {
            JsonNode page = await org.QueryAsync($"SELECT Key__c FROM Account WHERE Id IN ('{string.Join("','", batch)}') AND Key__c != null");
            seen.AddRange(page["records"]!.AsArray().Select(record => record!["Key__c"]!.ToString()));
        }

        return seen;
    }

    private static async Task<List<string>> BulkAsync(Org org)
    {
        var seen = new List<string>();
        using HttpResponseMessage begun = await org.SendAsync("POST", "jobs/query", """{"operation":"query","query":"SELECT Key__c FROM Account WHERE Key__c != null"}""");
        string id = (await Fixture.JsonAsync(begun))["id"]!.ToString();
        for (string locator = string.Empty; locator != "null";)
        {
            using HttpResponseMessage set = await org.SendAsync("GET", $"jobs/query/{id}/results?maxRecords=1000&locator={locator}");
            string csv = await set.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            seen.AddRange(csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(value => value.Trim('"')));
            locator = Assert.Single(set.Headers.GetValues("Sforce-Locator"));
        }

        return seen;
    }

    private static Task TimedAsync(string what, Func<Task> work) => TimedAsync(what, async () =>
    {
        await work();
        return true;
    });

    private static async Task<T> TimedAsync<T>(string what, Func<Task<T>> work)
    {
        long started = Stopwatch.GetTimestamp();
        T result = await work();
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {Stopwatch.GetElapsedTime(started)}");
        return result;
    }
}
