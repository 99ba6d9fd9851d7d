using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>What a CRM named <c>crm</c> and a ledger named <c>odoo</c> want of a site, and how it is planned and sent without a hub.</summary>
internal static class Till
{
    private static readonly Dictionary<string, string> s_accounts = new() { ["billing"] = "acme-test", ["crm"] = "00D1", ["odoo"] = "odoo.example/np", ["usage"] = "usage" };

    public static readonly Customer NorthPeak = new()
    {
        Ref = new ExternalRef("crm", RecordKinds.Customer, "001ZM"),
        Name = "NorthPeak GmbH",
        Email = "ap@northpeak.example",
        Phone = "+49 30 1",
        VatNumber = "DE123456789",
        Language = "de-DE",
        PaymentTerms = "net30",
        TaxTreatment = "exempt",
        Contact = new Contact { Ref = new ExternalRef("crm", RecordKinds.Contact, "003"), Name = "Nora van Peak" },
        BillingAddress = new Address { Street = "Hauptstr. 1\nHof 2", City = "Köln", PostalCode = "50667", Country = "DE" },
    };

    /// <summary>Five seats of 36.00 EUR a month for a year from 1 October, and onboarding of 500.00 once.</summary>
    public static readonly Deal Won = new()
    {
        Ref = new ExternalRef("crm", RecordKinds.Deal, "006ZM"),
        Customer = NorthPeak,
        Name = "Rollout",
        IsWon = true,
        Currency = Currency.Parse("EUR"),
        StartsOn = new DateOnly(2026, 10, 1),
        TermMonths = 12,
        Lines =
        [
            new ProductLine { Id = "1", ProductCode = "onboarding", Description = "Onboarding", Quantity = 1, UnitPrice = 500 },
            new ProductLine { Id = "2", ProductCode = "seat", Description = "Seat", Quantity = 5, UnitPrice = 36, Recurrence = new Recurrence(1, RecurrenceUnit.Month) },
        ],
    };

