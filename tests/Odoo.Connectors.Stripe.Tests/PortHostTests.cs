using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>What the host decides: mapped fields, owners, prices with taxes; and what changes at the owner.</summary>
public sealed class PortHostTests
{
    [Fact]
    public async Task Fields_ThatTheHostMaps_AreSentWithTheirRule()
    {
        await using PortBench bench = new(more: b => b
            .Map<Customer>("stripe", to => to.Set("metadata[region]", c => c.Custom["region"]))
            .Map<Deal>("stripe", to => to.Set("description", d => d.Name)));
        Customer mapped = Given.Customer with { Custom = new CustomFields([KeyValuePair.Create("region", (string?)"EMEA")]) };

        Outcome made = await bench.DoAsync(PortBench.Of(mapped));
        bench.Link(mapped.Ref, RecordKinds.Customer, made.Target!.Id);
        await bench.DoAsync(PortBench.Of(Given.Deal()));

        Assert.Equal("EMEA", bench.Account.Find(made.Target.Id)!["metadata"]!["region"]!.GetValue<string>());
        Assert.Equal("EMEA", made.Values["metadata[region]"]);
        Assert.Equal("Seats", bench.Account.All("subscription")[0]["description"]!.GetValue<string>());
        PlanResult.Review missing = Assert.IsType<PlanResult.Review>(await bench.PlanAsync(PortBench.Of(Given.Customer with { Ref = Given.Customer.Ref with { Id = "001B" } })));
        Assert.Equal(("mapping-failed", "metadata[region]"), (missing.Reason.Cause, missing.Reason.Field));
    }

    [Fact]
    public async Task Fields_OfAnotherOwner_AreLeftAlone()
    {
        await using PortBench bench = new(more: b => b.Own<Customer>(PortBench.Crm, o => o.Except(c => c.Phone, "odoo")));
        await bench.CustomerAsync();
        Customer changed = Given.Customer with { Name = "NorthPeak SE" };

        EffectPlan plan = Assert.IsType<PlanResult.Send>(await bench.PlanAsync(PortBench.Of(EffectKinds.CustomerFields, changed.Ref, changed, EffectClass.State))).Plan;

        Assert.DoesNotContain("phone", bench.Writes[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("phone", plan.Payload, StringComparison.Ordinal);
        Assert.Contains("owned by salesforce", plan.Provenance["name"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Price_ThatIncludesTaxes_IsNotTheNegotiatedOne()
    {
        await using PortBench bench = new();
        await bench.CustomerAsync();
        bench.Account.Post("products", ("id", "GROSS"), ("name", "Gross"));
        bench.Account.Post("prices", ("product", "GROSS"), ("currency", "eur"), ("unit_amount", "4000"), ("tax_behavior", "inclusive"), ("recurring[interval]", "month"));

        await bench.DoAsync(PortBench.Of(Given.Deal(Given.Line("GROSS"))));

        Dictionary<string, string> form = PortBench.Form(bench.Writes[^1]);
        Assert.Equal(("4000", "exclusive", "month"), (form["items[0][price_data][unit_amount_decimal]"], form["items[0][price_data][tax_behavior]"], form["items[0][price_data][recurring][interval]"]));
    }

    [Fact]
    public async Task Lines_OfOnePrice_AreOneItem_AndUsageHasNoQuantity()
    {
        await using PortBench bench = new();
        await bench.CustomerAsync();
        string meter = PortBench.Id(bench.Account.Post("billing/meters", ("display_name", "Calls"), ("event_name", "calls"), ("default_aggregation[formula]", "sum")));
        bench.Account.Post("products", ("id", "CALLS"), ("name", "Calls"));
        string calls = PortBench.Id(bench.Account.Post(
            "prices", ("product", "CALLS"), ("currency", "eur"), ("unit_amount", "2"), ("recurring[interval]", "month"), ("recurring[usage_type]", "metered"), ("recurring[meter]", meter)));

        await bench.DoAsync(PortBench.Of(Given.Deal(Given.Line(), Given.Line(quantity: 3m, id: "l2"), Given.Line("CALLS", 1000m, 0.02m, id: "l3"))));

        Dictionary<string, string> form = PortBench.Form(bench.Writes[^1]);
        Assert.Equal((bench.SeatPrice, "8", calls), (form["items[0][price]"], form["items[0][quantity]"], form["items[1][price]"]));
        Assert.DoesNotContain("items[1][quantity]", form.Keys);
        Assert.Equal("unmapped-price", await bench.AskedAsync(PortBench.Of(Given.Deal(Given.Line("CALLS", 1m, 0.03m)) with { Ref = Given.Deal().Ref with { Id = "006B" } })));
    }

    [Fact]
    public async Task TaxTreatment_ThatIsNotMapped_IsACaseWithoutWordsOfTheCustomer()
    {
        await using PortBench bench = new();
        PlanResult.Review asked = Assert.IsType<PlanResult.Review>(await bench.PlanAsync(PortBench.Of(Given.Customer with { TaxTreatment = "as Anna said" })));
        Assert.Equal(("unmapped-tax-treatment", "TaxTreatments"), (asked.Reason.Cause, asked.Reason.Field));
        Assert.DoesNotContain("Anna", asked.Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VatNumber_ThatChanged_IsAddedOnceAndTheOtherOneIsForAPerson()
    {
        await using PortBench bench = new();
        string id = await bench.CustomerAsync();
        Customer changed = Given.Customer with { VatNumber = "DE987654321" };
        Dispatch fields = await bench.PlannedAsync(PortBench.Of(EffectKinds.CustomerFields, changed.Ref, changed, EffectClass.State));
        int writes = 0;
        bench.Account.OnCall = call => call.Method == "POST" && ++writes == 2 ? EmulatorFault.DropReply : EmulatorFault.None;

        Assert.Equal(OutcomeStatus.Unknown, (await bench.SendAsync(fields)).Status);
        Outcome written = await bench.SendAsync(fields with { InDoubt = true, Attempts = 1 });

        Assert.Equal("DE987654321", written.Values["tax_id"]);
        Assert.Equal(["DE123456789", "DE987654321"], bench.Account.All("tax_id").Select(t => t["value"]!.GetValue<string>()));
        Dispatch same = await bench.PlannedAsync(PortBench.Of(EffectKinds.CustomerFields, changed.Ref, changed with { VatNumber = "DE111111111" }, EffectClass.State));
        Outcome third = await bench.SendAsync(same with { Key = "acct_EMULATOR00000001|customer-fields|epoch/lane/2" });
        Assert.Equal(("second-vat-number", $"/v1/customers/{id}/tax_ids"), (third.Discrepancy!.Cause, bench.Writes[^1].Path));
        Assert.DoesNotContain("DE", third.Discrepancy.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_WhereStripeHasNone_FindsNobody()
    {
        StubHandler stripe = new(request => request.RequestUri!.AbsolutePath == "/v1/customers/search"
            ? (400, """{"error":{"type":"invalid_request_error","message":"Search is not available in your region."}}""")
            : (500, "{}"));
        await using Rig rig = new(handler: stripe);
        Assert.Null(await rig.Source.ReadAsync(new ExternalRef("stripe", "customer-match", "001NP"), TestContext.Current.CancellationToken));
        Assert.Contains("query=metadata%5B%27crm_account_id%27%5D%3A%27001NP%27", stripe.Requests[0].RequestUri!.AbsoluteUri, StringComparison.Ordinal);
    }
}
