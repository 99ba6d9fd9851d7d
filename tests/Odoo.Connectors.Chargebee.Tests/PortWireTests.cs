using System.Net;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>What goes to Chargebee, byte for byte, written by hand after its form encoding. Ids of ours are base32 of SHA-256 over the effect's key.</summary>
public sealed class PortWireTests
{
    private const string CustomerId = "oc_ehcyvvl6ilj2znobftdwquixnhdn5qz4";
    private const string DealId = "oc_pvngq6552a2vtsnxcs6wfql55ibhh2tw";
    private const string Seat = """{"item_price":{"id":"seat-EUR","item_id":"seat","item_type":"plan","currency_code":"EUR","pricing_model":"per_unit","price":4000,"period":1,"period_unit":"month","status":"active"}}""";
    private const string Onboarding = """{"item_price":{"id":"onboarding","item_id":"onb","item_type":"charge","currency_code":"EUR","pricing_model":"flat_fee","price":50000,"status":"active"}}""";

    [Fact]
    public async Task Customer_New_IsSentUnderAnIdOfOursWithTheIdempotencyKey()
    {
        (Asked post, Outcome outcome) = await SentAsync(Till.NorthPeak, """{"customer":{"id":"x","company":"NorthPeak GmbH"}}""");

        Assert.Equal(("POST", "/api/v2/customers", "", "Basic a2V5LXNlY3JldDo="), (post.Method, post.Path, post.Query, post.Authorization));
        Assert.Equal("application/x-www-form-urlencoded", post.Type);
        Assert.Equal("d5f487ec22b95eb130e7dcd21699ce1b37ff82a8e8aaceedb1912f802491a7ee", post.Key);
        Assert.Equal(
            $"id={CustomerId}&company=NorthPeak+GmbH&first_name=Nora+van&last_name=Peak&email=ap%40northpeak.example&phone=%2B49+30+1&locale=de-DE&net_term_days=30&taxability=exempt"
            + "&cf_crm_account_id=001ZM&vat_number=123456789&billing_address%5Bcompany%5D=NorthPeak+GmbH&billing_address%5Bfirst_name%5D=Nora+van&billing_address%5Blast_name%5D=Peak"
            + "&billing_address%5Bline1%5D=Hauptstr.+1&billing_address%5Bline2%5D=Hof+2&billing_address%5Bcity%5D=K%C3%B6ln&billing_address%5Bzip%5D=50667&billing_address%5Bcountry%5D=DE",
            post.Body);
        Assert.Equal((OutcomeStatus.Applied, Rig.Ref(RecordKinds.Customer, "x"), "NorthPeak GmbH", ""), (outcome.Status, outcome.Target, outcome.Values["company"], outcome.Values["billing_address[city]"]));
    }

    [Fact]
    public async Task Customer_PersonByMetaDataWithoutAutomaticCollection_IsSentSo()
    {
        Customer person = new() { Ref = Till.NorthPeak.Ref, Name = "Nora Peak", IsCompany = false, VatNumber = "XI999", BillingAddress = new Address { Country = "GB", State = "NIR" }, PaymentTerms = "upon receipt" };
        (Asked post, _) = await SentAsync(person, """{"customer":{"id":"x"}}""", o => (o.CustomerField, o.AutoCollection) = ("crm_id", false));

        Assert.Equal(
            [
                $"id={CustomerId}", "first_name=Nora", "last_name=Peak", "vat_number=999", "vat_number_prefix=XI", "billing_address[first_name]=Nora", "billing_address[last_name]=Peak",
                "billing_address[state_code]=NIR", "billing_address[country]=GB", """meta_data={"crm_id":"001ZM"}""", "auto_collection=off",
            ],
            Lines(post));
    }