    public static readonly UsageTotal Used = new()
    {
        Ref = new ExternalRef("usage", RecordKinds.Usage, "billing/sub/calls/2026-09"),
        Subscription = new ExternalRef("billing", RecordKinds.Contract, "sub"),
        Meter = "calls",
        ReportedAs = "calls-EUR",
        Period = new UsagePeriod(new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero)),
        Quantity = 42.5m,
        Events = 3,
        Version = 1,
        IsClosed = true,
    };

    /// <summary>
    /// What the ledger issued: 3 seats at 40.00 are 120.00, and 1.5 days at 33.33 come to 50.00. 21 % of 120.00 are 25.20 and of 50.00 are 10.50:
    /// 120.00 + 50.00 + 35.70 = 205.70.
    /// </summary>
    public static Invoice Issued => new()
    {
        Ref = new ExternalRef("odoo", RecordKinds.Invoice, "17"),
        Number = "INV/2026/00017",
        Customer = new ExternalRef("billing", RecordKinds.Customer, "np"),
        IssuedAt = new DateTimeOffset(2026, 9, 18, 12, 0, 0, TimeSpan.Zero),
        DueAt = new DateTimeOffset(2026, 10, 18, 12, 0, 0, TimeSpan.Zero),
        Currency = Currency.Parse("EUR"),
        Lines = [IssuedLine("1", "Seat", 3m, 40m, 120m, 25.2m), IssuedLine("2", "Day", 1.5m, 33.33m, 50m, 10.5m)],
        Net = Eur(170m),
        Taxes = [Vat(170m, 35.7m)],
        Gross = Eur(205.7m),
    };

    /// <summary>One seat of the invoice of 200.00 is given back, without tax as that has none: 40.00.</summary>
    public static CreditNote IssuedNote(decimal amount = 40m) => new()
    {
        Ref = new ExternalRef("odoo", RecordKinds.CreditNote, "18"),
        Number = "RINV/2026/00018",
        Invoice = new ExternalRef("billing", RecordKinds.Invoice, "INV-1"),
        IssuedAt = new DateTimeOffset(2026, 9, 19, 12, 0, 0, TimeSpan.Zero),
        Currency = Currency.Parse("EUR"),
        Lines = [IssuedLine("3", "Seat", 1m, amount, amount, 0m)],
        Net = Eur(amount),
        Taxes = [],
        Gross = Eur(amount),
    };

    /// <summary>Invoice 17 was cancelled.</summary>
    public static VoidedInvoice IssuedVoid => new() { Invoice = Issued, VoidedAt = new DateTimeOffset(2026, 9, 20, 12, 0, 0, TimeSpan.Zero) };

    public static ContractCancellation Cancellation(bool atPeriodEnd) => new() { Ref = Order("cancel"), Contract = Contract, AtPeriodEnd = atPeriodEnd };

    public static ContractPause Pause(DateTimeOffset? until = null) => new() { Ref = Order("pause"), Contract = Contract, ResumesAt = until };

    public static ContractResumption Resumption => new() { Ref = Order("resume"), Contract = Contract };

    public static OfflinePayment Payment(decimal amount, string invoice = "INV-1", string currency = "EUR") => new()
    {
        Ref = new ExternalRef("odoo", RecordKinds.Payment, "77"), Invoice = new ExternalRef("billing", RecordKinds.Invoice, invoice), Amount = new Money(amount, Currency.Parse(currency)), On = new DateOnly(2026, 9, 18),
    };

    public static AccountCredit Credit(decimal amount) => new()
    {
        Ref = Order("credit"), Customer = new ExternalRef("billing", RecordKinds.Customer, "np"), Amount = new Money(amount, Currency.Parse("EUR")), Description = "Goodwill for 3 March",
    };

    public static Intent Intent(string kind, ExternalRef source, object record, EffectClass effect = EffectClass.Document) =>
        new() { Target = "billing", Kind = kind, Class = effect, Source = source, Record = record };

    public static Intent Intent(object record) => record switch
    {
        Customer c => Intent(EffectKinds.Customer, c.Ref, c),
        Deal d => Intent(EffectKinds.Contract, d.Ref, d),
        ContractCancellation o => Intent(EffectKinds.ContractCancellation, o.Ref, o),
        ContractPause o => Intent(EffectKinds.ContractPause, o.Ref, o),
        ContractResumption o => Intent(EffectKinds.ContractResumption, o.Ref, o),
        OfflinePayment p => Intent(EffectKinds.OfflinePayment, p.Ref, p) with { Discriminator = p.Invoice.Id },
        AccountCredit c => Intent(EffectKinds.AccountCredit, c.Ref, c),
        Invoice i => Intent(EffectKinds.Invoice, i.Ref, i),
        CreditNote n => Intent(EffectKinds.CreditNote, n.Ref, n),
        VoidedInvoice v => Intent(EffectKinds.Void, v.Invoice.Ref, v),
        _ => Intent(EffectKinds.Usage, ((UsageTotal)record).Ref, record),
    };

    /// <summary>Plans as the hub does: what is asked is read, looked up among the links, or not there.</summary>
    public static Task<PlanResult> PlanAsync(this Rig rig, Intent intent, params RecordLink[] links) => rig.PlanAsync(intent, Shadow.Empty, links);

    /// <summary>Plans where something was agreed before.</summary>
    public static async Task<PlanResult> PlanAsync(this Rig rig, Intent intent, Shadow agreed, params RecordLink[] links)
    {
        Dictionary<Need, object?> answers = [];
        while (true)
        {
            Known known = new(s_accounts, rig.Clock.GetUtcNow(), answers, (reference, bytes) => rig.Adapter.Decode(reference, bytes));
            PlanResult result = rig.Adapter.Plan(intent, known);
            if (!known.HasNeeds)
            {
                return result;
            }

            foreach (Need need in known.Missing.ToArray())
            {
                answers[need] = need switch
                {
                    Need.Read read => await rig.Adapter.ReadAsync(read.Reference, Rig.Token),
                    Need.Link link => links.FirstOrDefault(l => l.References.Contains(link.Reference)),
                    Need.Busy => false,
                    Need.ShadowOf => agreed,
                    _ => null,
                };
            }
        }
    }

    public static async Task<EffectPlan> SendablePlanAsync(this Rig rig, object record, params RecordLink[] links) =>
        Assert.IsType<PlanResult.Send>(await rig.PlanAsync(record as Intent ?? Intent(record), links)).Plan;

    public static async Task<CaseReason> CaseAsync(this Rig rig, object record, params RecordLink[] links) =>
        Assert.IsType<PlanResult.Review>(await rig.PlanAsync(record as Intent ?? Intent(record), links)).Reason;

    public static Dispatch Dispatch(object record, EffectPlan plan, bool inDoubt = false)
    {
        Intent intent = record as Intent ?? Intent(record);
        Known known = new(s_accounts, default, [], (_, _) => new object());
        return new Dispatch
        {
            Key = known.DocumentKey("billing", intent.Kind, intent.Source, intent.Discriminator),
            Kind = intent.Kind, Class = intent.Class, Payload = plan.Payload, Way = plan.Way, InDoubt = inDoubt, Attempts = inDoubt ? 1 : 0,
        };
    }

    public static async Task<Outcome> SendAsync(this Rig rig, Dispatch dispatch) => Assert.Single(await rig.Adapter.SendAsync([dispatch], Rig.Token));

    /// <summary>Plans and sends.</summary>
    public static async Task<Outcome> SendAsync(this Rig rig, object record, bool inDoubt = false) => await rig.SendAsync(Dispatch(record, await rig.SendablePlanAsync(record), inDoubt));

    /// <summary>A record that is called so in the CRM, and so in billing.</summary>
    public static RecordLink Link(ExternalRef origin, string kind, string id) => new(Guid.NewGuid(), origin,
    [
        new RecordReference { Reference = origin, IsPrimary = true, IsOrigin = true },
        new RecordReference { Reference = new ExternalRef("billing", kind, id), IsPrimary = true },
    ]);

    public static Money Eur(decimal amount) => new(amount, Currency.Parse("EUR"));

    private static InvoiceLine IssuedLine(string id, string text, decimal quantity, decimal price, decimal net, decimal tax) => new()
    {
        Id = id, Description = text, Quantity = quantity, UnitPrice = price, Net = Eur(net), Taxes = tax == 0m ? [] : [Vat(net, tax)],
    };

    private static TaxLine Vat(decimal net, decimal tax) => new() { RateId = "VAT 21% G|21", Base = Eur(net), Amount = Eur(tax) };

    private static ExternalRef Contract => new("billing", RecordKinds.Contract, "sub");

    private static ExternalRef Order(string id) => new("odoo", "order", id);
}
