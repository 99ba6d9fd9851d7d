using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>Facts that come again make nothing again, whatever the hub remembers.</summary>
public sealed class ReplayTests
{
    public static TheoryData<string, bool> Stories => new()
    {
        { "plain", true }, { "plain", false }, { "inclusive-drift", true }, { "inclusive-drift", false },
        { "yen-early-payment", true }, { "yen-early-payment", false },
    };

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task Story_Played_BooksHoldToTheCent(string story, bool effectAction)
    {
        await using StoryWorld world = await StoryWorld.StartAsync(story, effectAction);
        await world.PlayAsync();
        await world.AssertBooksAsync();
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task StoreLost_EverythingReplayed_NoNewDocumentAndMapRebuilt(string story, bool effectAction)
    {
        await using StoryWorld world = await StoryWorld.StartAsync(story, effectAction);
        await world.PlayAsync();
        int[] before = await CountsAsync(world);
        ExternalRef[] documents = [.. Documents(world.Story)];
        string?[] linked = await LinkedAsync(world, documents);
        Assert.All(linked, id => Assert.NotNull(id));

        await world.LoseStoreAsync();
        foreach (StoryStep evt in world.Events)
        {
            await world.DeliverAsync(evt.Json);
        }

        await world.DrainAsync();
        await world.AssertBooksAsync();
        Assert.Equal(before, await CountsAsync(world));
        Assert.Equal(linked, await LinkedAsync(world, documents));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Events_RedeliveredUnderNewIds_NoNewDocument(bool effectAction)
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction);
        await world.PlayAsync();
        int[] before = await CountsAsync(world);
        foreach (StoryStep evt in world.Events.Reverse())
        {
            JsonObject again = evt.Json;
            again["id"] = $"evt_again_{again["id"]}";
            await world.DeliverAsync(again);
        }

        await world.DrainAsync();
        await world.AssertBooksAsync();
        Assert.Equal(before, await CountsAsync(world));
    }

    [Fact]
    public async Task Collection_Failed_AccountIsPastDueUntilPaid()
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
        foreach (StoryStep step in world.Story.Steps.TakeWhile(s => s.What != "invoice.paid"))
        {
            world.Emulators.Happen(step);
            if (step.IsEvent)
            {
                await world.DeliverAsync(step.Json);
            }

            await world.DrainAsync();
        }

        string account = (string)world.Story.Expect["account"]!["crm_id"]!;
        Assert.Equal("Past Due", (string?)world.Emulators.Salesforce.Find("Account", account)!["Billing_Status__c"]);
    }

    [Fact]
    public async Task Hub_RestartedAfterTheStory_WritesNothingMore()
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
        await world.PlayAsync();
        int[] before = await CountsAsync(world);
        await world.RestartAsync();
        await world.DrainAsync();
        await world.AssertBooksAsync();
        Assert.Equal(before, await CountsAsync(world));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Invoice_PutBackToDraftAndEditedByAPerson_IsNeitherPostedNorDeleted(bool effectAction)
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction);
        foreach (StoryStep step in world.Story.Steps.TakeWhile(s => s.What != "invoice.payment_failed"))
        {
            world.Emulators.Happen(step);
            if (step.IsEvent)
            {
                await world.DeliverAsync(step.Json);
            }

            await world.DrainAsync();
        }

        using JsonRpc odoo = world.OpenOdoo();
        JsonArray posted = (JsonArray)(await odoo.CallAsync("account.move", "search", [new JsonArray(new JsonArray("move_type", "=", "out_invoice"))], []))!;
        Assert.Single(posted);
        await odoo.CallAsync("account.move", "button_draft", [posted.DeepClone()], []);
        JsonArray lines = (JsonArray)(await odoo.CallAsync(
            "account.move.line", "search", [new JsonArray(new JsonArray("move_id", "=", posted[0]!.DeepClone()), new JsonArray("display_type", "=", "product"))], []))!;
        await odoo.CallAsync(
            "account.move", "write",
            [posted.DeepClone(), new JsonObject { ["invoice_line_ids"] = new JsonArray(new JsonArray(1, lines[0]!.DeepClone(), new JsonObject { ["price_unit"] = 1.23m })) }], []);

        await world.LoseStoreAsync();
        JsonObject again = world.Story.Steps.First(s => s.What == "invoice.finalized").Json;
        await world.DeliverAsync(again);
        await world.DrainAsync();
        JsonArray left = (JsonArray)(await odoo.CallAsync("account.move", "read", [posted.DeepClone()], new JsonObject { ["fields"] = new JsonArray("state") }))!;
        Assert.Equal("draft", (string?)Assert.Single(left)!["state"]);
        CaseInfo only = Assert.Single(await world.CasesAsync());
        Assert.Equal("expectation-failed", only.Reason.Cause);
    }

    private static async Task<int[]> CountsAsync(StoryWorld world)
    {
        List<int> counts = [];
        foreach (string model in (string[])["res.partner", "sale.order", "sale.order.line", "account.move", "account.move.line", "account.payment"])
        {
            counts.Add(await world.CountAsync(model));
        }

        return [.. counts];
    }

    private static IEnumerable<ExternalRef> Documents(Story story)
    {
        yield return new ExternalRef("salesforce", RecordKinds.Customer, (string)story.Expect["account"]!["crm_id"]!);
        yield return new ExternalRef("salesforce", RecordKinds.Deal, (string)story.Expect["order"]!["crm_id"]!);
        foreach (JsonNode? document in (JsonArray)story.Expect["documents"]!)
        {
            bool invoice = (string)document!["kind"]! == "invoice";
            yield return new ExternalRef("stripe", invoice ? RecordKinds.Invoice : RecordKinds.CreditNote, (string)document["stripe_id"]!);
        }

        foreach (JsonNode? payment in (JsonArray)story.Expect["payments"]!)
        {
            yield return new ExternalRef("stripe", RecordKinds.Payment, (string)payment!["stripe_id"]!);
        }
    }

    private static async Task<string?[]> LinkedAsync(StoryWorld world, IEnumerable<ExternalRef> documents)
    {
        List<string?> ids = [];
        await using HubTransaction transaction = await world.Services.GetRequiredService<HubStore>().BeginAsync(TestContext.Current.CancellationToken);
        foreach (ExternalRef document in documents)
        {
            RecordLink? link = await transaction.Identity.FindAsync(document, TestContext.Current.CancellationToken);
            ids.Add(link?.References.FirstOrDefault(r => r.System == "odoo")?.Id);
        }

        return [.. ids];
    }
}
