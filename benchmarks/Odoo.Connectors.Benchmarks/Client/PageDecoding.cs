using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Benchmarks;

/// <summary>What the client costs beside the parsers one could use instead.</summary>
internal static class PageDecoding
{
    private const int Count = 1000;

    private static readonly string[] Fields =
        ["name", "email", "phone", "vat", "ref", "street", "zip", "city", "country_id", "is_company", "write_date"];

    public static void Run(int rounds)
    {
        byte[] rows = PartnerPage.Rows(Count);
        byte[] body = Encoding.UTF8.GetBytes($"{{\"jsonrpc\": \"2.0\", \"id\": 1, \"result\": {Encoding.UTF8.GetString(rows)}}}");
        using ServiceProvider services = Services(rows);
        IOdooClient client = services.GetRequiredKeyedService<IOdooClient>("main");
        List<Partner> expected = HandReader.Read(body);
        if (!Read(client).SequenceEqual(expected) || !NewtonsoftWalk.Read(body).SequenceEqual(expected))
        {
            throw new InvalidOperationException("The variants do not read the same records.");
        }

        Interleaved.Compare(
            $"Client: a page of {Count:N0} res.partner rows, {body.Length:N0} bytes, 12 of 17 fields read; × is against the hand-written reader",
            Count, "record", rounds, warmups: 60, baseline: 1,
            new Variant("floor: Utf8JsonReader tokens, nothing kept", () => HandReader.Tokens(body)),
            new Variant("hand-written Utf8JsonReader into the POCO", () => HandReader.Read(body)),
            new Variant("client: SearchReadAsync, no field read", () => Fetch(client)),
            new Variant("**client: SearchReadAsync + 12 getters into the POCO**", () => Read(client)),
            new Variant("JsonElement.Parse alone, same bytes", () => JsonElement.Parse(body)),
            new Variant("Newtonsoft JObject walk into the POCO", () => NewtonsoftWalk.Read(body)));
    }

    private static List<Partner> Read(IOdooClient client)
    {
        IReadOnlyList<OdooRecord> records = Fetch(client);
        List<Partner> partners = new(records.Count);
        foreach (OdooRecord record in records)
        {
            partners.Add(new Partner
            {
                Id = record.Id,
                Name = record.GetString("name"),
                Email = record.GetString("email"),
                Phone = record.GetString("phone"),
                Vat = record.GetString("vat"),
                Reference = record.GetString("ref"),
                Street = record.GetString("street"),
                Zip = record.GetString("zip"),
                City = record.GetString("city"),
                Country = record.GetReference("country_id") is { } country ? (country.Id, country.Name) : null,
                IsCompany = record.GetBoolean("is_company"),
                WrittenAt = record.GetDateTime("write_date"),
            });
        }

        return partners;
    }

    private static IReadOnlyList<OdooRecord> Fetch(IOdooClient client)
    {
        Task<IReadOnlyList<OdooRecord>> call = client.SearchReadAsync("res.partner", OdooDomain.All, Fields);
        return call.IsCompleted
            ? call.GetAwaiter().GetResult()
            : throw new InvalidOperationException("The call left this thread, whose time is measured.");
    }

    private static ServiceProvider Services(byte[] rows)
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning));
        services.AddOdooClient("main", o =>
        {
            o.Url = new Uri("http://odoo.test");
            o.Database = "bench";
            o.Login = "admin";
            o.Secret = "admin";
        }).ConfigurePrimaryHttpMessageHandler(_ => new PageServer(rows));
        return services.BuildServiceProvider();
    }
}
