using Odoo.Connectors.Model;
using Odoo.Connectors.Revenue;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Revenue;

/// <summary>
/// Five months of two companies: subscriptions begin, grow, shrink, pause, end and come back; invoices are paid, credited, refunded and late. It is
/// reported on 1 June, then things come late, and it is reported again.
/// </summary>
public sealed class RevenueStory : IAsyncLifetime
{
    private static readonly Currency s_eur = Currency.Parse("EUR");
    private static readonly Currency s_jpy = Currency.Parse("JPY");

    internal static RevenueScope Scope { get; } = new() { From = new DateOnly(2026, 1, 31), Months = 5 };

    internal RevenueWorld World { get; } = new();

    /// <summary>As it was made on 1 June.</summary>
    internal RevenueReport InJune { get; private set; } = null!;

    /// <summary>As it was made later, of what was known on 1 June.</summary>
    internal RevenueReport Again { get; private set; } = null!;

    /// <summary>As it was made later, of everything.</summary>
    internal RevenueReport Later { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await World.PricelistAsync();
        await DealsAsync();
        await JanuaryAsync();
        await FebruaryAsync();
        await MarchAsync();
        await SpringAsync();
        World.MoveTo("2026-06-01T12:00:00Z");
        InJune = await World.Revenue.ReportAsync(Scope with { ReportingCurrency = s_jpy }, Cancel);
        await LateAsync();
        World.MoveTo("2026-06-20T12:00:00Z");
        Again = await World.Revenue.ReportAsync(Scope with { ReportingCurrency = s_jpy, KnownBy = InJune.KnownBy }, Cancel);
        Later = await World.Revenue.ReportAsync(Scope, Cancel);
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    private static Money Eur(decimal amount) => new(amount, s_eur);

    private static ProductLine Seats(decimal quantity, decimal price) => new() { Id = "l1", ProductCode = "seat", Description = "Seat", Quantity = quantity, UnitPrice = price };

    private ExternalRef Customer(string id)
    {
        ExternalRef reference = World.Books.Ref(RecordKinds.Customer, id);
        World.Books.Put(reference, new Customer { Ref = reference, Name = $"Name {id}", Website = $"https://{id}.example" });
        return reference;
    }

    private Contract Contract(
        string id, string customer, string since, long version, ContractStatus status, ProductLine term, RecurrenceUnit every = RecurrenceUnit.Month, Currency? currency = null) => new()
        {
            Ref = World.Books.Ref(RecordKinds.Contract, id), Customer = Customer(customer), Status = status, Currency = currency ?? s_eur, Version = version * 10,
            StartsOn = DateOnly.FromDateTime(RevenueWorld.At(since).UtcDateTime), StartsAt = RevenueWorld.At(since), Recurrence = new Recurrence(1, every), Terms = [term],
        };

    private Task TellAsync(Contract contract, string at) => World.HearAsync(World.Books, ChangeKinds.ContractChanged, contract.Ref, contract.Customer.Id, at, contract);

    private Task InvoiceAsync(string id, string contract, string customer, string at, string due, Money net, decimal tax, string from, string to)
    {
        ExternalRef reference = World.Books.Ref(RecordKinds.Invoice, id);
        return World.HearAsync(World.Books, ChangeKinds.InvoiceIssued, reference, customer, at, new Invoice
        {
            Ref = reference, Number = $"N-{id}", Customer = Customer(customer), Contract = World.Books.Ref(RecordKinds.Contract, contract), IssuedAt = RevenueWorld.At(at),
            DueAt = RevenueWorld.At(due), Currency = net.Currency, Net = net, Gross = net with { Amount = net.Amount + tax }, Taxes = Tax(net, tax),
            Lines = [Line(net, tax, from, to)],
        });
    }

    private static InvoiceLine Line(Money net, decimal tax, string? from, string? to) => new()
    {
        Id = "il_1", ProductCode = "seat", Description = "Seat", Quantity = 1m, UnitPrice = net.Amount, Net = net, Taxes = Tax(net, tax),
        ServiceFrom = from is null ? null : DateOnly.Parse(from), ServiceTo = to is null ? null : DateOnly.Parse(to),
    };

    private static TaxLine[] Tax(Money net, decimal tax) => tax == 0m ? [] : [new TaxLine { RateId = "standard", Base = net, Amount = net with { Amount = tax } }];

    private Task PayAsync(string id, string invoice, string customer, string at, Money amount)
    {
        ExternalRef reference = World.Books.Ref(RecordKinds.Payment, id);
        Payment payment = new()
        {
            Ref = reference, Customer = Customer(customer), Invoice = World.Books.Ref(RecordKinds.Invoice, invoice), Amount = amount, PaidAt = RevenueWorld.At(at),
        };
        World.Books.Put(payment.Invoice with { Kind = RecordKinds.InvoicePayments }, new InvoicePayments([payment]));
        return World.HearAsync(World.Books, ChangeKinds.PaymentReceived, reference, customer, at, payment);
    }

    private async Task DealsAsync()
    {
        Deal deal = new()
        {
            Ref = World.Crm.Ref(RecordKinds.Deal, "d1"), Customer = new Customer { Ref = World.Crm.Ref(RecordKinds.Customer, "001K"), Name = "Kanaal" }, Name = "Fleet", IsWon = false,
            Currency = s_eur, Stage = "qualified", Amount = Eur(5000m),
        };
        await DealAsync(deal, "2026-01-05T12:00:00Z");
        await DealAsync(deal with { Stage = "proposal", Amount = Eur(6000m) }, "2026-02-03T12:00:00Z");
        Deal other = deal with { Ref = World.Crm.Ref(RecordKinds.Deal, "d2"), Amount = null, Lines = [Seats(3m, 300m)] };
        await DealAsync(other, "2026-03-01T12:00:00Z");
        await DealAsync(deal with { Ref = World.Crm.Ref(RecordKinds.Deal, "d3"), Amount = null, Currency = s_jpy }, "2026-03-02T12:00:00Z");
        // Closed on the 14th, entered in the next month.
        await DealAsync(deal with { Stage = "won", IsWon = true, Amount = Eur(5500m), ClosedOn = new DateOnly(2026, 3, 14) }, "2026-04-01T12:00:00Z");
        await DealAsync(other with { Stage = "lost", IsLost = true, ClosedOn = new DateOnly(2026, 4, 2) }, "2026-04-02T12:00:00Z");

        Task DealAsync(Deal told, string at) => World.HearAsync(World.Crm, ChangeKinds.DealSeen, told.Ref, "001K", at, told);
    }

    private async Task JanuaryAsync()
    {
        await TellAsync(Contract("sub_1", "kanaal", "2026-01-10T12:00:00Z", 1, ContractStatus.Active, Seats(10m, 12m)), "2026-01-10T12:00:00Z");
        await TellAsync(Contract("sub_2", "dijk", "2026-01-15T12:00:00Z", 1, ContractStatus.Active, Seats(1m, 1200m), RecurrenceUnit.Year), "2026-01-15T12:00:00Z");
        await InvoiceAsync("in_1", "sub_2", "dijk", "2026-01-15T12:00:00Z", "2026-02-14T12:00:00Z", Eur(1200m), 252m, "2026-01-15", "2027-01-15");
        await PayAsync("py_1", "in_1", "dijk", "2026-01-20T12:00:00Z", Eur(1452m));
    }

    /// <summary>What begins at 16:00 UTC on 31 January is of February in Tokyo.</summary>
    private async Task FebruaryAsync()
    {
        await TellAsync(Contract("sub_j", "umi", "2026-01-31T16:00:00Z", 1, ContractStatus.Active, Seats(1m, 5000m), currency: s_jpy), "2026-01-31T16:00:00Z");
        await InvoiceAsync("in_j", "sub_j", "umi", "2026-01-31T16:00:00Z", "2026-02-15T03:00:00Z", new Money(5000m, s_jpy), 0m, "2026-02-01", "2026-03-01");
        await InvoiceAsync("in_2", "sub_1", "kanaal", "2026-02-01T12:00:00Z", "2026-03-03T12:00:00Z", Eur(120m), 25.20m, "2026-02-01", "2026-03-01");
        await TellAsync(Contract("sub_1", "kanaal", "2026-01-10T12:00:00Z", 2, ContractStatus.Active, Seats(15m, 12m)), "2026-02-05T12:00:00Z");
        await TellAsync(Contract("sub_2", "dijk", "2026-01-15T12:00:00Z", 2, ContractStatus.Paused, Seats(1m, 1200m), RecurrenceUnit.Year), "2026-02-10T12:00:00Z");
        await World.RateAsync("2026-02-28", 165m);
    }

    private async Task MarchAsync()
    {
        await PayAsync("py_j", "in_j", "umi", "2026-03-05T03:00:00Z", new Money(2000m, s_jpy));
        await TellAsync(Contract("sub_2", "dijk", "2026-01-15T12:00:00Z", 3, ContractStatus.Active, Seats(1m, 1200m), RecurrenceUnit.Year), "2026-03-10T12:00:00Z");
        ExternalRef note = World.Books.Ref(RecordKinds.CreditNote, "cn_1");
        CreditNote credit = new()
        {
            Ref = note, Number = "CN-1", Invoice = World.Books.Ref(RecordKinds.Invoice, "in_1"), IssuedAt = RevenueWorld.At("2026-03-10T12:00:00Z"), Currency = s_eur,
            Net = Eur(300m), Gross = Eur(363m), Taxes = Tax(Eur(300m), 63m), Lines = [Line(Eur(300m), 63m, null, null)],
        };
        await World.HearAsync(World.Books, ChangeKinds.CreditNoteIssued, note, "dijk", "2026-03-10T12:00:00Z", credit);
        ExternalRef refund = World.Books.Ref(RecordKinds.Refund, "re_1");
        await World.HearAsync(World.Books, ChangeKinds.RefundMade, refund, "dijk", "2026-03-12T12:00:00Z", new Refund
        {
            Ref = refund, Customer = Customer("dijk"), Payment = World.Books.Ref(RecordKinds.Payment, "py_1"), Invoice = credit.Invoice, CreditNote = credit, Amount = Eur(363m),
            RefundedAt = RevenueWorld.At("2026-03-12T12:00:00Z"),
        });
        await TellAsync(Contract("sub_1", "kanaal", "2026-01-10T12:00:00Z", 3, ContractStatus.Active, Seats(5m, 12m)), "2026-03-20T12:00:00Z");
    }

    private async Task SpringAsync()
    {
        await PayAsync("py_2", "in_2", "kanaal", "2026-04-10T12:00:00Z", Eur(145.20m));
        await TellAsync(Contract("sub_1", "kanaal", "2026-01-10T12:00:00Z", 4, ContractStatus.Ended, Seats(5m, 12m)) with { EndsAt = RevenueWorld.At("2026-04-12T12:00:00Z") }, "2026-04-12T12:00:00Z");
        World.MoveTo("2026-04-20T12:00:00Z");
        await World.OpeningAsync("Name dijk", 50m, "2026-04-20");
        await TellAsync(Contract("sub_3", "kanaal", "2026-05-02T12:00:00Z", 1, ContractStatus.Active, Seats(1m, 30m)), "2026-05-02T12:00:00Z");
    }

    /// <summary>The rest of the yen is paid, and the end of February turns out to have had another version of a contract.</summary>
    private async Task LateAsync()
    {
        await PayAsync("py_k", "in_j", "umi", "2026-06-05T03:00:00Z", new Money(3000m, s_jpy));
        World.MoveTo("2026-06-10T12:00:00Z");
        Contract late = Contract("sub_1", "kanaal", "2026-01-10T12:00:00Z", 2, ContractStatus.Active, Seats(20m, 12m)) with { Version = 25 };
        // Of between two versions that are known.
        await World.TakeAsync(World.Books.Tell(ChangeKinds.ContractChanged, late.Ref, late.Customer.Id, RevenueWorld.At("2026-02-20T12:00:00Z"), late, isLate: true));
    }
}
