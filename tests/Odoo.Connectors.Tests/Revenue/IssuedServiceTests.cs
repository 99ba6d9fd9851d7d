using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Client;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Revenue;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Revenue.RevenueMeasure;

namespace Odoo.Connectors.Tests.Revenue;

/// <summary>Revenue of documents that people post in Odoo, whose lines have fields for the first and the last day of service. The numbers are reckoned here.</summary>
public sealed class IssuedServiceTests : IAsyncDisposable
{
    private const string First = "deferred_start_date", Last = "deferred_end_date";
    private readonly RevenueWorld _world;

    public IssuedServiceTests() => _world = With(First, Last);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// 1,200.00 for the 365 days from 15 January: 17, 45, 76, 106 and 137 of them are over by the ends of the months. The credit of 300.00 on 10 March names no
    /// days: it takes back those of the invoice, 76, 106 and 137 of 365 by then.
    /// </summary>
    [Fact]
    public async Task Earned_InvoiceOfOdooAndItsCreditNote_ByTheDaysOfItsLine()
    {
        decimal[] done = [55.89m, 147.95m, 249.86m, 348.49m, 450.41m];
        decimal[] taken = [0m, 0m, 62.47m, 87.12m, 112.60m];
        decimal[] open = [1200m - done[0], 1200m - done[1], 900m - (done[2] - taken[2]), 900m - (done[3] - taken[3]), 900m - (done[4] - taken[4])];
        long invoice = await PostAsync("out_invoice", "2026-01-15", null, (1200m, "2026-01-15", "2027-01-14"));
        await PostAsync("out_refund", "2026-03-10", invoice, (300m, null, null));
        RevenueReport report = await ReportAsync(1, 5);

        Assert.Equal(
            [done[0], done[1] - done[0], done[2] - done[1] - taken[2], done[3] - done[2] - (taken[3] - taken[2]), done[4] - done[3] - (taken[4] - taken[3])], Of(report, Earned, 1, 5));
        Assert.Equal(open, Of(report, DeferredEnd, 1, 5));
        Assert.Equal([0m, .. open[..4]], Of(report, DeferredBegin, 1, 5));
        Assert.Equal([0m, 0m], [Sum(report, Credited, 2), Sum(report, Credited, 3) - 300m]);

        // What was posted before the period, and the credit note too, is found by its days.
        foreach (int from in new[] { 2, 3, 4, 5 })
        {
            RevenueReport later = await ReportAsync(from, 6 - from);
            Assert.Equal(open[(from - 1)..], Of(later, DeferredEnd, from, 6 - from));
            Assert.Equal(open[(from - 2)..4], Of(later, DeferredBegin, from, 6 - from));
            Assert.Equal(Of(report, Earned, from, 6 - from), Of(later, Earned, from, 6 - from));
        }

        // 900.00 are earned in all, the rest of them by 14 January 2027; in February nothing is left.
        RevenueReport last = await _world.Revenue.ReportAsync(new RevenueScope { From = new DateOnly(2027, 1, 1), Months = 2 }, Cancel);
        Assert.Equal(0m, last.Figures.Where(f => f.Measure == DeferredEnd).Sum(f => f.Amount.Amount));
        Assert.All([report, last], r => Assert.True(r.IsConsistent, string.Join('\n', r.Checks)));
        Assert.All(report.Documents.Where(d => d.Measure == Earned), d => Assert.Null(d.Source));
    }

    /// <summary>590.00 for the 59 days of January and February are 310.00 and 280.00; 5.00 are for 1 February alone; 100.00 are for no days.</summary>
    [Fact]
    public async Task Earned_LinesOfOneInvoice_EachByItsOwnDays()
    {
        await PostAsync("out_invoice", "2026-01-05", null, (590m, "2026-01-01", "2026-02-28"), (100m, null, null), (5m, "2026-02-01", "2026-02-01"));
        RevenueReport report = await ReportAsync(1, 3);
        Assert.Equal([310m + 100m, 280m + 5m, 0m], Of(report, Earned, 1, 3));
        Assert.Equal([285m, 0m, 0m], Of(report, DeferredEnd, 1, 3));
    }

    /// <summary>62.00 for March and May's 31 days each, posted in January: whatever takes or gives is found in the months after it, with its own days.</summary>
    [Theory]
    [InlineData("out_invoice", 1)]
    [InlineData("out_receipt", 1)]
    [InlineData("out_refund", -1)]
    public async Task Earned_DocumentPostedBeforeThePeriod_ByItsOwnDays(string type, int sign)
    {
        await PostAsync(type, "2026-01-05", null, (31m, "2026-03-01", "2026-03-31"), (31m, "2026-05-01", "2026-05-31"));
        RevenueReport report = await ReportAsync(3, 3);
        Assert.Equal([31m * sign, 0m, 31m * sign], Of(report, Earned, 3, 3));
        Assert.Equal([62m * sign, 31m * sign, 31m * sign], Of(report, DeferredBegin, 3, 3));
        Assert.Equal([31m * sign, 0m], Of(await ReportAsync(5, 2), Earned, 5, 2));
    }

