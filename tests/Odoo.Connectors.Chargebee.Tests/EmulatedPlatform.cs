using System.Text.Json.Nodes;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>The emulated site as the adapter contract changes it.</summary>
internal sealed class EmulatedPlatform : AdapterPlatform
{
    private readonly ChargebeeEmulator _emulator;

    public EmulatedPlatform(TimeProvider clock)
    {
        _emulator = new ChargebeeEmulator(timeProvider: clock);
        _emulator.Load("customer", Customer("NP_CUST_1", clock.GetUtcNow().AddDays(-30)));
    }

    public override HttpMessageHandler CreateHandler() => _emulator.CreateHandler();

    public override void Change(string stream, string id, DateTimeOffset at) => _emulator.Load("customer", Customer(id, at));

    public override async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        await base.DisposeAsync();
    }

    private static JsonObject Customer(string id, DateTimeOffset at)
    {
        JsonObject customer = Fixture.Json("composed_customer")["customer"]!.DeepClone().AsObject();
        (customer["id"], customer["updated_at"], customer["resource_version"]) = (id, at.ToUnixTimeSeconds(), at.ToUnixTimeMilliseconds());
        return customer;
    }
}
