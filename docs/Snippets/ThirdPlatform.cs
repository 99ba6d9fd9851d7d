using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Samples.ThirdPlatform;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Docs;

/// <summary>An adapter of one's own, from its contract to its host.</summary>
internal static class ThirdPlatform
{
    public static AdapterContract Contract()
    {
        #region third-contract
        AdapterContract contract = new()
        {
            System = "billing",
            Identity = new SystemIdentity("pb_7", IsLive: false),
            Connect = (builder, name, handler) => builder.AddPlainbill(
                name,
                o =>
                {
                    (o.BaseAddress, o.ApiKey) = (new Uri("https://plainbill.example"), PlainbillPlatform.ApiKey);
                    o.WebhookSecrets.Add("whsec_the-one-in-use");
                    o.WebhookSecrets.Add("whsec_the-next-one");
                },
                http => http.ConfigurePrimaryHttpMessageHandler(() => handler)),
            Platform = clock => new PlainbillPlatform(clock),
            Secrets = [PlainbillPlatform.ApiKey, "whsec_the-one-in-use", "whsec_the-next-one"],
            WrongSettings = [new("ApiKey", "a typo", (builder, name) => builder.AddPlainbill(name, o => o.ApiKey = "a typo"))],
            // The adapter has more parts; each is left out until its hour has come.
            Without = [AdapterPart.Webhooks, AdapterPart.Reads, AdapterPart.Feed, AdapterPart.Port],
        };
        #endregion
        return contract;
    }

    public static async Task CheckAsync(AdapterContract contract, CancellationToken cancellationToken)
    {
        #region third-checks
        foreach (AdapterCheck check in contract.Checks)
        {
            await check.RunAsync(cancellationToken); // throws an AdapterContractException that says what, why and where it is explained
        }
        #endregion
    }

    public static WebhookContract Webhooks(byte[] invoiceIssued, byte[] customerChanged)
    {
        #region third-webhooks
        WebhookContract webhooks = new()
        {
            Bodies = [invoiceIssued, customerChanged],
            Secrets = ["whsec_the-one-in-use", "whsec_the-next-one"],
            Sign = (body, secret, at) => PlainbillPlatform.Sign(body, secret, at),
            ReplayWindow = TimeSpan.FromMinutes(5),
        };
        #endregion
        return webhooks;
    }

    public static ReadContract Reads(byte[] invoice, byte[] invoiceInYen)
    {
        #region third-reads
        ReadContract reads = new()
        {
            Samples =
            [
                new() { Reference = new("billing", RecordKinds.Invoice, "inv_a"), Answer = invoice, Total = new Money(726.00m, Currency.Parse("EUR")), Required = ["number", "currency", "lines.amount"] },
                new() { Reference = new("billing", RecordKinds.Invoice, "inv_y"), Answer = invoiceInYen, Total = new Money(3300m, Currency.Parse("JPY")) },
            ],
            Personal = ["Noordzee Roeiers", "Visserskaai"],
            Existing = new("billing", RecordKinds.Invoice, "inv_a"),
            Missing = [new("billing", RecordKinds.Invoice, "none")],
            Refusals =
            [
                new(401, """{"error":{"code":"unknown_key"}}""", ErrorKind.Authentication) { Field = "ApiKey" },
                new(422, """{"error":{"code":"invalid","field":"currency"}}""", ErrorKind.Validation) { Field = "currency" },
                new(429, """{"error":{"code":"slow_down"}}""", ErrorKind.RateLimited) { RetryAfter = TimeSpan.FromSeconds(9) },
                new(503, """{"error":{"code":"maintenance"}}""", ErrorKind.Transient),
            ],
        };
        #endregion
        return reads;
    }

    public static PortContract Port(Intent customer, Intent deal, Intent dealInFrancs, Intent dealWithoutProduct, Intent customerWhoIsThere)
    {
        #region third-port
        PortContract port = new()
        {
            Applied = [new(customer), new(deal)],
            Refused = [new(dealInFrancs) { Field = "currency" }],
            Unmapped = [new(dealWithoutProduct) { Field = "Products:TRAINING" }],
            Existing = [new(customerWhoIsThere) { TargetId = "cus_a" }],
        };
        #endregion
        return port;
    }

    public static void Host(IConnectorsBuilder connectors)
    {
        #region third-host
        connectors
            .AddPlainbill("plainbill")
            .AddFlow<LeadToCash>()
            .Own<Customer>("salesforce")
            .Own<Contract>("plainbill", o => o.CreatedFrom("salesforce")) // a won deal becomes a subscription there
            .Own<Invoice>("plainbill")
            .Own<Payment>("plainbill");
        #endregion
    }
}