    [Fact]
    public async Task CustomerFields_Different_AreTwoCallsWithoutAKeyAndClearWhatIsEmpty()
    {
        Answers answers = new(_ => Answers.Json("""{"customer":{"id":"np","company":"NorthPeak SE","billing_address":{"city":"Köln"}}}"""));
        await using Rig rig = Rig.Create(answers);
        Customer renamed = Till.NorthPeak with { Name = "NorthPeak SE", Phone = null, VatNumber = null };
        Intent fields = Till.Intent(EffectKinds.CustomerFields, renamed.Ref, renamed, EffectClass.State);

        Outcome outcome = await rig.SendAsync(Till.Dispatch(fields, await rig.SendablePlanAsync(fields, Till.Link(renamed.Ref, RecordKinds.Customer, "np"))));

        Assert.Equal(["/api/v2/customers/np", "/api/v2/customers/np/update_billing_info"], answers.Asked.Select(a => a.Path));
        Assert.All(answers.Asked, a => Assert.Null(a.Key));
        Assert.Equal(
            ["company=NorthPeak SE", "first_name=Nora van", "last_name=Peak", "email=ap@northpeak.example", "phone=", "locale=de-DE", "net_term_days=30", "taxability=exempt", "cf_crm_account_id=001ZM"],
            Lines(answers.Asked[0]));
        Assert.Contains("vat_number=", Lines(answers.Asked[1]));
        Assert.Contains("billing_address[line3]=", Lines(answers.Asked[1]));
        Assert.Equal((OutcomeStatus.Applied, "NorthPeak SE", "Köln", "NorthPeak SE"), (outcome.Status, outcome.Values["company"], outcome.Values["billing_address[city]"], outcome.Values["company as told"]));
    }

    [Fact]
    public async Task Subscription_OfADeal_IsSentWithItsPricesQuantitiesStartAndTerm()
    {
        (Asked post, Outcome outcome) = await SentAsync(Till.Won, """{"subscription":{"id":"sub","status":"future","currency_code":"EUR"}}""", o => o.DealField = "cf_deal");

        Assert.Equal($"/api/v2/customers/{CustomerId}/subscription_for_items", post.Path);
        Assert.Equal("f4da04d634a54e813e28670dcbb1e76034cf3b0312bbd8a6032f9ac594b6d289", post.Key);

        // The plan first; 36.00 instead of the list's 40.00; 500.00 once is the list price; 1 October 2026 in UTC.
        Assert.Equal(
            [
                $"id={DealId}", "subscription_items[item_price_id][0]=seat-EUR", "subscription_items[quantity][0]=5", "subscription_items[unit_price][0]=3600",
                "subscription_items[item_price_id][1]=onboarding", "start_date=1790812800", "billing_cycles=12", "cf_deal=006ZM",
            ],
            Lines(post));
        Assert.Equal((OutcomeStatus.Applied, Rig.Ref(RecordKinds.Contract, "sub")), (outcome.Status, outcome.Target));
    }

    [Fact]
    public async Task Subscription_Options_AreSent()
    {
        (Asked post, _) = await SentAsync(Till.Won, """{"subscription":{"id":"sub"}}""", o =>
            (o.AutoCollection, o.AtTermEnd, o.SiteTimeZone, o.ItemPrices["seat|EUR"], o.ItemPrices["seat"]) = (true, ChargebeeTermEnd.Renew, "Europe/Berlin", "seat-EUR", "other"));

        // Midnight of 1 October in Berlin is 22:00 of the day before in UTC: 1790812800 - 7200.
        Assert.Equal(
            ["start_date=1790805600", "billing_cycles=12", "contract_term[action_at_term_end]=renew", """meta_data={"crm_opportunity_id":"006ZM"}""", "auto_collection=on"],
            Lines(post).TakeLast(5));
    }

    [Theory]
    [InlineData(true, "cancel_option=end_of_term", ChargebeeCancellationCredit.Full)]
    [InlineData(false, "cancel_option=immediately&credit_option_for_current_term_charges=none", ChargebeeCancellationCredit.None)]
    [InlineData(false, "cancel_option=immediately&credit_option_for_current_term_charges=prorate", ChargebeeCancellationCredit.Prorate)]
    [InlineData(false, "cancel_option=immediately&credit_option_for_current_term_charges=full", ChargebeeCancellationCredit.Full)]
    [InlineData(true, "contract_term_cancel_option=end_of_subscription_billing_term", ChargebeeCancellationCredit.None, "active")]
    [InlineData(false, "contract_term_cancel_option=terminate_immediately&credit_option_for_current_term_charges=none", ChargebeeCancellationCredit.None, "active")]
    public async Task Cancellation_IsSent(bool atPeriodEnd, string body, ChargebeeCancellationCredit credit, string contract = "completed")
    {
        string subscription = $$"""{"subscription":{"contract_term":{"status":"{{contract}}"},"id":"sub","status":"active"} }""";
        (Asked post, _) = await SentAsync(Till.Cancellation(atPeriodEnd), subscription, o => o.CreditOnCancellation = credit);

        Assert.Equal(("/api/v2/subscriptions/sub/cancel_for_items", body), (post.Path, post.Body));
    }

