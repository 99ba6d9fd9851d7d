using System.Text.Json.Nodes;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Testing;
using Odoo.Connectors.Tests.SampleRuns;

namespace Odoo.Connectors.Tests;

/// <summary>The sample as a person runs it: exit codes, and an Odoo that it did not start itself.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task Run_ShippedStory_ExitsWithZero()
    {
        (int code, string output) = await RunAsync("--story", "inclusive-drift");
        Assert.True(code == 0, output);
        Assert.Contains("Customer in Odoo", output, StringComparison.Ordinal);
        Assert.Contains("Every check holds", output, StringComparison.Ordinal);
    }

    /// <summary>
    /// The arithmetic is in story.json. Received 1,412.07 by card, refunded 43.56, fees 42.68: 1,325.83 paid out, nothing left with the gateway. Chargebee has 22
    /// records that night: 1 customer, 1 contract, 9 invoices, 3 credit notes, 7 payments, 1 refund. Stripe has 13: 6 payments, 1 refund, 1 dispute, 5 payouts.
    /// Six discrepancies were seeded: of an invoice and its payment no webhook came, which both systems tell of, one invoice was entered twice, one edited, a
    /// payout set back to draft.
    /// </summary>
    [Fact]
    public async Task Run_WithoutArguments_PlaysTheWholeStoryAndTheSecondNightFindsNothing()
    {
        (int code, string output) = await RunAsync();
        Assert.True(code == 0, output);
        Assert.Matches(@"Balance of account 580777 .* 0\.00 .* 0\.00 .*ok", output);
        Assert.Matches(@"Balance of account 657777 .* 42\.68 .* 42\.68 .*ok", output);
        Assert.Matches(@"Balance of account 550777 .* 1325\.83 .* 1325\.83 .*ok", output);
        Assert.Contains("The night: chargebee: 4 discrepancies, 0 in flight, 22 compared", output, StringComparison.Ordinal);
        Assert.Contains("The night: stripe: 2 discrepancies, 0 in flight, 13 compared", output, StringComparison.Ordinal);
        Assert.Contains("3 corrections are accepted", output, StringComparison.Ordinal);
        Assert.Contains("The next night: chargebee: 0 discrepancies, 0 in flight, 22 compared", output, StringComparison.Ordinal);
        Assert.Contains("The next night: stripe: 0 discrepancies, 0 in flight, 13 compared", output, StringComparison.Ordinal);
        Assert.Contains("Every check holds: 155 of 155 checks, 0 open cases.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BooksDifferByOneCent_ExitsWithOne()
    {
        string folder = Directory.CreateTempSubdirectory("one-cent-").FullName;
        foreach (string file in Directory.EnumerateFiles(Story.Find("plain")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        string facts = Path.Combine(folder, "story.json");
        JsonObject story = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(facts, TestContext.Current.CancellationToken))!;
        story["expect"]!["documents"]![0]!["gross"] = "272.26";
        await File.WriteAllTextAsync(facts, story.ToJsonString(), TestContext.Current.CancellationToken);
        (int code, string output) = await RunAsync("--story", folder);
        Directory.Delete(folder, recursive: true);
        Assert.True(code == 1, output);
        Assert.Contains("DIFFERS", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoSuchStory_ExitsWithTwoAndNamesTheShippedOnes()
    {
        (int code, string output) = await RunAsync("--story", "no-such-story");
        Assert.Equal(2, code);
        Assert.Contains("gateway, inclusive-drift, plain, whole, yen-early-payment", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_HalfAnOdoo_ExitsWithTwoAndNamesTheOptions()
    {
        (int code, string output) = await RunAsync("--odoo-url", "http://127.0.0.1:1");
        Assert.Equal(2, code);
        Assert.Contains("--odoo-password", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_OdooOfSomebodyElse_ExitsWithZero(bool effectAction)
    {
        OdooEmulatorOptions options = new() { Products = { ("SEAT", "Seat"), ("ONBOARD", "Onboarding") } };
        await using OdooEmulator odoo = new(options);
        await odoo.StartAsync(TestContext.Current.CancellationToken);
        (int code, string output) = await RunAsync(
            ["--odoo-url", odoo.Url.ToString(), "--odoo-db", odoo.Database, "--odoo-login", odoo.IntegrationLogin, "--odoo-password", odoo.IntegrationPassword,
                .. effectAction ? (string[])["--odoo-effect-action", $"{odoo.EffectActionId}"] : []]);
        Assert.True(code == 0, output);
        Assert.Contains(odoo.Calls, c => c.Model == "account.move" || c.Arguments.Contains("account.move", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_OdooLacksProductsAndPricelist_ExitsWithThreeNamesThemAndWritesNothing()
    {
        await using OdooEmulator odoo = new();
        await odoo.StartAsync(TestContext.Current.CancellationToken);
        (int code, string output) = await RunAsync(
            "--story", "yen-early-payment",
            "--odoo-url", odoo.Url.ToString(), "--odoo-db", odoo.Database, "--odoo-login", odoo.IntegrationLogin, "--odoo-password", odoo.IntegrationPassword);
        Assert.True(code == 3, output);
        Assert.Contains("'LICENCE'", output, StringComparison.Ordinal);
        Assert.Contains("no pricelist in JPY", output, StringComparison.Ordinal);
        Assert.DoesNotContain(odoo.Calls, c => c.Method is "create" or "load" or "write" or "run");
    }

    /// <summary>24 events of 50, the last told anew as 60: 23 x 50 + 60 = 1,210, of which 1,000 cost 0.01 and 210 cost 0.008: 11.68.</summary>
    [Fact]
    public async Task Run_MeteredUsage_PrintsTheTotalAndTheLineThatBillsIt()
    {
        (int code, string output) = await SampleProcess.RunAsync("MeteredUsage");
        Assert.True(code == 0, output);
        Assert.Contains("The file, once: 25 lines, 25 new, 0 known, 1 replaced.", output, StringComparison.Ordinal);
        Assert.Contains("The file, again: 25 lines, 0 new, 25 known, 0 replaced.", output, StringComparison.Ordinal);
        Assert.Contains("So far: 1210 of api by 24 events, open.", output, StringComparison.Ordinal);
        Assert.Contains("Closed: 1210 of api by 24 events, final.", output, StringComparison.Ordinal);
        Assert.Contains(": 1000 x 0.01 + 210 x 0.008 = 11.68, to be invoiced: 1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OwnershipOnly_PrintsOwnersAndTheMapBeforeAndAfterAMerge()
    {
        (int code, string output) = await SampleProcess.RunAsync("OwnershipOnly");
        Assert.True(code == 0, output);
        string expected = """
            Who is right about what:
            | record   | field     | company | phase | owner   | on conflict |
            | -------- | --------- | ------- | ----- | ------- | ----------- |
            | Customer | *         | *       | *     | crm     | owner wins  |
            | Customer | VatNumber | *       | *     | billing | owner wins  |

            What a VAT number and a name are compared by:
              BE0477472701, kanaal fietsen
            Linked 2 pairs, 0 conflicts.
            After the merge A-1 is:
              crm/customer/A-2 (primary)
              billing/customer/cus_2 (primary)
              crm/customer/A-1
              billing/customer/cus_1
            After it was taken back A-1 is:
              crm/customer/A-1 (primary)
              billing/customer/cus_1 (primary)
            """;
        Assert.Equal(expected.ReplaceLineEndings(), output.TrimEnd().ReplaceLineEndings());
    }

    private static Task<(int Code, string Output)> RunAsync(params string[] arguments) => SampleProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "LeadToCash.dll"), arguments);
}
