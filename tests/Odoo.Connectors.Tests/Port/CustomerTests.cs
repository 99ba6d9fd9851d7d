using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port;

/// <summary>Customers in Odoo: their fields, contacts and terms, and what became of a partner since.</summary>
public sealed class CustomerTests
{
    private static readonly string[] s_address = ["street", "city", "zip", "state_id", "country_id", "email"];

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Fields_WithStateByCodeOrName_AreWrittenAndClearedWithTheirOwner(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench) with
        {
            Email = "billing@one.example", BillingAddress = new Address { Street = "1 Main St", City = "Austin", PostalCode = "78701", State = "TX", Country = "US" },
        };
        await bench.PostAsync(Given.ToSend(customer));
        Assert.Equal(("Texas", "US"), await PlaceAsync(bench, customer));

        Customer moved = customer with { BillingAddress = customer.BillingAddress! with { State = "california" } };
        await bench.PostAsync(Fields(moved));
        Assert.Equal(("California", "US"), await PlaceAsync(bench, customer));

        Customer unknown = customer with { BillingAddress = customer.BillingAddress! with { State = "Elsewhere" } };
        await bench.PostAsync(Fields(unknown));
        Assert.Equal((null, "US"), await PlaceAsync(bench, customer));

        await bench.PostAsync(Fields(customer with { BillingAddress = null, Email = null }));
        JsonObject cleared = (await bench.FindAsync(EffectKinds.Customer, customer.Ref, s_address))!;
        Assert.All(s_address, f => Assert.Equal((f, "false"), (f, cleared[f]!.ToJsonString())));
        await bench.AssertNoCasesAsync();
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Language_NotInstalled_IsLeftOutOrACaseAndNeverWritten(string way)
    {
        await using (PortBench lenient = await PortBench.StartAsync(way, o => o.Languages["english"] = "en_US"))
        {
            Customer mapped = Given.Customer(lenient) with { Language = "english" };
            Customer odd = Given.Customer(lenient, "c2") with { Language = "tlh-KX" };
            await lenient.PostAsync(Given.ToSend(mapped), Given.ToSend(odd));
            await lenient.AssertNoCasesAsync();
            Assert.Equal("en_US", (string?)(await lenient.FindAsync(EffectKinds.Customer, mapped.Ref, "lang"))!["lang"]);
            Assert.NotEqual("tlh_KX", (await lenient.FindAsync(EffectKinds.Customer, odd.Ref, "lang"))!["lang"]!.ToString());
        }

        await using PortBench strict = await PortBench.StartAsync(way, o => o.UnknownLanguage = FaultyValue.Case);
        Customer customer = Given.Customer(strict) with { Language = "tlh-KX" };
        await strict.PostAsync(Given.ToSend(customer));
        CaseReason reason = Assert.Single(await strict.CasesAsync()).Reason;
        Assert.Equal(("unknown-language", "Systems:odoo:Languages:tlh-KX"), (reason.Cause, reason.Field));
        Assert.Contains("en_US", reason.Message, StringComparison.Ordinal);
        Assert.Null(await strict.FindAsync(EffectKinds.Customer, customer.Ref, "id"));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Contacts_SentTwice_AreChildrenUnderIdsOfTheirOwn(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Contact ann = new() { Ref = bench.Ref("contact", "p1"), Name = "Ann", Email = "ann@one.example", Phone = "+32 2 1" };
        Contact bob = new() { Ref = bench.Ref("contact", "p2"), Name = "Bob" };
        Customer customer = Given.Customer(bench) with { Contacts = [ann, bob] };
        await bench.PostAsync(Given.ToSend(customer), Contacts(customer));
        await bench.PostAsync(Contacts(customer with { Contacts = [ann with { Name = "Ann Peeters", Phone = null }, bob] }));

        await bench.AssertNoCasesAsync();
        long partner = (long)(await bench.FindAsync(EffectKinds.Customer, customer.Ref, "id"))!["id"]!;
        JsonArray children = await bench.Odoo.SearchReadAsync("res.partner", [new JsonArray("parent_id", "=", partner)], "name", "email", "phone", "type");
        Assert.Equal(
            [("Ann Peeters", "\"ann@one.example\"", "false", "contact"), ("Bob", "false", "false", "contact")],
            children.Select(c => ((string)c!["name"]!, c["email"]!.ToJsonString(), c["phone"]!.ToJsonString(), (string)c["type"]!)));
        Assert.Equal("Ann Peeters", (string?)(await bench.FindAsync("contact", ann.Ref, "name"))!["name"]);
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Terms_OfACompany_AreWrittenThereAloneOnceAndTakenBack(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o =>
        {
            o.PaymentTerms["net30"] = "Contract 30 days";
            o.FiscalPositions["domestic"] = "account.{company}_fiscal_position_template_1";
        });
        Customer customer = Given.Customer(bench) with { PaymentTerms = "net30", TaxTreatment = "domestic", CreditLimit = new Money(5000.50m, Currency.Parse("EUR")) };
        await bench.PostAsync(Given.ToSend(customer), Terms(customer));
        await bench.AssertNoCasesAsync();
        Assert.Equal(("Contract 30 days", true, 5000.50m), await TermsAsync(bench, customer, "Contract BE"));
        Assert.Equal((null, false, 0m), await TermsAsync(bench, customer, "My Company"));

        // What Odoo's people change is theirs until the source changes its mind.
        string ours = $"oc_books.customer_{customer.Ref.Id}";
        long id = (long)(await bench.Odoo.FindAsync(ours, "id"))!["id"]!;
        await WriteAsync(bench, id, new JsonObject { ["credit_limit"] = 1 });
        await bench.PostAsync(Terms(customer));
        Assert.Equal(1m, (await TermsAsync(bench, customer, "Contract BE")).Limit);

        await bench.PostAsync(Terms(customer with { PaymentTerms = null }));
        Assert.Equal((null, true, 5000.50m), await TermsAsync(bench, customer, "Contract BE"));
        await bench.AssertNoCasesAsync();
    }

    [Theory]
    [InlineData("net90", "domestic", "EUR", "unmapped-payment-term", "Systems:odoo:PaymentTerms:net90", "Contract 30 days")]
    [InlineData("net30", "export", "EUR", "unmapped-fiscal-position", "Systems:odoo:FiscalPositions:export", "National")]
    [InlineData("net30", "domestic", "USD", "credit-limit-currency", "CreditLimit", "USD")]
    public async Task Terms_ThatAreNotMapped_AreACaseThatShowsWhatOdooHas(string terms, string treatment, string currency, string cause, string field, string shown)
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action, o =>
        {
            o.PaymentTerms["net30"] = "Contract 30 days";
            o.FiscalPositions["domestic"] = "National";
        });
        Customer customer = Given.Customer(bench) with { PaymentTerms = terms, TaxTreatment = treatment, CreditLimit = new Money(1m, Currency.Parse(currency)) };
        await bench.PostAsync(Given.ToSend(customer));
        await bench.PostAsync(Terms(customer));
        CaseReason reason = Assert.Single(await bench.CasesAsync()).Reason;
        Assert.Equal((cause, field), (reason.Cause, reason.Field));
        Assert.Contains(shown, reason.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Merged_InOdoo_InvoicesAndCreditNotesGoToTheSurvivorAndTheMapFollows(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Invoice before = Given.Invoice(bench, customer, "in_1", Given.Line(1m, 100m, 21m));
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(before, customer));
        long merged = await IdAsync(bench, customer);
        long survivor = await MakeAsync(bench, new JsonObject { ["name"] = "Survivor", ["is_company"] = true });
        await MergeAsync(bench, merged, survivor);

        Invoice after = Given.Invoice(bench, customer, "in_2", Given.Line(1m, 50m, 10.50m));
        CreditNote note = new()
        {
            Ref = bench.Ref(RecordKinds.CreditNote, "cn_1"), Number = bench.Ref("", "cn_1").Id, Invoice = before.Ref, IssuedAt = Given.Noon(2026, 3, 2),
            Currency = before.Currency, Lines = before.Lines, Net = before.Net, Taxes = before.Taxes, Gross = before.Gross,
        };
        await bench.PostAsync(Given.ToSend(after, customer), Given.ToSend(note, customer));
        await bench.PostAsync(Fields(customer with { Phone = "+32 2 555" }));

        await bench.AssertNoCasesAsync();
        Assert.Equal(survivor, await PartnerOfAsync(bench, EffectKinds.Invoice, after.Ref));
        Assert.Equal(survivor, await PartnerOfAsync(bench, EffectKinds.CreditNote, note.Ref));
        Assert.Equal("+32 2 555", (string?)(await ReadAsync(bench, survivor, "phone"))["phone"]);
        RecordLink known = (await bench.Hub.Identity.FindAsync(customer.Ref, TestContext.Current.CancellationToken))!;
        Assert.Equal(survivor.ToString(CultureInfo.InvariantCulture), known.IdIn("odoo", RecordKinds.Customer));
        Assert.Equal(LinkState.Superseded, known.StateOf(new ExternalRef("odoo", RecordKinds.Customer, merged.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>An adopted partner carries no external id of ours: its survivor is found by the same VAT number.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Merged_AfterItWasAdopted_TheSurvivorIsFoundByItsKeys(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.MatchKeys = ["company_registry=Registry"]);
        string registry = bench.Ref("", "reg-77").Id;
        Customer customer = Given.Customer(bench) with { Custom = new CustomFields([new("Registry", registry)]) };
        long adopted = await MakeAsync(bench, new JsonObject { ["name"] = "There before", ["is_company"] = true, ["company_registry"] = registry });
        await bench.PostAsync(Given.ToSend(customer));
        Assert.Null(await bench.FindAsync(EffectKinds.Customer, customer.Ref, "id"));
        long survivor = await MakeAsync(bench, new JsonObject { ["name"] = "Survivor", ["is_company"] = true });
        await MergeAsync(bench, adopted, survivor);
        await WriteAsync(bench, survivor, new JsonObject { ["company_registry"] = registry });

        Invoice invoice = Given.Invoice(bench, customer, "in_1", Given.Line(1m, 100m, 21m));
        await bench.PostAsync(Given.ToSend(invoice, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(survivor, await PartnerOfAsync(bench, EffectKinds.Invoice, invoice.Ref));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Archived_PartnerThatMatches_IsACaseOrTakenOutOfTheArchive(string way)
    {
        await using (PortBench strict = await PortBench.StartAsync(way))
        {
            Customer customer = Given.Customer(strict);
            long there = await MakeAsync(strict, new JsonObject { ["name"] = "Old", ["is_company"] = true, ["website"] = customer.Website, ["active"] = false });
            await strict.PostAsync(Given.ToSend(customer));
            CaseReason reason = Assert.Single(await strict.CasesAsync()).Reason;
            Assert.Equal("archived-customer", reason.Cause);
            Assert.Contains($"Partner {there}", reason.Message, StringComparison.Ordinal);
            Assert.Null(await strict.FindAsync(EffectKinds.Customer, customer.Ref, "id"));
        }

        await using PortBench lenient = await PortBench.StartAsync(way, o => o.ArchivedCustomer = ArchivedPartner.Unarchive);
        Customer again = Given.Customer(lenient);
        long old = await MakeAsync(lenient, new JsonObject { ["name"] = "Old", ["is_company"] = true, ["website"] = again.Website, ["active"] = false });
        Invoice invoice = Given.Invoice(lenient, again, "in_1", Given.Line(1m, 100m, 21m));
        await lenient.PostAsync(Given.ToSend(again), Fields(again), Given.ToSend(invoice, again));
        await lenient.AssertNoCasesAsync();
        Assert.True((bool)(await ReadAsync(lenient, old, "active"))["active"]!);
        Assert.Equal(old, await PartnerOfAsync(lenient, EffectKinds.Invoice, invoice.Ref));
    }

    /// <summary>A credit note of a customer who was archived since is booked; only changing the customer asks.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Archived_Since_DocumentsGoOnAndItsFieldsAreACase(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        await bench.PostAsync(Given.ToSend(customer));
        long id = await IdAsync(bench, customer);
        await bench.Odoo.CallAsync("res.partner", "action_archive", [new JsonArray(id)]);

        Invoice invoice = Given.Invoice(bench, customer, "in_1", Given.Line(1m, 100m, 21m));
        await bench.PostAsync(Given.ToSend(invoice, customer));
        await bench.AssertNoCasesAsync();
        Assert.Equal(id, await PartnerOfAsync(bench, EffectKinds.Invoice, invoice.Ref));

        await bench.PostAsync(Fields(customer with { Phone = "+32 2 555" }));
        Assert.Equal("archived-customer", Assert.Single(await bench.CasesAsync()).Reason.Cause);
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Deleted_Partner_IsACaseOrMadeAnewUnderItsExternalId(string way)
    {
        await using (PortBench strict = await PortBench.StartAsync(way))
        {
            Customer gone = Given.Customer(strict);
            await strict.PostAsync(Given.ToSend(gone));
            await strict.Odoo.CallAsync("res.partner", "unlink", [new JsonArray(await IdAsync(strict, gone))]);
            await strict.PostAsync(Fields(gone with { Phone = "+32 2 555" }));
            Assert.Equal((ErrorKind.Gone, "deleted-customer"), (Assert.Single(await strict.CasesAsync()).Reason.Kind, (await strict.CasesAsync())[0].Reason.Cause));
        }

        await using PortBench lenient = await PortBench.StartAsync(way, o => o.DeletedCustomer = DeletedPartner.Recreate);
        Customer customer = Given.Customer(lenient);
        await lenient.PostAsync(Given.ToSend(customer));
        long old = await IdAsync(lenient, customer);
        await lenient.Odoo.CallAsync("res.partner", "unlink", [new JsonArray(old)]);
        Invoice invoice = Given.Invoice(lenient, customer, "in_1", Given.Line(1m, 100m, 21m));
        await lenient.PostAsync(Fields(customer with { Phone = "+32 2 555" }), Given.ToSend(invoice, customer));

        await lenient.AssertNoCasesAsync();
        JsonObject made = (await lenient.FindAsync(EffectKinds.Customer, customer.Ref, "id", "name", "phone", "is_company"))!;
        Assert.NotEqual(old, (long)made["id"]!);
        Assert.Equal((customer.Name, "+32 2 555", true), ((string?)made["name"], (string?)made["phone"], (bool)made["is_company"]!));
        Assert.Equal((long)made["id"]!, await PartnerOfAsync(lenient, EffectKinds.Invoice, invoice.Ref));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task SameEmail_OfAPartner_AsksAPersonWhereItIsAHintAndMatchesNobody(string way)
    {
        string email = $"a_b{Guid.NewGuid():N}@many.example";
        await using (PortBench silent = await PortBench.StartAsync(way))
        {
            long theirs = await MakeAsync(silent, new JsonObject { ["name"] = "Another", ["email"] = email });
            Customer customer = Given.Customer(silent) with { Email = email };
            await silent.PostAsync(Given.ToSend(customer));
            await silent.AssertNoCasesAsync();
            Assert.NotEqual(theirs, await IdAsync(silent, customer));
        }

        await using PortBench asking = await PortBench.StartAsync(way, o => o.EmailHints = true);
        long there = await MakeAsync(asking, new JsonObject { ["name"] = "Another", ["email"] = email.ToUpperInvariant() });
        Customer other = Given.Customer(asking) with { Email = email };
        await asking.PostAsync(Given.ToSend(other));
        CaseInfo only = Assert.Single(await asking.CasesAsync());
        Assert.Equal(("same-email", "Email"), (only.Reason.Cause, only.Reason.Field));
        Assert.DoesNotContain(email, only.Reason.Message, StringComparison.OrdinalIgnoreCase);

        // A person says that it is the same: what the case asks for ends it.
        await asking.Hub.Identity.LinkAsync(
            new ExternalRef("odoo", RecordKinds.Customer, there.ToString(CultureInfo.InvariantCulture)), other.Ref, "tester", cancellationToken: TestContext.Current.CancellationToken);
        await asking.Hub.Cases.RetryAsync(only.Id, "tester", TestContext.Current.CancellationToken);
        await asking.DrainAsync();
        await asking.AssertNoCasesAsync();
        Assert.Null(await asking.FindAsync(EffectKinds.Customer, other.Ref, "id"));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task MatchKeys_OfTheHost_DecideAndOthersDoNot(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.MatchKeys = ["company_registry=Registry"]);
        string registry = bench.Ref("", "0477").Id;
        Customer customer = Given.Customer(bench) with { Custom = new CustomFields([new("Registry", registry)]) };
        await MakeAsync(bench, new JsonObject { ["name"] = "Same web site", ["is_company"] = true, ["website"] = customer.Website });
        long there = await MakeAsync(bench, new JsonObject { ["name"] = "Same registry", ["is_company"] = true, ["company_registry"] = registry });
        Invoice invoice = Given.Invoice(bench, customer, "in_1", Given.Line(1m, 100m, 21m));
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer));
        await bench.AssertNoCasesAsync();
        Assert.Equal(there, await PartnerOfAsync(bench, EffectKinds.Invoice, invoice.Ref));
        // Adopted, and nothing of it is overwritten by that.
        Assert.Equal("Same registry", (string?)(await ReadAsync(bench, there, "name"))["name"]);
    }

    private static Intent Fields(Customer customer) => PortBench.Intent(EffectKinds.CustomerFields, customer.Ref, customer, customer, isState: true);

    private static Intent Contacts(Customer customer) => PortBench.Intent(EffectKinds.Contacts, customer.Ref, customer, customer, isState: true);

    private static Intent Terms(Customer customer) => PortBench.Intent(EffectKinds.CustomerTerms, customer.Ref, customer, customer, isState: true);

    private static async Task<long> IdAsync(PortBench bench, Customer customer) => (long)(await bench.FindAsync(EffectKinds.Customer, customer.Ref, "id"))!["id"]!;

    private static async Task<long> MakeAsync(PortBench bench, JsonObject partner) => (long)(await bench.Odoo.CallAsync("res.partner", "create", [partner]))!;

    private static async Task WriteAsync(PortBench bench, long id, JsonObject values) => await bench.Odoo.CallAsync(
        "res.partner", "write", [new JsonArray(id), values],
        new JsonObject { ["context"] = new JsonObject { ["allowed_company_ids"] = new JsonArray(await CompanyAsync(bench, "Contract BE")) } });

    private static async Task<long> CompanyAsync(PortBench bench, string company) =>
        (long)(await bench.Odoo.SearchReadAsync("res.company", [new JsonArray("name", "=", company)], "name"))[0]!["id"]!;

    private static async Task MergeAsync(PortBench bench, long from, long into)
    {
        long wizard = (long)(await bench.Odoo.CallAsync("base.partner.merge.automatic.wizard", "create", [new JsonObject
        {
            ["state"] = "selection", ["partner_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray(into, from))), ["dst_partner_id"] = into,
        }]))!;
        await bench.Odoo.CallAsync("base.partner.merge.automatic.wizard", "action_merge", [new JsonArray(wizard)]);
    }

    private static async Task<JsonObject> ReadAsync(PortBench bench, long id, params string[] fields) =>
        (JsonObject)((JsonArray)(await bench.Odoo.CallAsync("res.partner", "read", [new JsonArray(id), new JsonArray([.. fields.Select(f => (JsonNode)f)])]))!)[0]!;

    private static async Task<long> PartnerOfAsync(PortBench bench, string kind, ExternalRef document)
    {
        JsonObject found = (await bench.FindAsync(kind, document, "partner_id", "state"))!;
        Assert.Equal("posted", (string?)found["state"]);
        return (long)found["partner_id"]![0]!;
    }

    private static async Task<(string? State, string? Country)> PlaceAsync(PortBench bench, Customer customer)
    {
        JsonObject found = (await bench.FindAsync(EffectKinds.Customer, customer.Ref, "state_id", "country_id"))!;
        string? state = found["state_id"] is JsonArray named ? ((string)named[1]!).Split(" (")[0] : null;
        JsonObject country = (JsonObject)((JsonArray)(await bench.Odoo.CallAsync("res.country", "read", [new JsonArray((long)found["country_id"]![0]!), new JsonArray("code")]))!)[0]!;
        return (state, (string?)country["code"]);
    }

    private static async Task<(string? Terms, bool HasPosition, decimal Limit)> TermsAsync(PortBench bench, Customer customer, string company)
    {
        long id = await CompanyAsync(bench, company);
        JsonObject found = (JsonObject)((JsonArray)(await bench.Odoo.CallAsync(
            "res.partner", "read", [new JsonArray(await IdAsync(bench, customer)), new JsonArray("property_payment_term_id", "property_account_position_id", "credit_limit")],
            new JsonObject { ["context"] = new JsonObject { ["allowed_company_ids"] = new JsonArray(id) } }))!)[0]!;
        return ((string?)(found["property_payment_term_id"] as JsonArray)?[1], found["property_account_position_id"] is JsonArray, (decimal)found["credit_limit"]!);
    }
}
