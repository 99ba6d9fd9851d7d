using Odoo.Connectors.Model;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.HubSpot.Tests;

/// <summary>Accounts with a single currency have no <c>deal_currency_code</c>: their deals are in the currency of the account.</summary>
public sealed class CurrencyTests
{
    [Theory]
    [InlineData(null, null, "USD")]
    [InlineData(null, "CHF", "CHF")]
    [InlineData("EUR", "CHF", "EUR")]
    public async Task Deal_WithoutACurrency_IsInTheOneOfTheAccount(string? ofDeal, string? configured, string expected)
    {
        await using Portal portal = new(new HubSpotEmulatorOptions { PortalId = Rig.Portal, CompanyCurrency = "USD" }, o => o.DefaultCurrency = configured);
        await portal.Rig.Adapter.IdentifyAsync(Rig.Token);
        (string, string)[] currency = ofDeal is null ? [] : [("deal_currency_code", ofDeal)];
        string id = portal.Emulator.Create("deals", [("dealname", "Seats"), ("dealstage", "contractsent"), ("pipeline", "default"), .. currency]);

        byte[]? read = await portal.Rig.Adapter.ReadAsync(Rig.Ref(RecordKinds.Deal, id), Rig.Token);

        Assert.Equal(expected, ((Deal)portal.Rig.Adapter.Decode(Rig.Ref(RecordKinds.Deal, id), read)).Currency.Code);
    }
}
