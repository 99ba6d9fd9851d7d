using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.HubSpot.Tests;

/// <summary>An adapter over an emulated portal.</summary>
internal sealed class Portal : IAsyncDisposable
{
    private readonly Action<HubSpotOptions>? _configure;

    public Portal(HubSpotEmulatorOptions? emulated = null, Action<HubSpotOptions>? configure = null)
    {
        _configure = configure;
        FakeTimeProvider clock = new(Rig.Start);
        Emulator = new HubSpotEmulator(emulated ?? new HubSpotEmulatorOptions { PortalId = Rig.Portal }, clock);
        Rig = Rig.Create(Emulator.CreateHandler(), Configure, clock: clock);
    }

    public HubSpotEmulator Emulator { get; }

    public Rig Rig { get; }

    /// <summary>Another process over the same portal.</summary>
    public Rig Restart() => Rig.Create(Emulator.CreateHandler(), Configure, clock: Rig.Clock);

    public string Won(string name, string company)
    {
        string deal = Emulator.Create("deals", ("dealname", name), ("dealstage", "closedwon"), ("pipeline", "default"), ("deal_currency_code", "EUR"), ("closedate", "2026-09-15T09:30:00Z"));
        Emulator.Associate("deals", deal, "companies", company, 5);
        return deal;
    }

    public string Line(string deal, string sku, string quantity, string price, params (string Name, string Value)[] more)
    {
        string line = Emulator.Create("line_items", [("name", sku), ("hs_sku", sku), ("quantity", quantity), ("price", price), .. more]);
        Emulator.Associate("line_items", line, "deals", deal);
        return line;
    }

    public async Task<(List<Delivery> Deliveries, string? Watermark)> PollAllAsync(string stream, string? watermark)
    {
        List<Delivery> all = [];
        for (bool more = true; more;)
        {
            PollPage page = await Rig.PollAsync(stream, watermark);
            all.AddRange(page.Deliveries);
            (watermark, more) = (page.Watermark, page.HasMore);
        }

        return (all, watermark);
    }

    public async ValueTask DisposeAsync()
    {
        await Rig.DisposeAsync();
        await Emulator.DisposeAsync();
    }

    private void Configure(HubSpotOptions options)
    {
        options.AccessToken = "pat-eu1-emulator";
        _configure?.Invoke(options);
    }
}
