using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Samples.MultiCompany;

/// <summary>HubSpot, Stripe and two Odoo servers in this process, and the settings by which the hub reaches them.</summary>
internal sealed class Emulated : IAsyncDisposable
{
    private const string Password = "integration-us-1";
    private static readonly string[] Groups = ["base.group_partner_manager", "account.group_account_invoice", "sales_team.group_sale_salesman_all_leads"];
    private readonly Dictionary<string, string> _taxRates = [];
    private readonly Dictionary<string, long> _taxes = [];

    public Emulated(TimeProvider clock)
    {
        HubSpot = new HubSpotEmulator(new HubSpotEmulatorOptions { TenSecondRequests = 100_000, SearchesPerSecond = 100_000 }, clock);
        Stripe = new StripeEmulator(new StripeEmulatorOptions(), clock);
        Europe = new OdooEmulator(new OdooEmulatorOptions { TimeProvider = clock, Products = { ("SEAT", "Seat") }, Users = { User("us@example.com", "My Company") } });
        Tokyo = new OdooEmulator(new OdooEmulatorOptions { TimeProvider = clock, Database = "tokyo", Products = { ("SEAT", "Seat") }, Users = { User("jp@example.com", "My Company") } });
    }

    public HubSpotEmulator HubSpot { get; }

    public StripeEmulator Stripe { get; }

    /// <summary>The server of two companies, <c>Contract BE</c> and <c>My Company</c>.</summary>
    public OdooEmulator Europe { get; }

    /// <summary>The server of the third.</summary>
    public OdooEmulator Tokyo { get; }

    public OdooEmulator ServerOf(Entity entity) => entity == Entity.Japan ? Tokyo : Europe;

    public JsonRpc Open(Entity entity) => new(ServerOf(entity).Url, ServerOf(entity).Database, ServerOf(entity).AdminLogin, ServerOf(entity).AdminPassword);

    /// <summary>Opens the sockets, and enters what people have set up in each system.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(HubSpot.StartAsync(cancellationToken), Stripe.StartAsync(cancellationToken), Europe.StartAsync(cancellationToken), Tokyo.StartAsync(cancellationToken));
        HubSpot.DefineProperty("deals", "legal_entity");
        Stripe.Post("products", ("id", "prod_SEAT"), ("name", "Seat"));
        foreach ((Entity entity, int cents) in (ReadOnlySpan<(Entity, int)>)[(Entity.Belgium, 3999), (Entity.America, 4550), (Entity.Japan, 6555)])
        {
            Stripe.Post("prices", ("product", "prod_SEAT"), ("currency", entity.Currency.ToLowerInvariant()), ("unit_amount", Text(cents)), ("recurring[interval]", "month"));
            _taxRates[entity.Code] = (string)Stripe.Post("tax_rates", ("display_name", entity.Code), ("percentage", Text(entity.TaxPercent)), ("inclusive", "false"))["id"]!;
        }

