using System.Text.Json.Nodes;
using Odoo.Connectors.Samples.LeadToCash;

namespace Odoo.Connectors.Tests.SampleRuns;

/// <summary>The sample against systems that it did not start itself: emulators of this process, reached over HTTP as the file says.</summary>
public sealed class LeadToCashSettingsTests
{
    /// <summary>A training: 120.00 + 21 % = 145.20, by card.</summary>
    [Fact]
    public async Task Run_WithSettings_BooksWhatTheSystemsHoldOnceAndComparesIt()
    {
        Story story = Story.Read(Story.Find("whole"));
        await using Emulators vendors = new([story]);
        await vendors.StartAsync(TestContext.Current.CancellationToken);
        Samples.LeadToCash.Whole.Billing billing = new(vendors.Chargebee!, vendors.Stripe, vendors.Gateway!);
        billing.SetUp();
        vendors.Happen(story.Steps.First(s => s.File.Contains("Account", StringComparison.Ordinal)));
        billing.InvoiceOnce("training-EUR", 12000);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lead-to-cash-settings-");
        string file = Path.Combine(folder.FullName, "settings.json");
        await File.WriteAllTextAsync(file, Settings(vendors.Settings(story, Path.Combine(folder.FullName, "hub.db"), effectAction: true)), TestContext.Current.CancellationToken);

        (int code, string output) = await SampleProcess.RunAsync("LeadToCash", "--settings", file);
        (int again, string outputAgain) = await SampleProcess.RunAsync("LeadToCash", "--settings", file);
        folder.Delete(recursive: true);

        Assert.True(code == 0, output);
        Assert.Equal(3, output.Split('\n').Count(l => l.Contains("1       145.20 EUR", StringComparison.Ordinal) && l.Contains("equal", StringComparison.Ordinal)));
        Assert.Contains("Nothing differs, no case is open.", output, StringComparison.Ordinal);
        Assert.True(again == 0, outputAgain);
        Assert.Equal(3, outputAgain.Split('\n').Count(l => l.Contains("1       145.20 EUR", StringComparison.Ordinal) && l.Contains("equal", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("--settings", "nowhere.json", "--settings: there is no file")]
    [InlineData("--story", "plain", "leave out --story and --odoo-url")]
    public async Task Run_WithSettingsThatCannotBe_ExitsWithTwoAndSaysWhy(string option, string value, string why)
    {
        (int code, string output) = await SampleProcess.RunAsync("LeadToCash", [.. option == "--settings" ? (string[])[] : ["--settings", "nowhere.json"], option, value]);
        Assert.Equal(2, code);
        Assert.Contains(why, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ no JSON", "is no JSON")]
    [InlineData("""{ "Connectors": { "Systems": {} } }""", "Systems:odoo:Url must be the address of Odoo")]
    public async Task Run_WithAFileThatSaysTooLittle_ExitsWithTwoAndNamesIt(string content, string why)
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.json");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        (int code, string output) = await SampleProcess.RunAsync("LeadToCash", "--settings", file);
        File.Delete(file);
        Assert.Equal(2, code);
        Assert.Contains(why, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private static string Settings(HubSettings of) => new JsonObject
    {
        ["Store"] = of.Store,
        ["Connectors"] = new JsonObject
        {
            ["Systems"] = new JsonObject
            {
                ["odoo"] = new JsonObject
                {
                    ["Url"] = of.OdooUrl.ToString(), ["Database"] = of.OdooDatabase, ["Login"] = of.OdooLogin, ["Secret"] = of.OdooPassword, ["Company"] = of.Company,
                    ["EffectActionId"] = of.EffectActionId, ["TimeZone"] = "Europe/Brussels", ["GatewayJournal"] = of.GatewayJournal, ["FeeAccount"] = of.FeeAccount, ["PayoutAccount"] = of.PayoutAccount,
                    ["Taxes"] = Object(of.Taxes), ["Products"] = Object(of.Products),
                },
                ["salesforce"] = new JsonObject { ["LoginUrl"] = of.SalesforceUrl.ToString(), ["ClientId"] = of.SalesforceClientId, ["ClientSecret"] = of.SalesforceClientSecret },
                ["chargebee"] = new JsonObject
                {
                    ["Site"] = of.Chargebee!.Site, ["ApiBase"] = of.Chargebee.Url.ToString(), ["ApiKey"] = of.Chargebee.Key, ["CrmSystem"] = "salesforce", ["ItemPrices"] = Object(of.Chargebee.ItemPrices),
                    ["WebhookUsers"] = new JsonArray(new JsonObject { ["User"] = of.Chargebee.WebhookUser, ["Password"] = of.Chargebee.WebhookPassword }),
                },
                ["stripe"] = new JsonObject { ["ApiBase"] = of.StripeUrl.ToString(), ["ApiKey"] = of.StripeKey, ["WebhookSecrets"] = new JsonArray(of.WebhookSecret) },
            },
        },
    }.ToJsonString();

    private static JsonObject Object(IReadOnlyDictionary<string, string> of) => new(of.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)e.Value)));
}