    [Fact]
    public async Task PauseAndResumption_AreSent()
    {
        (Asked pause, _) = await SentAsync(Till.Pause(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)), """{"subscription":{"id":"sub","status":"active"}}""");
        (Asked resume, _) = await SentAsync(Till.Resumption, """{"subscription":{"id":"sub","status":"paused"}}""");

        // 31 days after 1790812800.
        Assert.Equal(("/api/v2/subscriptions/sub/pause", "pause_option=immediately&resume_date=1793491200"), (pause.Path, pause.Body));
        Assert.Equal(("/api/v2/subscriptions/sub/resume", "resume_option=immediately"), (resume.Path, resume.Body));
    }

    [Fact]
    public async Task OfflinePayment_IsSentWithItsReference()
    {
        (Asked post, Outcome outcome) = await SentAsync(
            Till.Payment(119.00m), """{"invoice":{"id":"INV-1","currency_code":"EUR","status":"payment_due","amount_due":11900},"transaction":{"id":"txn_1","amount":11900}}""", o => o.OfflinePaymentMethod = "check");

        // 18 September 2026 at noon in UTC.
        Assert.Equal("/api/v2/invoices/INV-1/record_payment", post.Path);
        Assert.Equal("9f414ac3b07de4a2766e04c4789bd5e15c7f67957d279eedae1981e0c2fdadeb", post.Key);
        Assert.Equal(
            ["comment=Recorded for odoo/payment/77", "transaction[amount]=11900", "transaction[payment_method]=check", "transaction[date]=1789732800", "transaction[reference_number]=oc_catopnvtefhr2vxkjoblbt6o6qy4alkp"],
            Lines(post));
        Assert.Equal(Rig.Ref(RecordKinds.Payment, "txn_1"), outcome.Target);
    }

    [Fact]
    public async Task AccountCredit_IsSentWithItsReference()
    {
        (Asked post, Outcome outcome) = await SentAsync(Till.Credit(25.50m), """{"promotional_credit":{"id":"pc_1","amount":2550}}""");

        Assert.Equal(
            ("/api/v2/promotional_credits/add", "customer_id=np&amount=2550&currency_code=EUR&description=Goodwill+for+3+March&reference=oc_3emswutu4vj54tapkq4rbqrl2l5egqld"), (post.Path, post.Body));
        Assert.Equal((OutcomeStatus.Applied, "pc_1"), (outcome.Status, outcome.Target!.Id));
    }

    [Fact]
    public async Task Usage_IsSentUnderAnIdOfOursIntoItsPeriod()
    {
        (Asked post, Outcome outcome) = await SentAsync(Till.Used, """{"subscription":{"id":"sub","status":"active","current_term_start":1788220800},"usage":{"id":"u","quantity":"42.5"}}""");

        // 835 s and one before 1 October: 0x…, the first four bytes of SHA-256 of the total's name, modulo 1800.
        Assert.Equal(
            ("/api/v2/subscriptions/sub/usages", "id=oc_tocsjqxk4qsmtvuq5ejqvudsaefyenf3&item_price_id=calls-EUR&quantity=42.5&usage_date=1790811964"), (post.Path, post.Body));
        Assert.Equal((OutcomeStatus.Applied, Rig.Ref(RecordKinds.Usage, "u")), (outcome.Status, outcome.Target));
    }

    [Fact]
    public async Task Invoice_IssuedElsewhere_IsTakenInAsNotPaidWithItsLinesTaxesAndTotal()
    {
        (Asked post, Outcome outcome) = await SentAsync(Till.Issued, """{"invoice":{"id":"oc_x","total":20570,"currency_code":"EUR","status":"not_paid"}}""");

        // 18 September and 18 October 2026 at noon in UTC. 1.5 days at 33.33 are no whole numbers: one of 50.00.
        Assert.Equal("/api/v2/invoices/import_invoice", post.Path);
        Assert.Equal(
            [
                "id=oc_2ll6gl2vcm6yti7r5kjqzrvl6cve43qs", "customer_id=np", "currency_code=EUR", "date=1789732800", "status=not_paid", "due_date=1792324800", "po_number=INV/2026/00017",
                "price_type=tax_exclusive", "total=20570",
                "line_items[description][0]=Seat", "line_items[unit_amount][0]=4000", "line_items[quantity][0]=3", "line_items[amount][0]=12000", "line_items[tax1_name][0]=VAT 21% G", "line_items[tax1_amount][0]=2520",
                "line_items[description][1]=Day", "line_items[unit_amount][1]=5000", "line_items[quantity][1]=1", "line_items[amount][1]=5000", "line_items[tax1_name][1]=VAT 21% G", "line_items[tax1_amount][1]=1050",
                "taxes[name][0]=VAT 21% G", "taxes[rate][0]=21", "taxes[amount][0]=3570",
            ],
            Lines(post));
        Assert.Equal((OutcomeStatus.Applied, Rig.Ref(RecordKinds.Invoice, "oc_x"), null), (outcome.Status, outcome.Target, outcome.Discrepancy?.Cause));
    }

    [Theory]
    [InlineData(20569, "EUR", "total")]
    [InlineData(20570, "USD", "currency_code")]
    public async Task Invoice_StoredDifferently_IsToldAndDone(int total, string currency, string field)
    {
        (_, Outcome outcome) = await SentAsync(Till.Issued, $$"""{"invoice":{"id":"oc_x","total":{{total}},"currency_code":"{{currency}}"} }""");

        Assert.Equal((OutcomeStatus.Applied, "import-differs", field), (outcome.Status, outcome.Discrepancy!.Cause, outcome.Discrepancy.Field));
    }

    [Fact]
    public async Task Invoice_WithALineThatTakesAway_IsOneLineOfItsNet()
    {
        Invoice less = Till.Issued with
        {
            Lines = [Till.Issued.Lines[0], Till.Issued.Lines[1] with { Quantity = -1m, UnitPrice = 20m, Net = Till.Eur(-20m), Taxes = [Till.Issued.Taxes[0] with { Base = Till.Eur(-20m), Amount = Till.Eur(-4.2m) }] }],
            Net = Till.Eur(100m), Taxes = [Till.Issued.Taxes[0] with { Base = Till.Eur(100m), Amount = Till.Eur(21m) }], Gross = Till.Eur(121m),
        };
        (Asked post, _) = await SentAsync(less, """{"invoice":{"id":"oc_x","total":12100,"currency_code":"EUR"}}""");

        Assert.Equal(
            [
                "total=12100", "line_items[description][0]=INV/2026/00017", "line_items[unit_amount][0]=10000", "line_items[quantity][0]=1", "line_items[amount][0]=10000",
                "line_items[tax1_name][0]=VAT 21% G", "line_items[tax1_amount][0]=2100", "taxes[name][0]=VAT 21% G", "taxes[rate][0]=21", "taxes[amount][0]=2100",
            ],
            Lines(post)[8..]);
    }

    /// <summary>3 at 40.00 are 120.00, and 100.00 were agreed: no price of Chargebee's says that. What is dated ahead is of now: no document is of the future.</summary>
    [Fact]
    public async Task Invoice_OfADiscountedLineAndDatedAhead_IsOfItsAmountAndOfNow()
    {
        Invoice agreed = Till.Issued with
        {
            IssuedAt = Rig.Start.AddDays(3), Lines = [Till.Issued.Lines[0] with { Net = Till.Eur(100m), Taxes = [] }], Net = Till.Eur(100m), Taxes = [], Gross = Till.Eur(100m),
        };
        (Asked post, _) = await SentAsync(agreed, """{"invoice":{"id":"oc_x","total":10000,"currency_code":"EUR"}}""");

        Assert.Equal(["line_items[unit_amount][0]=10000", "line_items[quantity][0]=1", "line_items[amount][0]=10000"], Lines(post)[^3..]);
        Assert.Contains("date=1789905630", Lines(post)); // 20 September 2026, 12:00:30 in UTC
    }

    [Fact]
    public async Task Invoice_InYen_IsInWholeUnits()
    {
        Currency yen = Currency.Parse("JPY");
        Invoice issued = Till.Issued with
        {
            Currency = yen, Net = new Money(4000m, yen), Taxes = [], Gross = new Money(4000m, yen),
            Lines = [Till.Issued.Lines[0] with { Quantity = 1m, UnitPrice = 4000m, Net = new Money(4000m, yen), Taxes = [] }],
        };
        (Asked post, _) = await SentAsync(issued, """{"invoice":{"id":"oc_x","total":4000,"currency_code":"JPY"}}""");

        Assert.Contains("total=4000", Lines(post));
        Assert.Contains("line_items[unit_amount][0]=4000", Lines(post));
    }

    [Theory]
    [InlineData(40, 20000, 0, "adjustment", "adjusted")]
    [InlineData(40, 0, 20000, "refundable", "refund_due")]
    public async Task CreditNote_IssuedElsewhere_IsTakenInAsWhatItsInvoiceLeaves(int amount, int due, int paid, string type, string status)
    {
        (Asked post, Outcome outcome) = await SentAsync(
            Till.IssuedNote(amount), $$"""{"invoice":{"id":"INV-1","customer_id":"np","amount_due":{{due}},"amount_paid":{{paid}} },"credit_note":{"id":"oc_y","total":4000,"currency_code":"EUR"} }""");

        Assert.Equal("/api/v2/credit_notes/import_credit_note", post.Path);
        Assert.Equal(
            [
                "id=oc_waz3cnlfyoedlsz5sue2b2xady2k3jiy", "reference_invoice_id=INV-1", "currency_code=EUR", "date=1789819200", "create_reason_code=Other", "price_type=tax_exclusive", "total=4000",
                "line_items[description][0]=Seat", "line_items[unit_amount][0]=4000", "line_items[quantity][0]=1", "line_items[amount][0]=4000", "customer_id=np", $"type={type}", $"status={status}",
            ],
            Lines(post));
        Assert.Equal((OutcomeStatus.Applied, Rig.Ref(RecordKinds.CreditNote, "oc_y")), (outcome.Status, outcome.Target));
    }

    [Fact]
    public async Task Void_OfAnImportedInvoice_IsSent()
    {
        (Asked post, Outcome outcome) = await SentAsync(Till.IssuedVoid, """{"invoice":{"id":"oc_2ll6gl2vcm6yti7r5kjqzrvl6cve43qs","status":"not_paid","amount_paid":0}}""");

        Assert.Equal(("/api/v2/invoices/oc_2ll6gl2vcm6yti7r5kjqzrvl6cve43qs/void", "comment=Cancelled%3A+odoo%2Finvoice%2F17", OutcomeStatus.Applied), (post.Path, post.Body, outcome.Status));
    }

    /// <summary>The only write that a record leads to, where each write is answered so; reads find the same where they ask for one.</summary>
    private static async Task<(Asked Post, Outcome Outcome)> SentAsync(object record, string body, Action<ChargebeeOptions>? configure = null)
    {
        Answers answers = new(asked => (asked.Method, asked.Path) switch
        {
            ("GET", "/api/v2/item_prices/seat-EUR") => Answers.Json(Seat),
            ("GET", "/api/v2/item_prices/onboarding") => Answers.Json(Onboarding),
            ("GET", "/api/v2/item_prices") when asked.Query == "?limit=100&item_id[is]=seat&currency_code[is]=EUR" => Answers.Json($$"""{"list":[{{Seat}}]}"""),
            ("GET", "/api/v2/items/seat" or "/api/v2/items/onb") => Answers.Json("""{"item":{"id":"seat"}}"""),
            ("GET", var path) when path.StartsWith("/api/v2/item", StringComparison.Ordinal) && path != "/api/v2/item_prices" => Answers.Json("""{"api_error_code":"resource_not_found"}""", 404),
            ("GET", "/api/v2/customers" or "/api/v2/subscriptions" or "/api/v2/item_prices" or "/api/v2/promotional_credits" or "/api/v2/invoices/INV-1/payments") => Answers.Json("""{"list":[]}"""),
            _ => Answers.Json(body),
        });
        await using Rig rig = Rig.Create(answers, configure);
        Outcome outcome = await rig.SendAsync(record);
        return (answers.Asked.Single(a => a.Method == "POST"), outcome);
    }

    private static string[] Lines(Asked asked) => [.. asked.Body.Split('&').Select(WebUtility.UrlDecode).OfType<string>()];
}
