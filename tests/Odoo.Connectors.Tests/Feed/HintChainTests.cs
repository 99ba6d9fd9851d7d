using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests;

/// <summary>From a person at Odoo to a flow: the rule that the docs show posts over a socket, the endpoint takes it, the feed reads.</summary>
public sealed class HintChainTests
{
    private const string Secret = "Zx81-hard_to-guess-4711";

    // As the table in docs/concepts/odoo-feed.md has them.
    private static readonly Dictionary<string, string[]> s_fields = new(StringComparer.Ordinal)
    {
        ["res.partner"] = ["name", "email", "phone", "vat", "website", "street", "street2", "zip", "city", "state_id", "country_id", "active"],
        ["account.move"] = ["state", "payment_state", "amount_residual"],
        ["account.payment"] = ["state", "amount"],
        ["sale.order"] = ["state", "amount_total"],
        ["sale.order.line"] = ["product_id", "product_uom_qty", "price_unit", "discount"],
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Partner_EditedByAPerson_IsToldOnceWithoutWaitingForThePoll()
    {
        await using FeedBench bench = await StartAsync();
        await using WebApplication host = await HostAsync(bench);
        long partner = await bench.CustomerAsync();
        await DueAsync(bench);
        Assert.Empty(bench.Recorder.Changes);

        await AutomateAsync(bench, "res.partner", host);
        await bench.WriteAsync("res.partner", partner, new JsonObject { ["city"] = "Gent" });
        OdooWebhook sent = Assert.Single(bench.Odoo.Webhooks);
        Assert.Equal((200, false), (sent.Status, sent.Body.Contains("Gent", StringComparison.Ordinal)));
        await DueAsync(bench);
        Assert.Equal("Gent", ((Customer)Assert.Single(bench.Recorder.Changes).Record!).BillingAddress!.City);

        // Nobody has to know of it: no call, no poll.
        await bench.WriteAsync("res.partner", partner, new JsonObject { ["comment"] = "Called on Monday." });
        Assert.Single(bench.Odoo.Webhooks);
        await DueAsync(bench);
        Assert.Single(bench.Recorder.Changes);
    }

    [Fact]
    public async Task OrderLine_EditedByAPerson_TellsItsContractOnce()
    {
        await using FeedBench bench = await StartAsync();
        await using WebApplication host = await HostAsync(bench);
        long order = await OrderAsync(bench, await bench.CustomerAsync());
        await bench.CallAsync("sale.order", "action_confirm", order);
        await bench.PollAsync();
        bench.Recorder.Changes.Clear();
        await AutomateAsync(bench, "sale.order.line", host);

        long line = (await bench.Person.SearchAsync("sale.order.line", OdooDomain.Where("order_id", "=", order), context: bench.Company, cancellationToken: Cancel))[0];
        await bench.WriteAsync("sale.order.line", line, new JsonObject { ["product_uom_qty"] = 3 });
        Assert.Equal(200, Assert.Single(bench.Odoo.Webhooks).Status);
        await DueAsync(bench);
        Assert.Equal(3m, Assert.Single(((Contract)Assert.Single(bench.Recorder.Changes).Record!).Terms).Quantity);
    }

    /// <summary>Recorded of a real Odoo: with trigger fields a create posts once, without them 15 to 18 times. Every one is answered.</summary>
    [Fact]
    public async Task Create_WithTheDocumentedFields_SendsOneHintOfEachModel()
    {
        await using FeedBench bench = await StartAsync();
        await using WebApplication host = await HostAsync(bench);
        foreach (string model in s_fields.Keys)
        {
            await AutomateAsync(bench, model, host);
        }

        long partner = await bench.CustomerAsync();
        Assert.Equal(["res.partner"], Sent(bench));
        await bench.Person.CreateAsync("account.move", new JsonObject { ["move_type"] = "out_invoice", ["partner_id"] = partner, ["invoice_date"] = "2026-03-02" }, bench.Company, Cancel);
        Assert.Equal(["res.partner", "account.move"], Sent(bench));
        await bench.Person.CreateAsync(
            "account.payment",
            new JsonObject { ["payment_type"] = "inbound", ["partner_type"] = "customer", ["partner_id"] = partner, ["amount"] = 5, ["journal_id"] = await bench.JournalAsync("bank") }, bench.Company, Cancel);
        Assert.Equal("account.payment", Assert.Single(Sent(bench).Skip(2)));
        await OrderAsync(bench, partner);
        Assert.Equal(["sale.order", "sale.order.line"], Sent(bench).Skip(3).Order(StringComparer.Ordinal));
        Assert.All(bench.Odoo.Webhooks, w => Assert.Equal(200, w.Status));
    }

    private static string[] Sent(FeedBench bench) => [.. bench.Odoo.Webhooks.Select(w => (string)JsonNode.Parse(w.Body)!["_model"]!)];

    /// <summary>A bench that has polled, and whose streams are not due for a minute.</summary>
    private static async Task<FeedBench> StartAsync()
    {
        FeedBench bench = FeedBench.Start(configure: o => o.Feed.WebhookSecret = Secret);
        await bench.PollAsync();
        await DueAsync(bench);
        bench.Recorder.Changes.Clear();
        return bench;
    }

    /// <summary>The endpoint of the bench's hub on a socket of its own.</summary>
    private static async Task<WebApplication> HostAsync(FeedBench bench)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(bench.Services.GetRequiredService<IWebhookIntake>());
        WebApplication app = builder.Build();
        app.MapConnectorWebhooks();
        await app.StartAsync(Cancel);
        return app;
    }

    /// <summary>The rule that an administrator makes, as the docs show it.</summary>
    private static async Task AutomateAsync(FeedBench bench, string model, WebApplication host)
    {
        long modelId = await bench.IdAsync("ir.model", "model", model);
        IReadOnlyList<long> fields = await bench.Person.SearchAsync(
            "ir.model.fields", OdooDomain.Where("model_id", "=", modelId).And(OdooDomain.In("name", s_fields[model])), cancellationToken: Cancel);
        Assert.Equal(s_fields[model].Length, fields.Count);
        await bench.Person.CreateAsync("base.automation", new JsonObject
        {
            ["name"] = model, ["model_id"] = modelId, ["trigger"] = "on_create_or_write",
            ["trigger_field_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray([.. fields.Select(f => (JsonNode)f)]))),
            ["action_server_ids"] = new JsonArray(new JsonArray(0, 0, new JsonObject
            {
                ["name"] = model, ["model_id"] = modelId, ["state"] = "webhook", ["usage"] = "base_automation",
                ["webhook_url"] = $"{host.Urls.Single()}/webhooks/odoo/{Secret}", ["webhook_field_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray())),
            })),
        }, cancellationToken: Cancel);
    }

    private static async Task<long> OrderAsync(FeedBench bench, long partner) => await bench.Person.CreateAsync("sale.order", new JsonObject
    {
        ["partner_id"] = partner,
        ["order_line"] = new JsonArray(new JsonArray(0, 0, new JsonObject { ["product_id"] = await bench.IdAsync("product.product", "default_code", "CONTRACT-SEAT"), ["product_uom_qty"] = 2, ["price_unit"] = 10 })),
    }, bench.Company, Cancel);

    /// <summary>What the running host does in its turn: it polls what is due, and works on what came.</summary>
    private static async Task DueAsync(FeedBench bench)
    {
        Hub hub = bench.Services.GetRequiredService<Hub>();
        await hub.PollDueAsync(bench.Services.GetServices<IConnectedSystem>().OfType<IPollFeed>().Single(), Cancel);
        while (await hub.WorkAsync(Cancel))
        {
        }
    }
}
