using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>What each write sends, against forms written by hand. The clock stands at 2026-09-01 01:00:06 UTC.</summary>
public sealed class PortFormTests
{
    private const string CustomerMark = "metadata[odoo_connectors_effect]";

    [Fact]
    public async Task Customer_New_CarriesItsFieldsTheCrmsIdAndTheMark()
    {
        await using PortBench bench = new();

        Outcome made = await bench.DoAsync(PortBench.Of(Given.Customer));

        VendorCall call = Assert.Single(bench.Writes);
        Dictionary<string, string> form = PortBench.Form(call);
        string mark = form[CustomerMark];
        Assert.Equal(32, mark.Length);
        form.Remove(CustomerMark);
        Assert.Equal("/v1/customers", call.Path);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["name"] = "NorthPeak GmbH",
                ["email"] = "billing@northpeak.example",
                ["phone"] = "+49 30 1234567",
                ["address[line1]"] = "Hauptstr. 1",
                ["address[line2]"] = "Hof 2",
                ["address[city]"] = "Berlin",
                ["address[postal_code]"] = "10115",
                ["address[country]"] = "DE",
                ["preferred_locales[0]"] = "de-DE",
                ["tax_exempt"] = "reverse",
                ["tax_id_data[0][type]"] = "eu_vat",
                ["tax_id_data[0][value]"] = "DE123456789",
                ["metadata[crm_account_id]"] = "001NP",
            },
            form);
        Assert.Equal((OutcomeStatus.Applied, RecordKinds.Customer), (made.Status, made.Target!.Kind));
        Assert.Equal("Hauptstr. 1", made.Values["address[line1]"]);
        Assert.Equal(mark, bench.Account.Find(made.Target.Id)!["metadata"]!["odoo_connectors_effect"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("GB123456789", "gb_vat")]
    [InlineData("XI123456789", "eu_vat")]
    [InlineData("EL123456789", "eu_vat")]
    [InlineData("BR12345678901234", null)]
    public async Task Customer_VatNumber_IsOfTheTypeThatItsPrefixTells(string number, string? type)
    {
        await using PortBench bench = new();
        EffectPlan plan = Assert.IsType<PlanResult.Send>(await bench.PlanAsync(PortBench.Of(Given.Customer with { VatNumber = number }))).Plan;
        Assert.Equal(type is not null, plan.Payload.Contains($"\"{type ?? "eu_vat"}\"", StringComparison.Ordinal));
        Assert.Equal(type is null, plan.Remarks.Count == 1);
    }

    /// <summary>Stripe takes in no invoice of others: what its customer owes there is metadata. What is not known stays; what was told is not told again.</summary>
    [Fact]
    public async Task Summary_OfACustomer_IsMetadataAndOfNobodyNothing()
    {
        await using PortBench bench = new(o => o.SummaryPrefix = "books_");
        AccountSummary owed = new()
        {
            Customer = Given.Customer.Ref, Status = ContractStatus.Active, Balance = new Money(121m, Currency.Parse("EUR")), Overdue = new Money(0m, Currency.Parse("EUR")), LastPaymentOn = new DateOnly(2026, 9, 8),
        };
        Intent told = PortBench.Of(EffectKinds.AccountSummary, owed.Customer, owed, EffectClass.State);
        Assert.IsType<PlanResult.Nothing>(await bench.PlanAsync(told));
        string id = await bench.CustomerAsync();

        Outcome written = await bench.DoAsync(told);

        Assert.Equal($"/v1/customers/{id}", bench.Writes[^1].Path);
        Assert.Equal(
            new Dictionary<string, string> { ["metadata[books_balance]"] = "121.00 EUR", ["metadata[books_overdue]"] = "0.00 EUR", ["metadata[books_last_payment_on]"] = "2026-09-08" },
            PortBench.Form(bench.Writes[^1]));
        Assert.Equal(("121.00 EUR", "001NP"), ((string?)bench.Account.Find(id)!["metadata"]!["books_balance"], (string?)bench.Account.Find(id)!["metadata"]!["crm_account_id"]));
        Assert.Equal("121.00 EUR", written.Values["metadata[books_balance]"]);

        byte[] key = new byte[32];
        bench.Agreed = new Shadow(key, written.Values.ToDictionary(v => v.Key, v => Shadow.Hash(key, v.Key, v.Value)));
        Assert.Equal("unchanged", Assert.IsType<PlanResult.Nothing>(await bench.PlanAsync(told)).Reason);
        Assert.IsType<PlanResult.Send>(await bench.PlanAsync(PortBench.Of(EffectKinds.AccountSummary, owed.Customer, owed with { Balance = new Money(122m, Currency.Parse("EUR")) }, EffectClass.State)));
    }

    [Fact]
    public async Task CustomerFields_AreAbsolute_AndEmptyWhatIsEmpty()
    {
        await using PortBench bench = new();
        string id = await bench.CustomerAsync();
        Customer changed = Given.Customer with { Phone = null, BillingAddress = null, Language = null, TaxTreatment = null, Name = "NorthPeak SE" };

        Outcome written = await bench.DoAsync(PortBench.Of(EffectKinds.CustomerFields, changed.Ref, changed, EffectClass.State));

        Assert.Equal($"/v1/customers/{id}", bench.Writes[^1].Path);
        Assert.Equal(
            new Dictionary<string, string> { ["name"] = "NorthPeak SE", ["email"] = "billing@northpeak.example", ["phone"] = "", ["address"] = "" }, PortBench.Form(bench.Writes[^1]));
        Assert.Equal(("NorthPeak SE", null), (written.Values["name"], written.Values["phone"]));
        Assert.Equal("reverse", bench.Account.Find(id)!["tax_exempt"]!.GetValue<string>());
    }

    [Fact]
    public async Task CustomerFields_OfACustomerThatIsBeingMade_FindIt()
    {
        await using PortBench bench = new();
        Outcome made = await bench.DoAsync(PortBench.Of(Given.Customer with { Email = null }));
        Dispatch making = await bench.PlannedAsync(PortBench.Of(Given.Customer));
        Customer changed = Given.Customer with { Email = null, Name = "NorthPeak SE" };
        EffectPlan plan = Assert.IsType<PlanResult.Send>(await bench.PlanAsync(
            PortBench.Of(EffectKinds.CustomerFields, changed.Ref, changed, EffectClass.State), new EffectSummary(making.Key, EffectState.Sending, null, false))).Plan;

        Outcome written = await bench.SendAsync(making with { Key = "acct_EMULATOR00000001|customer-fields|epoch/lane/1", Way = plan.Way, Payload = plan.Payload, Class = EffectClass.State });

        Assert.Equal((OutcomeStatus.Applied, made.Target), (written.Status, written.Target));
        Assert.Equal("NorthPeak SE", bench.Account.Find(made.Target!.Id)!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Contract_InNegotiatedPrices_UsesThePriceWhereItIsTheListPrice()
    {
        await using PortBench bench = new();
        bench.Account.Post("products", ("id", "prod_PLUS"), ("name", "Plus"));
        string id = await bench.CustomerAsync();

        Outcome made = await bench.DoAsync(PortBench.Of(Given.Deal(
            Given.Line(), Given.Line("prod_PLUS", 2m, 12.345m, new Recurrence(1, RecurrenceUnit.Month), "l2"), Given.Line("SETUP", 1m, 150m, id: "l3"))));

        VendorCall call = bench.Writes[^1];
        Dictionary<string, string> form = PortBench.Form(call);
        Assert.True(form.Remove(CustomerMark));
        Assert.Equal("/v1/subscriptions", call.Path);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["customer"] = id,
                ["currency"] = "eur",
                ["metadata[crm_opportunity_id]"] = "006NP",
                ["items[0][price]"] = bench.SeatPrice,
                ["items[0][quantity]"] = "5",
                ["items[1][price_data][currency]"] = "eur",
                ["items[1][price_data][product]"] = "prod_PLUS",
                ["items[1][price_data][tax_behavior]"] = "exclusive",
                ["items[1][price_data][unit_amount_decimal]"] = "1234.5",
                ["items[1][price_data][recurring][interval]"] = "month",
                ["items[1][price_data][recurring][interval_count]"] = "1",
                ["items[1][quantity]"] = "2",
                ["add_invoice_items[0][price_data][currency]"] = "eur",
                ["add_invoice_items[0][price_data][product]"] = "SETUP",
                ["add_invoice_items[0][price_data][tax_behavior]"] = "exclusive",
                ["add_invoice_items[0][price_data][unit_amount_decimal]"] = "15000",
                ["add_invoice_items[0][quantity]"] = "1",
                ["collection_method"] = "charge_automatically",
            },
            form);

        // 5 x 40.00 + 2 x 12.345 + 150.00; read back as the feed reads it, with the deal.
        Invoice invoice = await bench.Rig.ReadAsync<Invoice>(RecordKinds.Invoice, PortBench.Id(bench.Account.All("invoice")[0]));
        Assert.Equal((374.69m, new ExternalRef("salesforce", "deal", "006NP")), (invoice.Gross.Amount, invoice.Deal));
        Assert.Equal(RecordKinds.Contract, made.Target!.Kind);
    }

    [Theory]
    [InlineData("2026-10-01", "trial_end=1790812800")]
    [InlineData("2026-09-01", "")]
    [InlineData("2026-07-15", "backdate_start_date=1784073600&billing_cycle_anchor=1789430400")]
    public async Task Contract_Start_IsATrialUntilThenOrDatedBack(string start, string expected)
    {
        await using PortBench bench = new();
        await bench.CustomerAsync();

        Outcome made = await bench.DoAsync(PortBench.Of(Given.Deal() with { StartsOn = DateOnly.Parse(start, null) }));

        Assert.Equal(OutcomeStatus.Applied, made.Status);
        string[] dates = ["backdate_start_date", "billing_cycle_anchor", "trial_end"];
        Assert.Equal(expected, string.Join('&', PortBench.Form(bench.Writes[^1]).Where(f => dates.Contains(f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}")));
    }

    [Fact]
    public async Task Contract_DatedBack_BillsThePeriodsThatPassed()
    {
        await using PortBench bench = new();
        await bench.CustomerAsync();
        await bench.DoAsync(PortBench.Of(Given.Deal() with { StartsOn = new DateOnly(2026, 7, 15) }));

        // Two months began: 2 x 5 x 40.00; the next begins on 15 September.
        Assert.Equal(40_000, bench.Account.All("invoice")[0]["total"]!.GetValue<long>());
        Contract contract = await bench.Rig.ReadAsync<Contract>(RecordKinds.Contract, PortBench.Id(bench.Account.All("subscription")[0]));
        Assert.Equal((new DateOnly(2026, 7, 15), new DateTimeOffset(2026, 9, 15, 0, 0, 0, TimeSpan.Zero)), (contract.StartsOn, contract.RenewsAt!.Value));
    }

    [Fact]
    public async Task Contract_ByTheHostsOptions_HasZoneTermTaxesAndTerms()
    {
        await using PortBench bench = new(o =>
        {
            (o.ContractTimeZone, o.EndAtTerm, o.AutomaticTax, o.DaysUntilDue) = ("America/New_York", true, true, 14);
            o.PaymentTerms["net30"] = 30;
            o.Products["SKU-1"] = "SEAT";
        });
        await bench.CustomerAsync();

        // In New York it is still 31 August; a year from there ends there at midnight.
        await bench.DoAsync(PortBench.Of(Given.Deal(Given.Line("SKU-1")) with { StartsOn = new DateOnly(2026, 8, 31), TermMonths = 12, Customer = Given.Customer with { PaymentTerms = "net30" } }));

        Dictionary<string, string> form = PortBench.Form(bench.Writes[^1]);
        Assert.Equal(("send_invoice", "30", "true", "1819684800"), (form["collection_method"], form["days_until_due"], form["automatic_tax[enabled]"], form["cancel_at"]));
        Assert.DoesNotContain("trial_end", form.Keys);
        Assert.Equal("unmapped-payment-terms", await bench.AskedAsync(PortBench.Of(Given.Deal() with { Ref = Given.Deal().Ref with { Id = "006B" }, Customer = Given.Customer with { PaymentTerms = "net45" } })));
    }

    [Fact]
    public async Task Contract_ByLookupKey_FindsThePrice()
    {
        await using PortBench bench = new();
        await bench.CustomerAsync();
        string yearly = PortBench.Id(bench.Account.Post("prices", ("product", "SEAT"), ("currency", "eur"), ("unit_amount", "40000"), ("recurring[interval]", "year"), ("lookup_key", "SEAT-Y")));

        await bench.DoAsync(PortBench.Of(Given.Deal(Given.Line("SEAT-Y", 3m, 400m))));

        Assert.Equal((yearly, "3"), (PortBench.Form(bench.Writes[^1])["items[0][price]"], PortBench.Form(bench.Writes[^1])["items[0][quantity]"]));
    }

    [Theory]
    [InlineData("fraction", "quantity-not-whole")]
    [InlineData("product", "unmapped-product")]
    [InlineData("intervals", "mixed-intervals")]
    [InlineData("recurrence", "unclear-recurrence")]
    [InlineData("once", "nothing-recurring")]
    [InlineData("negative", "negative-price")]
    [InlineData("currency", "not-for-stripe")]
    [InlineData("elsewhere", "deal-elsewhere")]
    [InlineData("far", "starts-too-late")]
    [InlineData("fine", "price-too-fine")]
    public async Task Contract_ThatStripeCannotHold_IsACaseBeforeAnyWrite(string what, string cause)
    {
        await using PortBench bench = new();
        await bench.CustomerAsync();
        bench.Account.Post("products", ("id", "BARE"), ("name", "Bare"));
        Recurrence year = new(1, RecurrenceUnit.Year);
        Deal deal = what switch
        {
            "fraction" => Given.Deal(Given.Line(quantity: 1.5m)),
            "product" => Given.Deal(Given.Line("NOBODY")),
            "intervals" => Given.Deal(Given.Line(), Given.Line(every: year, id: "l2")),
            "recurrence" => Given.Deal(Given.Line("BARE")),
            "once" => Given.Deal(Given.Line("SETUP", 1m, 200m)),
            "negative" => Given.Deal(Given.Line(price: -1m)),
            "currency" => Given.Deal() with { Currency = Currency.Parse("UGX") },
            "far" => Given.Deal() with { StartsOn = new DateOnly(2029, 1, 1) },
            "fine" => Given.Deal(Given.Line(price: 0.000000000000001m)),
            _ => Given.Deal() with { Ref = new ExternalRef("odoo", RecordKinds.Deal, "1") },
        };
        int before = bench.Writes.Length;

        Assert.Equal(cause, await bench.AskedAsync(PortBench.Of(deal)));
        Assert.Equal(before, bench.Writes.Length);
    }

    [Fact]
    public async Task Contract_OfADealThatHasOne_IsAdopted()
    {
        await using PortBench bench = new();
        await bench.CustomerAsync();
        Outcome made = await bench.DoAsync(PortBench.Of(Given.Deal()));

        PlanResult.Adopt adopted = Assert.IsType<PlanResult.Adopt>(await bench.PlanAsync(PortBench.Of(Given.Deal())));

        Assert.Equal((made.Target!.Id, made.Target), (adopted.TargetId, adopted.Found));
    }

    [Fact]
    public async Task Orders_AreWrittenOnceAndProvenByTheirState()
    {
        await using PortBench bench = new();
        await bench.CustomerAsync();
        string id = (await bench.DoAsync(PortBench.Of(Given.Deal()))).Target!.Id;
        ExternalRef contract = Given.Subscription(id);
        DateTimeOffset resumes = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
        Intent pause = PortBench.Of(EffectKinds.ContractPause, Given.Order("1"), new ContractPause { Ref = Given.Order("1"), Contract = contract, ResumesAt = resumes });
        Intent resume = PortBench.Of(EffectKinds.ContractResumption, Given.Order("2"), new ContractResumption { Ref = Given.Order("2"), Contract = contract });
        Intent later = PortBench.Of(EffectKinds.ContractCancellation, Given.Order("3"), new ContractCancellation { Ref = Given.Order("3"), Contract = contract });
        Intent now = PortBench.Of(EffectKinds.ContractCancellation, Given.Order("4"), new ContractCancellation { Ref = Given.Order("4"), Contract = contract, AtPeriodEnd = false });

        List<string> written = [];
        foreach (Intent order in (Intent[])[pause, resume, later, now])
        {
            Dispatch dispatch = await bench.PlannedAsync(order);
            Assert.Equal(OutcomeStatus.Applied, (await bench.SendAsync(dispatch)).Status);
            written.Add($"{bench.Writes[^1].Method} {bench.Writes[^1].Path.Replace(id, "*", StringComparison.Ordinal)} {string.Join('&', PortBench.Form(bench.Writes[^1]).Where(f => f.Key != "metadata[odoo_connectors_order]").Select(f => $"{f.Key}={f.Value}"))}");
            int writes = bench.Writes.Length;
            Assert.Equal(OutcomeStatus.Replayed, (await bench.SendAsync(dispatch with { InDoubt = true, Attempts = 1 })).Status);
            Assert.Equal(writes, bench.Writes.Length);
        }

        Assert.Equal(
            [
                "POST /v1/subscriptions/* pause_collection[behavior]=void&pause_collection[resumes_at]=1796083200",
                "POST /v1/subscriptions/* pause_collection=",
                "POST /v1/subscriptions/* cancel_at_period_end=true",
                "DELETE /v1/subscriptions/* ",
            ],
            written);
        Outcome late = await bench.DoAsync(pause with { Source = Given.Order("5") });
        Assert.Equal((OutcomeStatus.Refused, "contract-ended"), (late.Status, late.Reason!.Cause));
    }

    [Fact]
    public async Task Resume_OfWhatStripeStopped_IsACallOfItsOwn()
    {
        await using PortBench bench = new();
        await bench.CustomerAsync();
        string id = (await bench.DoAsync(PortBench.Of(Given.Deal()))).Target!.Id;
        bench.Account.Post($"subscriptions/{id}/pause");

        Outcome resumed = await bench.DoAsync(PortBench.Of(EffectKinds.ContractResumption, Given.Order("2"), new ContractResumption { Ref = Given.Order("2"), Contract = Given.Subscription(id) }));

        Assert.Equal((OutcomeStatus.Applied, $"/v1/subscriptions/{id}/resume"), (resumed.Status, bench.Writes[^1].Path));
        Assert.Equal("active", bench.Account.Find(id)!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Order_ThatWasObeyedAndTakenBack_IsNotGivenAgain()
    {
        await using PortBench bench = new();
        await bench.CustomerAsync();
        string id = (await bench.DoAsync(PortBench.Of(Given.Deal()))).Target!.Id;
        Dispatch cancel = await bench.PlannedAsync(PortBench.Of(EffectKinds.ContractCancellation, Given.Order("1"), new ContractCancellation { Ref = Given.Order("1"), Contract = Given.Subscription(id) }));
        await bench.SendAsync(cancel);
        bench.Account.Post($"subscriptions/{id}", ("cancel_at_period_end", "false"));
        int writes = bench.Writes.Length;
        bench.Rig.Clock.Advance(TimeSpan.FromHours(25));

        Outcome again = await bench.SendAsync(cancel with { InDoubt = true, Attempts = 1 });

        Assert.Equal((OutcomeStatus.Replayed, "order-taken-back", writes), (again.Status, again.Discrepancy!.Cause, bench.Writes.Length));
    }

    [Fact]
    public async Task OfflinePayment_OfAPart_IsReportedAndAttached_NeverMoreThanIsOpen()
    {
        await using PortBench bench = new(o => o.DaysUntilDue = 30);
        string customer = await bench.CustomerAsync();
        await bench.DoAsync(PortBench.Of(Given.Deal()));
        string invoice = PortBench.Id(bench.Account.All("invoice")[0]);

        // 200.00 are open.
        Outcome part = await bench.DoAsync(Paid("pay_1", invoice, 150m));

        VendorCall[] calls = bench.Writes[^2..];
        Dictionary<string, string> report = PortBench.Form(calls[0]);
        Assert.True(report.Remove(CustomerMark));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["amount_requested[currency]"] = "eur",
                ["amount_requested[value]"] = "15000",
                ["customer_details[customer]"] = customer,
                ["guaranteed[guaranteed_at]"] = "1788091200", // 2026-08-30 12:00 UTC
                ["initiated_at"] = "1788091200",
                ["outcome"] = "guaranteed",
                ["payment_method_details[type]"] = "custom",
                ["payment_method_details[custom][display_name]"] = "Paid outside of Stripe",
                ["processor_details[type]"] = "custom",
                ["processor_details[custom][payment_reference]"] = "pay_1",
            },
            report);
        Assert.Equal(("/v1/payment_records/report_payment", $"/v1/invoices/{invoice}/attach_payment", $"payment_record={part.Target!.Id}"), (calls[0].Path, calls[1].Path, calls[1].Body));
        JsonObject stored = bench.Account.Find(invoice)!;
        Assert.Equal(("open", 5_000L), (stored["status"]!.GetValue<string>(), stored["amount_remaining"]!.GetValue<long>()));

        Outcome tooMuch = await bench.DoAsync(Paid("pay_2", invoice, 50.01m));
        Assert.Equal((OutcomeStatus.Refused, "more-than-open"), (tooMuch.Status, tooMuch.Reason!.Cause));
        Assert.Equal(OutcomeStatus.Applied, (await bench.DoAsync(Paid("pay_3", invoice, 50m))).Status);
        Assert.Equal("paid", bench.Account.Find(invoice)!["status"]!.GetValue<string>());
        Assert.Equal(2, bench.Account.All("payment_record").Count);
        Payment read = Assert.Single((await bench.Rig.ReadAsync<InvoicePayments>(RecordKinds.InvoicePayments, invoice)).Payments, p => p.Ref == part.Target);
        Assert.Equal(150m, read.Amount.Amount);
        Assert.Equal("other-currency", await bench.AskedAsync(Paid("pay_4", invoice, 1m, "USD")));
    }

    [Fact]
    public async Task AccountCredit_IsANegativeMovementOfTheBalance()
    {
        await using PortBench bench = new();
        string customer = await bench.CustomerAsync();

        Outcome credited = await bench.DoAsync(Credit("c1", 12.34m));

        Dictionary<string, string> form = PortBench.Form(bench.Writes[^1]);
        Assert.Equal($"/v1/customers/{customer}/balance_transactions", bench.Writes[^1].Path);
        Assert.Equal(("-1234", "eur", "Goodwill"), (form["amount"], form["currency"], form["description"]));
        Assert.Equal((-1_234L, EffectKinds.AccountCredit), (bench.Account.Find(customer)!["balance"]!.GetValue<long>(), credited.Target!.Kind));
        Assert.Equal("no-amount", await bench.AskedAsync(Credit("c2", 0.001m)));
        Assert.Equal("no-amount", await bench.AskedAsync(Credit("c3", -1m)));
    }

    [Fact]
    public async Task Write_Each_IsOneRequestWithTheEffectsKeyAndThePinnedVersion()
    {
        await using PortBench bench = new(o => o.DaysUntilDue = 30);
        string customer = await bench.CustomerAsync();
        bench.Account.OnCall = call => call.Method == "GET" ? EmulatorFault.None : EmulatorFault.Unavailable;
        int before = bench.Writes.Length;
        Dispatch[] effects = [await bench.PlannedAsync(PortBench.Of(Given.Deal())), await bench.PlannedAsync(Credit("c1", 1m))];
        foreach (Dispatch effect in effects)
        {
            // Stripe.net repeats a 503 twice by itself unless it is told not to.
            Assert.Equal(OutcomeStatus.Unknown, (await bench.SendAsync(effect)).Status);
        }

        VendorCall[] calls = bench.Writes[before..];
        Assert.Equal(effects.Select(e => e.NativeKey), calls.Select(c => c.Headers["Idempotency-Key"]));
        Assert.All(calls, c => Assert.Equal("2026-10-28.endive", c.Headers["Stripe-Version"]));
        Assert.NotEmpty(customer);
    }

    private static Intent Paid(string id, string invoice, decimal amount, string currency = "EUR") => PortBench.Of(EffectKinds.OfflinePayment, new ExternalRef("odoo", RecordKinds.Payment, id), new OfflinePayment
    {
        Ref = new ExternalRef("odoo", RecordKinds.Payment, id), Invoice = new ExternalRef("stripe", RecordKinds.Invoice, invoice),
        Amount = new Money(amount, Currency.Parse(currency)), On = new DateOnly(2026, 8, 30),
    });

    private static Intent Credit(string id, decimal amount) => PortBench.Of(EffectKinds.AccountCredit, Given.Order(id), new AccountCredit
    {
        Ref = Given.Order(id), Customer = Given.Customer.Ref, Amount = Given.Euros(amount), Description = "Goodwill",
    });
}
