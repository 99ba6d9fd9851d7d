using System.Text.Json.Nodes;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>The emulated account as the adapter contract changes it.</summary>
internal sealed class EmulatedPlatform : AdapterPlatform
{
    private readonly StripeEmulator _emulator;

    public EmulatedPlatform(TimeProvider clock)
    {
        _emulator = new StripeEmulator(timeProvider: clock);
        _emulator.Put(Payloads.Of("composed_customer"));
    }

    public override HttpMessageHandler CreateHandler() => _emulator.CreateHandler();

    public override void Change(string stream, string id, DateTimeOffset at)
    {
        JsonObject evt = Payloads.Of("event_customer_created");
        (evt["id"], evt["created"], evt["data"]!["object"]!["id"]) = ($"evt_{id}_{at.ToUnixTimeSeconds()}", at.ToUnixTimeSeconds(), id);
        _emulator.Occur(evt);
    }

    public override async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        await base.DisposeAsync();
    }
}
