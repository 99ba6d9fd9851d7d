using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port;

/// <summary>A customer who is linked to a partner that is merged away or deleted before anything was sent: never a second partner unasked.</summary>
public sealed class LinkedPartnerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task MergedAway_IsACaseUntilItsSuccessorIsNamed(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        long linked = await MakeAsync(bench, "Linked"), survivor = await MakeAsync(bench, "Survivor");
        await bench.Hub.Identity.LinkAsync(Partner(linked), customer.Ref, "tester", cancellationToken: Cancel);
        long wizard = (long)(await bench.Odoo.CallAsync("base.partner.merge.automatic.wizard", "create", [new JsonObject
        {
            ["state"] = "selection", ["partner_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray(survivor, linked))), ["dst_partner_id"] = survivor,
        }]))!;
        await bench.Odoo.CallAsync("base.partner.merge.automatic.wizard", "action_merge", [new JsonArray(wizard)]);

        await bench.PostAsync(Given.ToSend(customer));

        CaseInfo only = Assert.Single(await bench.CasesAsync());
        Assert.Equal((ErrorKind.Gone, "deleted-customer"), (only.Reason.Kind, only.Reason.Cause));
        Assert.Contains($"Partner {linked},", only.Reason.Message, StringComparison.Ordinal);
        Assert.Null(await bench.FindAsync(EffectKinds.Customer, customer.Ref, "id"));

        await bench.Hub.Identity.SupersedeAsync(Partner(linked), Partner(survivor), "tester", Cancel);
        await bench.Hub.Cases.RetryAsync(only.Id, "tester", Cancel);
        Invoice invoice = Given.Invoice(bench, customer, "in_1", Given.Line(1m, 100m, 21m));
        await bench.PostAsync(Given.ToSend(invoice, customer));
        await bench.AssertNoCasesAsync();
        Assert.Equal(survivor, (long)(await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "partner_id"))!["partner_id"]![0]!);
        Assert.Null(await bench.FindAsync(EffectKinds.Customer, customer.Ref, "id"));
    }

    [Theory]
    [InlineData(DeletedPartner.Case)]
    [InlineData(DeletedPartner.Recreate)]
    public async Task Deleted_IsACaseOrMadeAnewAsTheHostSays(DeletedPartner policy)
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action, o => o.DeletedCustomer = policy);
        Customer customer = Given.Customer(bench);
        long linked = await MakeAsync(bench, "Linked");
        await bench.Hub.Identity.LinkAsync(Partner(linked), customer.Ref, "tester", cancellationToken: Cancel);
        await bench.Odoo.CallAsync("res.partner", "unlink", [new JsonArray(linked)]);

        await bench.PostAsync(Given.ToSend(customer));

        Assert.Equal(policy == DeletedPartner.Case ? ["deleted-customer"] : [], (await bench.CasesAsync()).Select(c => c.Reason.Cause));
        Assert.Equal(policy == DeletedPartner.Recreate, await bench.FindAsync(EffectKinds.Customer, customer.Ref, "id") is not null);
    }

    private static ExternalRef Partner(long id) => new("odoo", RecordKinds.Customer, id.ToString(CultureInfo.InvariantCulture));

    private static async Task<long> MakeAsync(PortBench bench, string name) => (long)(await bench.Odoo.CallAsync("res.partner", "create", [new JsonObject { ["name"] = name }]))!;
}