    /// <summary>Days are taken back, not given back: an invoice that takes a credit note back is earned when it is booked, unless it names days of its own.</summary>
    [Fact]
    public async Task Earned_InvoiceThatTakesACreditNoteBack_HasNoDaysOfThat()
    {
        long note = await PostAsync("out_refund", "2026-01-05", null, (31m, "2026-03-01", "2026-03-31"));
        await PostAsync("out_invoice", "2026-02-06", note, (31m, null, null));
        Assert.Equal([0m, 31m, -31m], Of(await ReportAsync(1, 3), Earned, 1, 3));
    }

    /// <summary>Half of the days, days backwards, and no last day at all are no days: all of it is earned in the month of the booking.</summary>
    [Theory]
    [InlineData("2026-02-01", null)]
    [InlineData(null, "2026-12-31")]
    [InlineData("2026-12-31", "2026-06-01")]
    [InlineData("2026-02-01", "9999-12-31")]
    public async Task Earned_LineWithoutTwoDaysInOrder_IsEarnedWhenItIsBooked(string? first, string? last)
    {
        await PostAsync("out_invoice", "2026-02-10", null, (10m, first, last));
        Assert.Equal([10m, 0m], Of(await ReportAsync(2, 2), Earned, 2, 2));
        Assert.DoesNotContain((await ReportAsync(3, 1)).Figures, f => f.Measure is Earned or DeferredBegin or DeferredEnd);
    }

    /// <summary>Billing says that 28.00 are for February's days; what stands in Odoo's fields of that invoice does not count, and counts it no second time.</summary>
    [Fact]
    public async Task Earned_InvoiceOfASource_ByWhatTheSourceSays()
    {
        ExternalRef customer = _world.Books.Ref(RecordKinds.Customer, "dijk"), reference = _world.Books.Ref(RecordKinds.Invoice, "in_1");
        Money net = new(28m, Currency.Parse("EUR"));
        _world.Books.Put(customer, new Customer { Ref = customer, Name = "Dijk", Website = "https://dijk.example" });
        await _world.HearAsync(_world.Books, ChangeKinds.InvoiceIssued, reference, "dijk", "2026-01-10T12:00:00Z", new Invoice
        {
            Ref = reference, Number = "N-1", Customer = customer, IssuedAt = RevenueWorld.At("2026-01-10T12:00:00Z"), Currency = net.Currency, Net = net, Gross = net, Taxes = [],
            Lines = [new InvoiceLine { Id = "il_1", ProductCode = "seat", Description = "Seat", Quantity = 1m, UnitPrice = 28m, Net = net, ServiceFrom = new DateOnly(2026, 2, 1), ServiceTo = new DateOnly(2026, 3, 1) }],
        });
        IReadOnlyList<long> lines = await _world.Person.SearchAsync("account.move.line", OdooDomain.Where("display_type", "=", "product"), null, _world.Company(), Cancel);
        await _world.Person.WriteAsync("account.move.line", lines, new JsonObject { [First] = "2026-03-01", [Last] = "2026-03-31" }, _world.Company(), Cancel);
        int before = _world.Odoo.Calls.Count;
        Assert.Equal([0m, 28m, 0m], Of(await ReportAsync(1, 3), Earned, 1, 3));
        Assert.Equal([28m, 0m], Of(await ReportAsync(2, 2), Earned, 2, 2));
        Assert.DoesNotContain(_world.Odoo.Calls.Skip(before), c => c.Arguments.Contains("display_type", StringComparison.Ordinal)); // nobody asks for lines that do not count
    }

    /// <summary>
    /// Of what was there before March, only what is posted and serves in March or later is read again: its last day may be the first of March. No draft, nothing that
    /// is over, nothing of March itself, no entry of deferral and nothing of another company.
    /// </summary>
    [Fact]
    public async Task Served_BeforeTheFirstDay_IsWhatIsPostedAndNotOver()
    {
        long served = await PostAsync("out_invoice", "2026-01-05", null, (10m, "2026-01-05", "2026-03-01"));
        await PostAsync("out_invoice", "2026-01-05", null, (10m, "2026-01-05", "2026-02-28"));
        await PostAsync("out_invoice", "2026-03-05", null, (10m, "2026-03-05", "2026-04-30"));
        long draft = await PostAsync("out_invoice", "2026-01-05", null, (10m, "2026-01-05", "2026-04-30"));
        await _world.Person.CallAsync(new OdooCall { Model = "account.move", Method = "button_draft", Ids = [draft], Context = _world.Company() }, Cancel);
        await _world.OpeningAsync("Dijk", 50m, "2026-02-10");
        IReadOnlyList<long> entry = await _world.Person.SearchAsync("account.move.line", OdooDomain.Where("move_id.ref", "=", "opening"), null, _world.Company(), Cancel);
        await _world.Person.WriteAsync("account.move.line", entry, new JsonObject { [First] = "2026-02-10", [Last] = "2026-04-30" }, _world.Company(), Cancel);
        Assert.NotEmpty(entry);
        Assert.Equal([served], await ServedAsync("odoo-be"));
        Assert.Empty(await ServedAsync("odoo-jp"));

        async Task<List<long>> ServedAsync(string company)
        {
            List<long> all = [];
            await foreach (IReadOnlyList<long> page in _world.Ledger(company).Service.ServedAsync(new DateOnly(2026, 3, 1), Cancel))
            {
                all.AddRange(page);
            }

            return all;
        }
    }

