using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>
/// An emulated site that may be written to, from 1 September 2026 on: customer <c>np</c>, who pays by transfer, has five seats of 40.00 and calls
/// by use in subscription <c>sub</c>, and owes invoice <c>INV-1</c> of 200.00.
/// </summary>
internal sealed class TillSite : IAsyncDisposable
{
    public TillSite(ChargebeeEmulatorOptions? options = null, Action<ChargebeeOptions>? configure = null)
    {
        Clock = new FakeTimeProvider(new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero));
        Emulator = new ChargebeeEmulator(options, Clock);
        Stock(Emulator);
        Rig = Rig.Create(
            Emulator.CreateHandler(),
            o =>
            {
                (o.Site, o.ApiKey, o.AutoCollection) = ("emulator-test", "test_emulator0000", false);
                configure?.Invoke(o);
            },
            Clock);
    }

    public FakeTimeProvider Clock { get; }

    public ChargebeeEmulator Emulator { get; }

    public Rig Rig { get; }

    /// <summary>The POSTs that reached the site.</summary>
    public int Posts => Emulator.Calls.Count(c => c.Method == "POST") - _before;

    private int _before;

    public void CountFromNow() => _before += Posts;

    /// <summary>What is sold, and what <c>np</c> has.</summary>
    public static void Stock(ChargebeeEmulator site)
    {
        Item(site, "seat", "plan", ("id", "seat-EUR"), ("pricing_model", "per_unit"), ("price", "4000"), ("period", "1"), ("period_unit", "month"));
        Item(site, "calls", "addon", ("id", "calls-EUR"), ("pricing_model", "per_unit"), ("price", "2"), ("period", "1"), ("period_unit", "month"));
        Item(site, "onboarding", "charge", ("id", "onboarding"), ("pricing_model", "flat_fee"), ("price", "50000"));
        site.Post("customers", ("id", "np"), ("company", "North"), ("cf_crm_account_id", "001"), ("auto_collection", "off"), ("net_term_days", "30"));
        site.Post(
            "customers/np/subscription_for_items", ("id", "sub"), ("subscription_items[item_price_id][0]", "seat-EUR"), ("subscription_items[quantity][0]", "5"),
            ("subscription_items[item_price_id][1]", "calls-EUR"));
    }

    /// <summary>An item with one price.</summary>
    public static void Item(ChargebeeEmulator site, string item, string type, params (string, string)[] price)
    {
        if (site.Find("item", item) is null)
        {
            site.Post("items", ("id", item), ("name", item), ("type", type), ("metered", item == "calls" ? "true" : "false"));
        }

        site.Post("item_prices", [("name", item), ("item_id", item), .. price]);
    }

    /// <summary>Lets every POST meet a fault, or some.</summary>
    public void Break(EmulatorFault fault, int after = 0) => Emulator.OnCall = call => call.Method == "POST" && after-- <= 0 ? fault : EmulatorFault.None;

    public void Mend() => Emulator.OnCall = null;

    public void GoOn(TimeSpan time)
    {
        Clock.Advance(time);
        Emulator.AdvanceTo(Clock.GetUtcNow());
    }

    public Task<Outcome> SendAsync(object record, bool inDoubt = false) => Rig.SendAsync(record, inDoubt);

    public JsonObject Subscription => Emulator.Find("subscription", "sub")!;

    public int Events(string type) => Emulator.All("event").Count(e => (string?)e["event_type"] == type);

    public async ValueTask DisposeAsync()
    {
        await Rig.DisposeAsync();
        await Emulator.DisposeAsync();
    }
}
