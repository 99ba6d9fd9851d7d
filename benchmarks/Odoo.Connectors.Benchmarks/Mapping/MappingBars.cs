using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Benchmarks;

/// <summary>What mapping by a table of fields costs over a reader that was written by hand, in turns in one process.</summary>
internal static class MappingBars
{
    private const int Records = 2000;
    private const int Rounds = 41;
    private const double Limit = 1.15;

    public static Task<IReadOnlyList<Bar>> MeasureAsync()
    {
        using ServiceProvider hubSpot = Connect(b => b.AddHubSpot("crm", o => (o.PortalId, o.AccessToken) = (62515, "pat-not-used")));
        using ServiceProvider salesforce = Connect(b => b.AddSalesforce(
            "crm", o => (o.LoginUrl, o.ClientId, o.ClientSecret) = (new Uri("https://acme.my.salesforce.com"), "not-used", "not-used")));
        using ServiceProvider stripe = Connect(b => b.AddStripe("crm", o => (o.ApiKey, o.CrmSystem) = ("sk_test_notused", "sales")));
        using ServiceProvider chargebee = Connect(b => b.AddChargebee("crm", o => (o.Site, o.ApiKey) = ("acme-test", "not-used")));
        return Task.FromResult<IReadOnlyList<Bar>>(
        [
            .. Measure(hubSpot, new("HubSpot account", RecordKinds.Customer, HubSpotPayloads.Account, HubSpotByHand.Account)),
            .. Measure(hubSpot, new("HubSpot contact", RecordKinds.Contact, HubSpotPayloads.Person, HubSpotByHand.Contact)),
            .. Measure(hubSpot, new("HubSpot deal with 3 lines", RecordKinds.Deal, HubSpotPayloads.WonDeal, HubSpotByHand.Deal)),
            .. Measure(salesforce, new("Salesforce account", RecordKinds.Customer, SalesforcePayloads.Account, SalesforceByHand.Account)),
            .. Measure(salesforce, new("Salesforce contact", RecordKinds.Contact, SalesforcePayloads.Contact, SalesforceByHand.Contact)),
            .. Measure(salesforce, new("Salesforce opportunity with 3 lines", RecordKinds.Deal, SalesforcePayloads.WonDeal, SalesforceByHand.Deal)),
            .. Measure(stripe, new("Stripe invoice of 20 lines", RecordKinds.Invoice, StripePayloads.Invoice, StripeByHand.Invoice)),
            .. Measure(chargebee, new("Chargebee invoice with 20 lines", RecordKinds.Invoice, ChargebeePayloads.Invoice, ChargebeeByHand.Invoice)),
        ]);
    }

    private static ServiceProvider Connect(Action<IConnectorsBuilder> connect)
    {
        ServiceCollection services = new();
        services.AddLogging();
        connect(services.AddConnectorHub());
        return services.BuildServiceProvider();
    }

    private static IEnumerable<Bar> Measure(ServiceProvider connected, MappingCase given)
    {
        IReader adapter = (IReader)connected.GetServices<IConnectedSystem>().Single();
        ExternalRef reference = new("crm", given.Kind, "1");
        (string mapped, string byHand) = (JsonSerializer.Serialize(adapter.Decode(reference, given.Payload)), JsonSerializer.Serialize(given.ByHand(given.Payload)));
        if (mapped != byHand)
        {
            throw new InvalidOperationException($"{given.Name}: the two readers do not agree.\n{mapped}\n{byHand}");
        }

        Variant[] variants = [new("by hand", () => Repeat(given.ByHand, given.Payload)), new("by the adapter", () => Repeat(p => adapter.Decode(reference, p), given.Payload))];
        (Samples cpu, _, long[] bytes) = Interleaved.Measure(Rounds, warmups: 10, variants);
        yield return Bar.Ceiling($"mapping: {given.Name}, time over a reader by hand", cpu.Ratio(1, 0), Limit);
        yield return Bar.Told($"mapping: {given.Name}, µs", cpu.Median(1) * 1e3 / Records);
        yield return Bar.Told($"mapping: {given.Name}, bytes over a reader by hand", bytes[1] / (double)bytes[0]);
    }

    private static object Repeat(Func<byte[], object> read, byte[] payload)
    {
        object last = payload;
        for (int i = 0; i < Records; i++)
        {
            last = read(payload);
        }

        return last;
    }
}