    /// <summary>Without the settings the fields are not asked for, and what Odoo issued is earned when it is booked.</summary>
    [Fact]
    public async Task Earned_FieldsThatAreNotConfigured_AreNotRead()
    {
        await using RevenueWorld world = With(null, null);
        await PostAsync(world, "out_invoice", "2026-01-05", null, (31m, "2026-03-01", "2026-03-31"));
        int before = world.Odoo.Calls.Count;
        RevenueReport report = await world.Revenue.ReportAsync(new RevenueScope { From = new DateOnly(2026, 1, 1), Months = 3 }, Cancel);
        Assert.Equal([31m, 0m, 0m], Of(report, Earned, 1, 3));
        Assert.DoesNotContain(world.Odoo.Calls.Skip(before), c => c.Arguments.Contains(First, StringComparison.Ordinal) || c.Arguments.Contains("display_type", StringComparison.Ordinal));
    }

    /// <summary>The same days in the words of the model, where flows read an invoice that Odoo issued: to the day after the last one.</summary>
    [Fact]
    public async Task Read_InvoiceOfOdoo_HasTheDaysOfItsLines()
    {
        long invoice = await PostAsync("out_invoice", "2026-01-05", null, (31m, "2026-03-01", "2026-03-31"), (10m, "2026-03-01", null), (10m, "2026-03-31", "2026-03-01"));
        Invoice read = await _world.IssuedAsync(invoice);
        Assert.Equal([(new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 1)), (null, null), (null, null)], read.Lines.Select(l => (l.ServiceFrom, l.ServiceTo)));
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private static RevenueWorld With(string? first, string? last)
    {
        RevenueWorld world = new(hub => hub.RouteCompany<Invoice>(i => i.Currency.Code, ("EUR", "odoo-be"))
            .Services.Configure<OdooErpOptions>("odoo-be", o => (o.ServiceStartField, o.ServiceEndField) = (first, last))
            .Configure<OdooErpOptions>("odoo-jp", o => (o.ServiceStartField, o.ServiceEndField) = (first, last)));
        world.Odoo.DeclareField("account.move.line", First, "date");
        world.Odoo.DeclareField("account.move.line", Last, "date");
        return world;
    }

    private Task<long> PostAsync(string type, string date, long? reverses, params (decimal Net, string? First, string? Last)[] lines) => PostAsync(_world, type, date, reverses, lines);

    private static async Task<long> PostAsync(RevenueWorld world, string type, string date, long? reverses, params (decimal Net, string? First, string? Last)[] lines)
    {
        world.MoveTo($"{date}T12:00:00Z");
        long partner = await world.Person.CreateAsync("res.partner", new JsonObject { ["name"] = "Dijk" }, world.Company(), Cancel);
        JsonNode[] rows =
        [
            .. lines.Select(l => new JsonArray(0, 0, new JsonObject
            {
                ["name"] = "Care", ["quantity"] = 1, ["price_unit"] = l.Net, ["tax_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray())),
                [First] = l.First ?? (JsonNode)false, [Last] = l.Last ?? (JsonNode)false,
            })),
        ];
        long move = await world.Person.CreateAsync(
            "account.move",
            new JsonObject
            {
                ["move_type"] = type, ["partner_id"] = partner, ["invoice_date"] = date, ["reversed_entry_id"] = reverses ?? (JsonNode)false, ["invoice_line_ids"] = new JsonArray(rows),
            },
            world.Company(), Cancel);
        await world.Person.CallAsync(new OdooCall { Model = "account.move", Method = "action_post", Ids = [move], Context = world.Company() }, Cancel);
        return move;
    }

    private Task<RevenueReport> ReportAsync(int from, int months) => _world.Revenue.ReportAsync(new RevenueScope { From = new DateOnly(2026, from, 1), Months = months }, Cancel);

    private static IEnumerable<decimal> Of(RevenueReport report, RevenueMeasure measure, int from, int months) => Enumerable.Range(from, months).Select(m => Sum(report, measure, m));

    private static decimal Sum(RevenueReport report, RevenueMeasure measure, int month) =>
        report.Figures.Where(f => f.Measure == measure && f.Month == new DateOnly(2026, month, 1)).Sum(f => f.Amount.Amount);
}
