using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Testing.Vendors.Tests.Chargebee;

/// <summary>A site on 1 September 2026 that sells seats, API calls and onboarding to NorthPeak in Berlin, and a client with the key that may write.</summary>
internal sealed class Site : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    public Site(ChargebeeEmulatorOptions? options = null)
    {
        Clock = new FakeTimeProvider(Start);
        Emulator = new ChargebeeEmulator(options ?? new ChargebeeEmulatorOptions { TaxRates = [new ChargebeeTaxRate("VAT", 19, "DE")] }, Clock);
        Client = new HttpClient(Emulator.CreateHandler()) { BaseAddress = Emulator.Url };
        Authorize("test_emulator0000");
        Emulator.AddCoupon(new ChargebeeCoupon { Id = "NP10", InvoiceName = "10 % off", Percentage = 10 });
        Emulator.Post("items", ("id", "seat"), ("name", "Seat"), ("type", "plan"));
        Emulator.Post("item_prices", ("id", "seat-EUR-Monthly"), ("name", "Seat EUR monthly"), ("external_name", "Seat"), ("item_id", "seat"), ("pricing_model", "per_unit"), ("price", "4000"), ("period", "1"), ("period_unit", "month"));
        Emulator.Post("items", ("id", "api-calls"), ("name", "API calls"), ("type", "addon"), ("metered", "true"));
        Emulator.Post("item_prices", ("id", "api-calls-EUR-Monthly"), ("name", "API calls"), ("item_id", "api-calls"), ("pricing_model", "per_unit"), ("price", "2"), ("free_quantity", "1000"), ("period", "1"), ("period_unit", "month"));
        Emulator.Post("items", ("id", "onboarding"), ("name", "Onboarding"), ("type", "charge"));
        Emulator.Post("item_prices", ("id", "onboarding-EUR"), ("name", "Onboarding"), ("item_id", "onboarding"), ("price", "5000"));
        Emulator.Post(
            "customers",
            ("id", "NP_CUST_1"),
            ("first_name", "Nora"),
            ("last_name", "Peak"),
            ("email", "billing@northpeak.example"),
            ("company", "NorthPeak GmbH"),
            ("vat_number", "123456789"),
            ("vat_number_prefix", "DE"),
            ("cf_crm_account_id", "001ZM000001QkdOYAS"),
            ("billing_address[first_name]", "Nora"),
            ("billing_address[last_name]", "Peak"),
            ("billing_address[email]", "billing@northpeak.example"),
            ("billing_address[company]", "NorthPeak GmbH"),
            ("billing_address[line1]", "Hauptstr. 1"),
            ("billing_address[city]", "Berlin"),
            ("billing_address[zip]", "10115"),
            ("billing_address[country]", "DE"));
        Emulator.SetCard("NP_CUST_1");
    }

    public ChargebeeEmulator Emulator { get; }

    public HttpClient Client { get; }

    public FakeTimeProvider Clock { get; }

    public void Authorize(string key) => Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key}:")));

    /// <summary>Five seats from now on; more parameters as given.</summary>
    public Task<JsonObject> SubscribeAsync(params (string Name, string Value)[] more) => PostAsync(
        "customers/NP_CUST_1/subscription_for_items",
        [("id", "NP_SUB_1"), ("subscription_items[item_price_id][0]", "seat-EUR-Monthly"), ("subscription_items[quantity][0]", "5"), .. more]);

    public async Task<JsonObject> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using HttpResponseMessage response = await SendAsync(path, null, fields);
        return await ReadAsync(response, 200);
    }

    public async Task<JsonObject> RefusedAsync(int status, string code, string path, params (string Name, string Value)[] fields)
    {
        using HttpResponseMessage response = await SendAsync(path, null, fields);
        JsonObject refusal = await ReadAsync(response, status);
        Assert.Equal(code, refusal["api_error_code"]!.GetValue<string>());
        return refusal;
    }

    public async Task<HttpResponseMessage> SendAsync(string path, string? key, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/v2/{path}", UriKind.Relative))
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        if (key is not null)
        {
            request.Headers.Add("chargebee-idempotency-key", key);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<JsonObject> GetAsync(string path, int status = 200)
    {
        using HttpResponseMessage response = await Client.GetAsync(new Uri($"/api/v2/{path}", UriKind.Relative), TestContext.Current.CancellationToken);
        return await ReadAsync(response, status);
    }

    /// <summary>Lets the clock and the site go on until then.</summary>
    public void GoTo(int year, int month, int day, int hour = 0)
    {
        Clock.SetUtcNow(new DateTimeOffset(year, month, day, hour, 0, 0, TimeSpan.Zero));
        Emulator.AdvanceTo(Clock.GetUtcNow());
    }

    public static long At(int year, int month, int day) => new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public JsonObject Invoice(string id = "INV-1") => Emulator.Find("invoice", id)!;

    public JsonObject Subscription => Emulator.Find("subscription", "NP_SUB_1")!;

    public IEnumerable<string> EventTypes(params string[] of) => Emulator.All("event").Select(evt => evt["event_type"]!.GetValue<string>()).Where(type => of.Length == 0 || of.Contains(type));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Emulator.DisposeAsync();
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage response, int status)
    {
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }
}