        await JapanAsync();
    }

    /// <summary>The Japanese company: the books of a fresh Odoo in yen, its own tax, and a journal that numbers its documents its own way.</summary>
    private async Task JapanAsync()
    {
        using JsonRpc odoo = Open(Entity.Japan);
        long country = await IdAsync("res.country", "code", "JP"), yen = await IdAsync("res.currency", "name", "JPY");
        await odoo.CallAsync("res.company", "write", [new JsonArray(1), new JsonObject { ["name"] = Entity.Japan.Company, ["country_id"] = country, ["currency_id"] = yen }]);
        await odoo.CallAsync("account.journal", "write", [new JsonArray(await IdAsync("account.journal", "code", "INV")), new JsonObject { ["code"] = Entity.Japan.Journal }]);
        _taxes["JP"] = await IdAsync("account.tax", "name", "15%");
        await odoo.CallAsync("account.tax", "write", [new JsonArray(_taxes["JP"]), new JsonObject { ["name"] = Entity.Japan.Tax, ["amount"] = 10 }]);
        using JsonRpc america = Open(Entity.America);
        _taxes["US"] = (long)(await america.SearchReadAsync("account.tax", [new JsonArray("name", "=", Entity.America.Tax)], "id"))[0]!["id"]!;

        async Task<long> IdAsync(string model, string field, string value) =>
            (long)(await odoo.SearchReadAsync(model, [new JsonArray(field, "=", value), .. model.StartsWith("account", StringComparison.Ordinal) ? (JsonNode[])[new JsonArray("company_id", "=", 1)] : []], "id"))[0]!["id"]!;
    }

    /// <summary>What appsettings.json, user secrets and the environment say where these systems are real.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings(string store, string secret)
    {
        Dictionary<string, string?> settings = new()
        {
            ["Store"] = store,
            ["Connectors:LeadToCash:Crm"] = "hubspot",
            ["Connectors:Reconciliation:SettleWindow"] = "00:00:00",
            ["Connectors:Hub:Idle"] = "00:00:00.100",
            ["Connectors:Hub:WaitInterval"] = "00:00:00.050",
            ["Connectors:Hub:RetryDelay"] = "00:00:00.020",
            ["Connectors:Systems:hubspot:ApiBase"] = $"{HubSpot.Url}",
            ["Connectors:Systems:hubspot:PortalId"] = "48975575",
            ["Connectors:Systems:hubspot:IsLive"] = "false",
            ["Connectors:Systems:hubspot:AccessToken"] = "pat-eu1-emulator",
            ["Connectors:Systems:hubspot:DealProperties:0"] = "legal_entity",
            ["Connectors:Systems:hubspot:SearchesPerSecond"] = "100",
            ["Connectors:Systems:hubspot:ServerTimeLimit"] = "00:00:00.030",
            ["Connectors:Systems:stripe:ApiBase"] = $"{Stripe.Url}",
            ["Connectors:Systems:stripe:ApiKey"] = "sk_test_emulator0000",
            ["Connectors:Systems:stripe:WebhookSecrets:0"] = secret,
            ["Connectors:Systems:stripe:CrmSystem"] = "hubspot",
            ["Connectors:Systems:stripe:Products:SEAT"] = "prod_SEAT",
        };
        foreach (Entity entity in Entity.All)
        {
            settings[$"TaxRates:{entity.Code}"] = _taxRates[entity.Code];
            void Set(string name, string? value) => settings[$"Connectors:Systems:{entity.System}:{name}"] = value;
            OdooEmulator server = ServerOf(entity);
            Set("Url", $"{server.Url}");
            Set("Database", server.Database);
            Set("Login", entity == Entity.Belgium ? server.IntegrationLogin : entity == Entity.America ? "us@example.com" : "jp@example.com");
            Set("Secret", entity == Entity.Belgium ? server.IntegrationPassword : Password);
            Set("EffectActionId", $"{server.EffectActionId}");
            Set("ServerTimeLimit", "00:00:00.030");
            Set("Company", entity.Company);
            Set("TimeZone", entity.Zone);
            Set("SalesJournal", entity.Journal);
            Set($"Taxes:{_taxRates[entity.Code]}", _taxes.TryGetValue(entity.Code, out long id) ? Text(id) : entity.Tax);
            Set("Products:prod_SEAT", "SEAT");
        }

        settings[$"Connectors:Systems:{Entity.America.System}:SourceNumberedJournals:0"] = Entity.America.Journal;
        settings[$"Connectors:Systems:{Entity.America.System}:LockedPeriod"] = "NextOpenDate";
        return settings;
    }

    public async ValueTask DisposeAsync()
    {
        await HubSpot.DisposeAsync();
        await Stripe.DisposeAsync();
        await Europe.DisposeAsync();
        await Tokyo.DisposeAsync();
    }

    private static OdooEmulatorUser User(string login, string company) => new() { Login = login, Password = Password, Groups = Groups, Companies = [company] };

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
