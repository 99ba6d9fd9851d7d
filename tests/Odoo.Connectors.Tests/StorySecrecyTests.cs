using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Salesforce;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests;

/// <summary>
/// A story from the lead to the cash in which everything fails once: no name, e-mail, phone, street, VAT number or secret of it stands where
/// people and tools look: in logs, spans, metrics, messages of our exceptions, cases, the audit trail and reasons.
/// </summary>
public sealed class StorySecrecyTests
{
    private const string Vat = "BE0123456749";
    private const string Phone = "+32 9 555 12 34";
    private readonly ConcurrentQueue<string> _told = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Story_WithFailuresOfEverySystem_TellsNothingPersonalAnywhere(bool effectAction)
    {
        using ActivityListener spans = new()
        {
            ShouldListenTo = source => source.Name == ConnectorTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => Tell("span", string.Join(' ', span.TagObjects.Select(t => $"{t.Key}={t.Value}").Append(span.DisplayName).Append(span.StatusDescription))),
        };
        ActivitySource.AddActivityListener(spans);
        using MeterListener metrics = new() { InstrumentPublished = (i, l) => { if (i.Meter.Name == ConnectorTelemetry.MeterName) { l.EnableMeasurementEvents(i); } } };
        metrics.SetMeasurementEventCallback<long>((_, _, tags, _) => Tell("metric", string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))));
        metrics.SetMeasurementEventCallback<double>((_, _, tags, _) => Tell("metric", string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))));
        metrics.Start();
        EventHandler<FirstChanceExceptionEventArgs> thrown = (_, e) => { if (e.Exception is ConnectorException own) { Tell("exception", own.Message); } };
        AppDomain.CurrentDomain.FirstChanceException += thrown;
        try
        {
            await PlayAsync(effectAction);
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= thrown;
        }
    }

    private async Task PlayAsync(bool effectAction)
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction, more: services =>
        {
            services.AddSingleton<ILoggerProvider>(new Sink(this));
            services.PostConfigure<LoggerFilterOptions>(o => o.MinLevel = LogLevel.Trace);
            services.Configure<SalesforceOptions>("salesforce", o => o.VatField = "VAT__c");
        });
        world.Emulators.Salesforce.DeclareField("Account", "VAT__c");
        StoryStep[] steps = [.. world.Story.Steps.Select(WithPhoneAndVat)];
        JsonObject account = steps.First(s => s is { System: "salesforce", What: "Account" }).Json;
        string[] personal = [.. steps.SelectMany(s => Personal(s.Json)), .. Secrets(world.Settings), Phone, Vat];
        Assert.True(personal.Distinct().Count() > 12, string.Join(", ", personal));

        // Every system fails now and then, each in every way.
        await world.DrainAsync();
        int calls = 0;
        EmulatorFault[] faults = Enum.GetValues<EmulatorFault>();
        EmulatorFault Next() => ++calls % 6 == 0 ? faults[calls / 6 % faults.Length] : EmulatorFault.None;
        world.Emulators.Odoo.OnCall = _ => Next();
        world.Emulators.Salesforce.OnCall = _ => Next();
        world.Emulators.Stripe.OnCall = _ => Next();
        foreach (StoryStep step in steps)
        {
            world.Emulators.Happen(step);
            if (step.IsEvent)
            {
                await world.DeliverAsync(Encoding.UTF8.GetBytes(step.Json.ToJsonString()), "whsec_wrong");
                Assert.Equal(HttpStatusCode.OK, await world.DeliverAsync(step.Json));
            }

            await DrainAsync(world);
        }

        (world.Emulators.Odoo.OnCall, world.Emulators.Salesforce.OnCall, world.Emulators.Stripe.OnCall) = (null, null, null);
        await world.DrainAsync();
        await world.Hub.Cases.RetryGroupAsync(CaseFilter.Open, "ann", Cancel);
        await world.DrainAsync();

        // It all came as far as the books, so that it could have been told.
        Assert.NotEqual(0, await world.CountAsync("res.partner", new JsonArray("vat", "=", Vat)));
        Assert.NotEqual(0, await world.CountAsync("res.partner", new JsonArray("phone", "=", Phone)));

        // What the systems refuse with the data in their words.
        (account["Name"], account["BillingCountry"], account["Website"]) = ((string)account["Name"]! + " Annex", "Nowhere", "https://kanaalfietsen.example/annex");
        ((JsonObject)account["BillingAddress"]!)["country"] = "Nowhere";
        account["SystemModstamp"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fff+0000", System.Globalization.CultureInfo.InvariantCulture);
        world.Emulators.Salesforce.Put(account);
        JsonObject garbled = (JsonObject)world.Events[^1].Json.DeepClone();
        garbled["id"] = "evt_garbled";
        garbled["data"]!["object"]!["status"] = Phone;
        garbled["data"]!["object"]!["lines"] = Phone;
        await world.DeliverAsync(garbled);
        await DrainAsync(world);

        IReadOnlyList<CaseInfo> cases = await world.Hub.Cases.ListAsync(CaseFilter.All, cancellationToken: Cancel);
        Assert.NotEmpty(cases);
        foreach (CaseInfo one in cases)
        {
            Tell("case", one.ToString());
            Tell("case", (await world.Hub.Cases.FindAsync(one.Id, Cancel))!.ToString());
        }

        foreach (EventReport evt in await world.Hub.EventsAsync(Cancel))
        {
            Tell("event", evt.ToString());
            (await world.Hub.ExplainAsync(evt.Id, Cancel)).ToList().ForEach(e => Tell("audit", $"{e} {string.Join(' ', e.Rules)}"));
        }

        TellStore(world.Settings.Store);
        foreach (string kind in (string[])["log", "span", "metric", "exception", "case", "audit", "store"])
        {
            Assert.Contains(_told, t => t.StartsWith(kind, StringComparison.Ordinal));
        }

        Assert.DoesNotContain(_told, t => personal.Any(p => t.Contains(p, StringComparison.OrdinalIgnoreCase)));
    }

    private static StoryStep WithPhoneAndVat(StoryStep step)
    {
        JsonObject record = step.Json;
        if (step is { System: "salesforce", What: "Account" or "Contact" })
        {
            record["Phone"] = Phone;
        }

        if (step is { System: "salesforce", What: "Account" })
        {
            record["VAT__c"] = Vat;
        }

        return step with { Body = Encoding.UTF8.GetBytes(record.ToJsonString()) };
    }

    /// <summary>A system that fails as a whole ends a drain; a running host goes on.</summary>
    private static async Task DrainAsync(StoryWorld world)
    {
        for (int i = 0; i < 3; i++)
        {
            try
            {
                await world.Hub.DrainAsync(TimeSpan.FromSeconds(1), Cancel);
            }
            catch (ConnectorException)
            {
            }
        }
    }

    /// <summary>Names, addresses and numbers of persons and customers in what a vendor holds.</summary>
    private static IEnumerable<string> Personal(JsonObject json)
    {
        string[] fields =
        [
            "FirstName", "LastName", "Email", "email", "phone", "BillingStreet", "street", "line1", "line2", "Website", "customer_name", "customer_email", "customer_phone", "receipt_email",
        ];
        bool isPerson = Text(json["object"]) == "customer" || Text((json["attributes"] as JsonObject)?["type"]) is "Account" or "Contact";
        foreach ((string name, JsonNode? value) in json)
        {
            IEnumerable<string> inside = value switch
            {
                JsonObject part => Personal(part),
                JsonArray all => all.OfType<JsonObject>().SelectMany(Personal),
                JsonValue text when text.TryGetValue(out string? words) && words.Length > 4 && (fields.Contains(name) || (isPerson && name is "name" or "Name")) => [words],
                _ => [],
            };
            foreach (string found in inside)
            {
                yield return found;
            }
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static string[] Secrets(HubSettings settings) =>
        [settings.OdooPassword, settings.SalesforceClientSecret, settings.StripeKey, settings.WebhookSecret, settings.SalesforceClientId];

    /// <summary>What the hub keeps beside what is classified and erased with a person.</summary>
    private void TellStore(string file)
    {
        using SqliteConnection connection = new($"Data Source={file};Pooling=false");
        connection.Open();
        foreach (string sql in (string[])
        [
            "SELECT event, effect, what, detail, fields, actor, lane FROM audit", "SELECT cause, message, field, effect, system, kind, lane, subject FROM review",
            "SELECT system, kind, lane, subject, subject_id, reason FROM inbox", "SELECT key, target, kind, subject, source_id, target_id FROM effect",
            "SELECT system, stream, value FROM watermark", "SELECT name, value FROM meta WHERE name NOT LIKE '%key%'", "SELECT definition FROM mapping",
        ])
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = sql;
            using SqliteDataReader rows = command.ExecuteReader();
            while (rows.Read())
            {
                Tell("store", string.Join(' ', Enumerable.Range(0, rows.FieldCount).Select(i => $"{rows.GetName(i)}={rows.GetValue(i)}")));
            }
        }
    }

    private void Tell(string kind, string words) => _told.Enqueue($"{kind}: {words}");

    private sealed class Sink(StorySecrecyTests told) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            told.Tell("log", $"scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            told.Tell("log", $"{eventId.Id} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
