using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Testing.Vendors.Tests.Stripe;

/// <summary>An account on 1 September 2026 that sells seats at 40.00 a month to NorthPeak in Berlin, and a client with its key.</summary>
internal sealed class Account : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    public Account(StripeEmulatorOptions? options = null)
    {
        Clock = new FakeTimeProvider(Start);
        Emulator = new StripeEmulator(options, Clock);
        Client = new HttpClient(Emulator.CreateHandler()) { BaseAddress = Emulator.Url };
        Authorize((options ?? new StripeEmulatorOptions()).ApiKey);
        Emulator.Post("products", ("id", "prod_SEAT"), ("name", "Seat"));
        Seat = Id(Emulator.Post("prices", ("product", "prod_SEAT"), ("currency", "eur"), ("unit_amount", "4000"), ("recurring[interval]", "month")));
        Vat = Id(Emulator.Post("tax_rates", ("display_name", "VAT"), ("percentage", "19"), ("inclusive", "false"), ("country", "DE"), ("description", "VAT Germany"), ("jurisdiction", "DE"), ("tax_type", "vat")));
        Emulator.Post("coupons", ("id", "NP10"), ("percent_off", "10"), ("duration", "forever"));
        Customer = Id(Emulator.Post(
            "customers", ("name", "NorthPeak GmbH"), ("email", "billing@northpeak.example"), ("metadata[crm_account_id]", "001ZM000001QkdOYAS"), ("invoice_settings[default_payment_method]", "pm_1"),
            ("address[line1]", "Hauptstr. 1"), ("address[city]", "Berlin"), ("address[postal_code]", "10115"), ("address[country]", "DE"), ("preferred_locales[0]", "de")));
    }

    public StripeEmulator Emulator { get; }

    public HttpClient Client { get; }

    public FakeTimeProvider Clock { get; }

    public string Seat { get; }

    public string Vat { get; }

    public string Customer { get; }

    public void Authorize(string key) => Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

    /// <summary>Five seats from now on; more parameters as given.</summary>
    public Task<JsonObject> SubscribeAsync(params (string Name, string Value)[] more) =>
        PostAsync("subscriptions", [("customer", Customer), ("items[0][price]", Seat), ("items[0][quantity]", "5"), .. more]);

    /// <summary>A paid invoice of 238.00: five seats and 19 % of their price.</summary>
    public Task<JsonObject> SubscribeWithTaxAsync(params (string Name, string Value)[] more) => SubscribeAsync([("default_tax_rates[0]", Vat), .. more]);

    public async Task<JsonObject> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, path, null, fields);
        return await ReadAsync(response, 200);
    }

    public async Task<JsonNode> RefusedAsync(int status, string? code, string path, params (string Name, string Value)[] fields)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, path, null, fields);
        JsonNode error = (await ReadAsync(response, status))["error"]!;
        Assert.Equal(code, error.Text("code"));
        return error;
    }

    public async Task<JsonObject> DeleteAsync(string path)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Delete, path, null);
        return await ReadAsync(response, 200);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/v1/{path}", UriKind.Relative));
        if (method == HttpMethod.Post)
        {
            request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<JsonObject> GetAsync(string path, int status = 200)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, path, null);
        return await ReadAsync(response, status);
    }

    public void GoTo(int year, int month, int day, int hour = 0)
    {
        Clock.SetUtcNow(new DateTimeOffset(year, month, day, hour, 0, 0, TimeSpan.Zero));
        Emulator.AdvanceTo(Clock.GetUtcNow());
    }

    public static long At(int year, int month, int day, int hour = 0) => new DateTimeOffset(year, month, day, hour, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    public JsonObject Invoice(int number) => Emulator.All("invoice")[number - 1];

    public JsonObject Subscription => Emulator.All("subscription")[^1];

    public IEnumerable<string> EventTypes(params string[] of) => Emulator.All("event").Select(evt => evt.Text("type")!).Where(type => of.Length == 0 || of.Contains(type));

    public JsonObject Event(string type) => Emulator.All("event").Last(evt => evt.Text("type") == type);

    public static string Id(JsonNode made) => made.Text("id")!;

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
