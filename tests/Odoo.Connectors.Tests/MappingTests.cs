using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>Custom fields through the whole chain, and a rule for every field that leaves.</summary>
public sealed class MappingTests
{
    [Fact]
    public async Task Sample_CustomMapping_PrintsWhatOdooHoldsAndWhy()
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "CustomMapping.dll"));
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await errors);
        Assert.Contains("partner: x_segment = Small business", output, StringComparison.Ordinal);
        Assert.Contains("invoice: x_cost_center = CC-7, payment_reference = ACME PL000001-0001", output, StringComparison.Ordinal);
        Assert.Contains("x_cost_center: x_cost_center = Custom.cf_cost_center", output, StringComparison.Ordinal);
        Assert.Contains("x_segment: x_segment = lookup(Custom.Segment__c, segments)", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("inclusive-drift")]
    public async Task Story_EveryFieldThatLeaves_CitesARule(string story)
    {
        await using StoryWorld world = await StoryWorld.StartAsync(story, effectAction: true);
        await world.PlayAsync();
        await using SqliteConnection store = new($"Data Source={world.Settings.Store};Mode=ReadOnly");
        await store.OpenAsync(TestContext.Current.CancellationToken);
        await using SqliteCommand query = store.CreateCommand();
        query.CommandText = "SELECT e.key, e.payload, a.fields, e.mapping FROM effect e JOIN audit a ON a.effect = e.key AND a.what = 'planned'";
        await using SqliteDataReader rows = await query.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        int fields = 0;
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            JsonObject payload = (JsonObject)JsonNode.Parse(rows.GetString(1))!;
            JsonObject values = (JsonObject)(payload["vals"] ?? payload["values"] ?? payload["fields"])!;
            string[] written = [.. values.Select(v => v.Key), .. payload["lines"] is JsonArray { Count: > 0 } ? (string[])["order_line"] : []];
            HashSet<string> cited = [.. ((JsonObject)JsonNode.Parse(rows.GetString(2))!).Where(r => !string.IsNullOrWhiteSpace((string?)r.Value)).Select(r => r.Key)];
            Assert.True(written.Length > 0 && written.All(cited.Contains), $"{rows.GetString(0)}: {string.Join(", ", written.Except(cited))}\n{rows.GetString(2)}");
            Assert.Equal(1, rows.GetInt64(3));
            fields += written.Length;
        }

        Assert.True(fields > 50, $"Only {fields} fields left.");
    }

    [Fact]
    public async Task CustomField_ChangedAlone_ReachesOdooOnce()
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true, more: services =>
        {
            services.Configure<SalesforceOptions>("salesforce", o => o.AccountCustomFields.Add("Segment__c"));
            services.AddConnectorHub().Map<Customer>("odoo", to => to.Set("x_segment", c => c.Custom["Segment__c"], optional: true));
        });
        world.Emulators.Odoo.DeclareField("res.partner", "x_segment");
        world.Emulators.Salesforce.DeclareField("Account", "Segment__c");
        await world.PlayAsync();
        Assert.Equal(0, await world.CountAsync("res.partner", new JsonArray("x_segment", "=", "ENT")));
        Edit(world, "Segment__c", "ENT");
        await world.DrainAsync();
        Assert.Equal(1, await world.CountAsync("res.partner", new JsonArray("x_segment", "=", "ENT")));
        int writes = world.Emulators.Odoo.Calls.Count(c => c.Method == "write");
        await world.DrainAsync();
        Assert.Equal(writes, world.Emulators.Odoo.Calls.Count(c => c.Method == "write"));
    }

    [Fact]
    public async Task Status_MappedForSalesforce_IsWrittenWithIt()
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true, more: services =>
            services.AddConnectorHub().Map<ContractStatus>("salesforce", to => to.Set("Billing_Note__c", s => string.Concat("is ", s.ToString()))));
        world.Emulators.Salesforce.DeclareField("Account", "Billing_Note__c");
        await world.PlayAsync();
        Assert.Contains("is Active", world.Emulators.Salesforce.Calls.Last(c => c.Method == "PATCH").Body, StringComparison.Ordinal);
        await world.AssertBooksAsync();
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("odoo/{0}", 1)]
    [InlineData("stripe/{0}", 0)]
    public async Task ReviewedField_EditedWhereItIsNotOwned_IsACaseAndNotWritten(string? company, int cases)
    {
        await using StoryWorld world = await StoryWorld.StartAsync(
            "plain", effectAction: true,
            more: services => services.AddConnectorHub().Own<Customer>("salesforce", o =>
            {
                o.Except(c => c.Website, "odoo", Conflict.Review);
                _ = company is null ? o : o.In(company.Replace("{0}", CompanyOf("plain"), StringComparison.Ordinal));
            }));
        await world.PlayAsync();
        int writes = world.Emulators.Odoo.Calls.Count(c => c.Method == "write");
        Edit(world, "Website", "https://elsewhere.example");
        await world.DrainAsync();
        IReadOnlyList<CaseInfo> open = await world.CasesAsync();
        Assert.Equal(Enumerable.Repeat(("field-conflict", "Website"), cases), open.Select(c => (c.Reason.Cause, c.Reason.Field!)));
        Assert.DoesNotContain(open, c => c.Reason.Message.Contains("elsewhere", StringComparison.Ordinal));
        Assert.Equal(writes + 1 - cases, world.Emulators.Odoo.Calls.Count(c => c.Method == "write"));
    }

    private static string CompanyOf(string story) => Samples.LeadToCash.Story.Read(Samples.LeadToCash.Story.Find(story)).Company;

    private static void Edit(StoryWorld world, string field, string value)
    {
        JsonObject account = world.Story.Steps.First(s => s is { System: "salesforce", What: "Account" }).Json;
        account[field] = value;
        account["SystemModstamp"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fff+0000", System.Globalization.CultureInfo.InvariantCulture);
        account["LastModifiedDate"] = account["SystemModstamp"]!.DeepClone();
        world.Emulators.Salesforce.Put(account);
    }
}
