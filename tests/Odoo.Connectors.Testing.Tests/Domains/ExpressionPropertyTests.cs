using System.Linq.Expressions;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Testing.Tests.Domains;

/// <summary>What an expression selects in C#, its domain selects in Odoo.</summary>
public sealed class ExpressionPropertyTests
{
    private const int Rows = 200;
    private static readonly OdooContext s_archivedToo = new() { ActiveTest = false };
    private static readonly string[] s_tags = ["VIP", "Trial", "Old"];
    private static readonly string[] s_countries = ["BE", "FR", "DE"];

    [Fact]
    public async Task Where_TenThousandRandomTrees_SelectWhatTheCompiledExpressionSelects()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using OdooEmulator emulator = new();
        await using ServiceProvider services = Services(emulator);
        IOdooClient client = services.GetRequiredKeyedService<IOdooClient>("main");
        await PlantAsync(emulator, client, cancel);

        IReadOnlyList<OdooRecord> records = await client.SearchReadAsync("res.partner", OdooDomain.All, Partner.Fields, null, s_archivedToo, cancel);
        Partner[] partners = [.. records.Select(Partner.Of).OrderBy(p => p.Id)];
        Dictionary<long, Named> countries = await NamedAsync(client, "res.country", ["name", "code"], cancel);
        Dictionary<long, Named> tags = await NamedAsync(client, "res.partner.category", ["name"], cancel);
        Assert.True(partners.Length >= Rows);
        long[] used = [.. countries.Values.Where(c => c.Code is "BE" or "FR" or "DE").Select(c => c.Id)];

        int some = 0;
        Dictionary<long, Partner> byId = partners.ToDictionary(p => p.Id);
        await Trees.Of([.. byId.Keys], used, [.. tags.Keys]).SampleAsync(async predicate =>
        {
            Func<Partner, bool> compiled = new Oracle(byId, countries, tags).Compile(predicate);
            long[] expected = [.. partners.Where(compiled).Select(p => p.Id)];
            IReadOnlyList<long> found = await client.SearchAsync("res.partner", OdooDomain.Where(predicate), new OdooSearch { Order = "id" }, s_archivedToo, cancel);
            Assert.True(expected.SequenceEqual(found), Difference(predicate, expected, found));
            Interlocked.Add(ref some, expected.Length > 0 && expected.Length < partners.Length ? 1 : 0);
        }, iter: 10_000, threads: 2);

        Assert.True(some > 5_000, $"Only {some} trees select some of the records and not all: the rows do not tell wrong conditions from right ones.");
    }

    private static string Difference(Expression<Func<Partner, bool>> predicate, long[] expected, IReadOnlyList<long> found) =>
        $"{predicate.Body}\n{OdooDomain.Where(predicate).ToJson().ToJsonString()}\nmissing {string.Join(' ', expected.Except(found).Take(5))}\ntoo many {string.Join(' ', found.Except(expected).Take(5))}";

    private static ServiceProvider Services(OdooEmulator emulator)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddOdooClient("main", options =>
        {
            options.Url = new Uri("http://odoo.test");
            (options.Database, options.Login, options.Secret) = (emulator.Database, emulator.AdminLogin, emulator.AdminPassword);
        }).ConfigurePrimaryHttpMessageHandler(_ => emulator.CreateHandler());
        return services.BuildServiceProvider();
    }

    private static async Task PlantAsync(OdooEmulator emulator, IOdooClient client, CancellationToken cancel)
    {
        emulator.DeclareField("res.partner", "x_amount", "monetary");
        emulator.DeclareField("res.partner", "x_due", "date");
        emulator.DeclareField("res.partner", "x_seen", "datetime");
        IReadOnlyList<long> tags = await client.CreateManyAsync("res.partner.category", [.. s_tags.Select(n => new JsonObject { ["name"] = n })], null, cancel);
        IReadOnlyList<long> countries = await client.SearchAsync("res.country", OdooDomain.In("code", s_countries), cancellationToken: cancel);
        Random random = new(20_260_331);
        List<long> made = [];
        for (int batch = 0; batch < 4; batch++)
        {
            JsonObject[] values = [.. Enumerable.Range(0, Rows / 4).Select(_ => Values(random, tags, countries, made))];
            made.AddRange(await client.CreateManyAsync("res.partner", values, null, cancel));
        }
    }

    private static JsonObject Values(Random random, IReadOnlyList<long> tags, IReadOnlyList<long> countries, List<long> made)
    {
        JsonObject values = new() { ["name"] = Pick(random, Trees.Names) };
        Maybe("email", () => Pick(random, Trees.Emails));
        Maybe("type", () => Pick(random, Trees.Types));
        Maybe("is_company", () => random.Next(2) == 0);
        Maybe("active", () => random.Next(5) > 0);
        Maybe("color", () => random.Next(-1, 5));
        Maybe("x_amount", () => Pick(random, [-1.5m, 0m, 0.1m, 12.50m, 1000m]));
        Maybe("x_due", () => OdooFormat.Date(new DateOnly(2026, 3, 29).AddDays(random.Next(4))));
        Maybe("x_seen", () => OdooFormat.DateTime(Trees.Noon.AddSeconds(random.Next(5))));
        Maybe("country_id", () => Pick(random, countries));
        Maybe("parent_id", () => made.Count == 0 ? null : Pick(random, made));
        Maybe("category_id", () => new JsonArray(new JsonArray(6, 0, new JsonArray([.. tags.Where(_ => random.Next(2) == 0).Select(t => (JsonNode)t)]))));
        return values;

        void Maybe(string field, Func<JsonNode?> value)
        {
            if (random.Next(5) > 0)
            {
                values[field] = value() ?? false;
            }
        }
    }

    private static async Task<Dictionary<long, Named>> NamedAsync(IOdooClient client, string model, string[] fields, CancellationToken cancel) =>
        (await client.SearchReadAsync(model, OdooDomain.All, fields, null, s_archivedToo, cancel))
        .ToDictionary(r => r.Id, r => new Named { Id = r.Id, Name = r.GetString("name"), Code = fields.Contains("code") ? r.GetString("code") : null });

    private static T Pick<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
