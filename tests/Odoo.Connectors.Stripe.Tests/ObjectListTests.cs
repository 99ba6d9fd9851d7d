using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>The account's objects, listed for what is older than its events.</summary>
public sealed class ObjectListTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Streams_NotAskedFor_AreNone()
    {
        await using Rig rig = new(o => o.ListObjects = true);
        Assert.Equal(["customers", "products", "subscriptions", "invoices", "credit_notes", "refunds", "disputes", "payouts"], rig.Feed.Streams);
        Assert.All(rig.Feed.Streams, s => Assert.Null(rig.Feed.Unread(s)));
    }

    [Fact]
    public async Task List_OfEachStream_TellsWhereItsObjectStands()
    {
        await using Rig rig = Till.Open();
        rig.Emulator.Put(Till.Dispute("lost", Till.Moved("txn_9", -26775, 1500, 1788652860)));
        rig.Emulator.Put(new JsonObject { ["id"] = "prod_1", ["object"] = "product", ["name"] = "Seat", ["active"] = true, ["created"] = 1788220800L });
        List<string> told = [];
        foreach (string stream in (string[])["customers", "products", "subscriptions", "invoices", "credit_notes", "refunds", "disputes", "payouts"])
        {
            (List<Delivery> read, _) = await ReadAllAsync(rig, stream, null);
            told.AddRange(read.Select(d => $"{rig.Source.DecodeChange(d)} in {d.Lane}"));
        }

        const string Lane = "in stripe:cus_NP00000000000001";
        Assert.Equal(
            [
                $"customer.seen stripe/customer/cus_NP00000000000001 {Lane}", "product.seen stripe/product/prod_1 in stripe:prod_1",
                $"contract.changed stripe/contract/sub_NP00000000000001 {Lane}", $"invoice.paid stripe/invoice/in_NP00000000000001 {Lane}",
                $"creditnote.issued stripe/creditnote/cn_NP00000000000001 {Lane}", $"refund.made stripe/refund/re_NP00000000000001 {Lane}",
                "dispute.changed stripe/dispute/du_1 in stripe:du_1", "payout.paid stripe/payout/po_NP00000000000001 in stripe:po_NP00000000000001",
            ],
            told);
    }

    [Theory]
    [InlineData("draft", null)]
    [InlineData("open", ChangeKinds.InvoiceIssued)]
    [InlineData("paid", ChangeKinds.InvoicePaid)]
    [InlineData("void", ChangeKinds.InvoiceVoided)]
    [InlineData("uncollectible", ChangeKinds.InvoiceUncollectible)]
    public async Task List_OfAnInvoice_TellsByItsStatus(string status, string? kind)
    {
        await using Rig rig = Till.Open().With(Till.Invoice, i => i["status"] = status);
        (List<Delivery> read, _) = await ReadAllAsync(rig, "invoices", null);
        Assert.Equal(kind is null ? [] : [kind], read.Select(d => rig.Source.DecodeChange(d).Kind));
    }

    /// <summary>250 in three pages; read to its end once, and by a pass again.</summary>
    [Fact]
    public async Task List_LongerThanAPage_IsReadOnceAndAgainByAPass()
    {
        await using Rig rig = new();
        for (int n = 0; n < 250; n++)
        {
            rig.Emulator.Put(Customer($"cus_{n:D3}", 1788000000 + (n / 2)));
        }

        (List<Delivery> read, string watermark) = await ReadAllAsync(rig, "customers", null);
        Assert.Equal(250, read.Select(d => d.Subject.Id).Distinct().Count());
        Assert.Equal((250, 3), (read.Count, rig.Emulator.Calls.Count));

        (read, _) = await ReadAllAsync(rig, "customers", watermark);
        Assert.Equal((0, 3), (read.Count, rig.Emulator.Calls.Count));

        (read, _) = await ReadAllAsync(rig, "customers", rig.Feed.Begin("customers", DateTimeOffset.FromUnixTimeSeconds(1788000100)));
        Assert.Equal(50, read.Count); // created in the seconds 100 to 124, two in each
        (read, _) = await ReadAllAsync(rig, "customers", rig.Feed.Begin("customers", null));
        Assert.Equal(250, read.Count);
    }

    /// <summary>Stripe refuses a cursor that was deleted; nothing after it is missed.</summary>
    [Fact]
    public async Task List_ItsCursorWasDeleted_GoesOnByTime()
    {
        await using Rig rig = new();
        for (int n = 0; n < 150; n++)
        {
            rig.Emulator.Put(Customer($"cus_{n:D3}", 1788000000 + n));
        }

        PollPage first = await rig.Feed.PollAsync("customers", null, Cancel);
        rig.Emulator.Put(new JsonObject { ["id"] = first.Deliveries[^1].Subject.Id, ["object"] = "customer", ["deleted"] = true });
        (List<Delivery> rest, _) = await ReadAllAsync(rig, "customers", first.Watermark);
        Assert.Equal(50, rest.Count);
    }

    [Fact]
    public async Task List_OfSubscriptions_HasEndedOnesToo()
    {
        await using Rig rig = Till.Open().With("sub_NP00000000000001", s => s["status"] = "canceled");
        (List<Delivery> read, _) = await ReadAllAsync(rig, "subscriptions", null);
        Assert.Equal(ContractStatus.Ended, Assert.IsType<Contract>(rig.Source.DecodeChange(Assert.Single(read)).Record).Status);
    }

    private static async Task<(List<Delivery> Read, string Watermark)> ReadAllAsync(Rig rig, string stream, string? watermark)
    {
        List<Delivery> read = [];
        PollPage page;
        do
        {
            page = await rig.Feed.PollAsync(stream, watermark, Cancel);
            read.AddRange(page.Deliveries);
            watermark = page.Watermark;
        }
        while (page.HasMore);
        return (read, watermark!);
    }

    private static JsonObject Customer(string id, long created) => new() { ["id"] = id, ["object"] = "customer", ["name"] = "A", ["created"] = created };
}
