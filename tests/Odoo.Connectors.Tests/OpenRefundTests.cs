using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Samples.LeadToCash;

namespace Odoo.Connectors.Tests;

/// <summary>A refund without a credit note, where the host books it at once.</summary>
public sealed class OpenRefundTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refund_BeforeItsCreditNote_IsBookedOpenAndMatchedLater(bool effectAction)
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction, more: s => s.Configure<LeadToCashOptions>(o => o.OpenRefunds = true));
        StoryStep? refunded = null;
        foreach (StoryStep step in world.Story.Steps.Where(s => s.What is not ("credit_note" or "customer.subscription.updated")))
        {
            world.Emulators.Happen(step);
            if (step.IsEvent)
            {
                refunded = step.What == "refund.created" ? step : refunded;
                await world.DeliverAsync(step.Json);
            }

            await world.DrainAsync();
        }

        Assert.Empty(await world.CasesAsync());
        Assert.Equal((1, 0), (await OutgoingAsync(world), await OutgoingAsync(world, isReconciled: true)));

        foreach (StoryStep step in world.Story.Steps.Where(s => s.What == "credit_note"))
        {
            world.Emulators.Happen(step);
        }

        JsonObject again = (JsonObject)refunded!.Json.DeepClone();
        again["id"] = "evt_once_more";
        await world.DeliverAsync(again);
        await world.DrainAsync();

        Assert.Empty(await world.CasesAsync());
        Assert.Equal((1, 1), (await OutgoingAsync(world), await OutgoingAsync(world, isReconciled: true)));
    }

    private static async Task<int> OutgoingAsync(StoryWorld world, bool isReconciled = false)
    {
        using JsonRpc odoo = world.OpenOdoo();
        JsonArray payments = await odoo.SearchReadAsync("account.payment", [new JsonArray("payment_type", "=", "outbound")], "is_reconciled");
        return payments.Count(p => !isReconciled || (bool)p!["is_reconciled"]!);
    }
}
