using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>An adapter over an emulated site that sells seats of 40.00 EUR a month to NorthPeak in Berlin, at 19 % VAT.</summary>
internal sealed class EmulatedSite : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    public EmulatedSite(ChargebeeEmulatorOptions? options = null)
    {
        Clock = new FakeTimeProvider(Start);
        Emulator = new ChargebeeEmulator(options ?? new ChargebeeEmulatorOptions { TaxRates = [new ChargebeeTaxRate("VAT", 19, "DE")] }, Clock);
        Emulator.Post("items", ("id", "seat"), ("name", "Seat"), ("type", "plan"));
        Emulator.Post("item_prices", ("id", "seat-EUR"), ("name", "Seat"), ("item_id", "seat"), ("pricing_model", "per_unit"), ("price", "4000"), ("period", "1"), ("period_unit", "month"));
        Emulator.Post("customers", ("id", "np"), ("company", "NorthPeak GmbH"), ("billing_address[country]", "DE"), ("cf_crm_account_id", "001"));
        Emulator.SetCard("np");
        Rig = Rig.Create(Emulator.CreateHandler(), o => (o.Site, o.ApiKey) = ("emulator-test", "test_readonly0000"), Clock);
    }

    public FakeTimeProvider Clock { get; }

    public ChargebeeEmulator Emulator { get; }

    public Rig Rig { get; }

    /// <summary>Five seats from now on.</summary>
    public void Subscribe() => Emulator.Post(
        "customers/np/subscription_for_items", ("id", "sub"), ("subscription_items[item_price_id][0]", "seat-EUR"), ("subscription_items[quantity][0]", "5"));

    public void GoOn(int days)
    {
        Clock.Advance(TimeSpan.FromDays(days));
        Emulator.AdvanceTo(Clock.GetUtcNow());
    }

    public async Task<List<Delivery>> PollAllAsync(string stream)
    {
        List<Delivery> all = [];
        string? watermark = Rig.Adapter.Begin(stream, null);
        for (bool more = true; more;)
        {
            PollPage page = await Rig.PollAsync(stream, watermark);
            all.AddRange(page.Deliveries);
            (watermark, more) = (page.Watermark, page.HasMore);
        }

        return all;
    }

    /// <summary>The changes of all events so far, as kinds of change and subjects.</summary>
    public async Task<string[]> ToldAsync(params string[] kinds) =>
        [.. (await PollAllAsync("events")).Select(Rig.Change).Where(c => kinds.Length == 0 || kinds.Contains(c.Kind)).Select(c => c.Kind)];

    public Task<Invoice> InvoiceAsync(string id) => Rig.ReadAsync<Invoice>(RecordKinds.Invoice, id);

    public async ValueTask DisposeAsync()
    {
        await Rig.DisposeAsync();
        await Emulator.DisposeAsync();
    }
}
