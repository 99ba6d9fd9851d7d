using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Samples.LeadToCash.Whole;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.LeadToCash;

internal static class Program
{
    private static Task<int> Main(string[] args) => new Arguments().Command(RunAsync).Parse(args).InvokeAsync();

    private static async Task<int> RunAsync(Arguments arguments, ParseResult parsed, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("lead-to-cash-").FullName;
        try
        {
            if (arguments.Settings(parsed) is { } file)
            {
                return await RealSystems.RunAsync(file, cancellationToken);
            }

            Story story = Story.Read(Story.Find(arguments.Story(parsed)));
            return await PlayAsync(arguments, parsed, story, Path.Combine(folder, "connectors.db"), cancellationToken);
        }
        catch (StoryException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> PlayAsync(Arguments arguments, ParseResult parsed, Story story, string store, CancellationToken cancellationToken)
    {
        VirtualClock? clock = story.Name == WholeStory.Name ? new VirtualClock(WholeStory.Start) : null;
        await using Emulators emulators = new([story], clock);
        await emulators.StartAsync(cancellationToken);
        if (emulators is { Chargebee: { } site, Gateway: { } gateway })
        {
            new Billing(site, emulators.Stripe, gateway).SetUp();
        }

        HubSettings settings = arguments.Apply(parsed, emulators.Settings(story, store, effectAction: !arguments.Stepwise(parsed)));
        settings = clock is null ? settings : WholeStory.Settings(settings);
        Report.Begin(
            story, settings.OdooUrl == emulators.Odoo.Url ? "the emulator" : settings.OdooUrl.ToString(),
            settings.EffectActionId is null ? "step by step" : "by the effect action");

        await using WebApplication hub = HubHost.Build(settings, clock is null ? null : services => WholeStory.AddTo(services, clock, settings.OdooLogin));
        IReadOnlyList<string> missing = await PreflightAsync(hub, story, cancellationToken);
        if (missing.Count > 0)
        {
            Report.Missing(missing);
            return 3;
        }

        await hub.StartAsync(cancellationToken);
        IReadOnlyList<Check> onTheWay = [];
        long started = Stopwatch.GetTimestamp();
        if (clock is null)
        {
            await new Play(story, emulators, hub, settings.WebhookSecret).RunAsync(Report.Step, cancellationToken);
        }
        else
        {
            onTheWay = await WholeStory.PlayAsync(story, emulators, clock, hub, settings, cancellationToken);
        }

        TimeSpan took = Stopwatch.GetElapsedTime(started);
        IConnectorOperations operations = hub.Services.GetRequiredService<IConnectorOperations>();
        IReadOnlyList<CaseInfo> cases = await operations.Cases.ListAsync(cancellationToken: cancellationToken);
        Report.Events(await operations.EventsAsync(cancellationToken));
        await hub.StopAsync(cancellationToken);

        IReadOnlyList<Check> checks = [.. onTheWay, .. await CompareAsync(story, settings, cancellationToken)];
        Report.Checks(checks);
        Report.Cases(cases);
        Report.End(checks, cases.Count, took);
        return checks.All(c => c.Holds) && cases.Count == 0 ? 0 : 1;
    }

    private static async Task<IReadOnlyList<string>> PreflightAsync(WebApplication hub, Story story, CancellationToken cancellationToken)
    {
        List<string> missing = [];
        foreach (IPreflight system in hub.Services.GetServices<IConnectedSystem>().OfType<IPreflight>())
        {
            missing.AddRange(await system.CheckAsync([Currency.Parse(story.Currency)], cancellationToken));
        }

        return missing;
    }

    internal static async Task<IReadOnlyList<Check>> CompareAsync(Story story, HubSettings settings, CancellationToken cancellationToken)
    {
        using JsonRpc odoo = new(settings.OdooUrl, settings.OdooDatabase, settings.OdooLogin, settings.OdooPassword);
        using HttpClient salesforce = new() { BaseAddress = settings.SalesforceUrl };
        using FormUrlEncodedContent login = new(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = settings.SalesforceClientId, ["client_secret"] = settings.SalesforceClientSecret,
        });
        using HttpResponseMessage token = await salesforce.PostAsync(new Uri("services/oauth2/token", UriKind.Relative), login, cancellationToken);
        JsonObject answer = (await token.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!;
        using HttpClient billing = new() { BaseAddress = settings.Chargebee?.Url ?? settings.StripeUrl };
        ISourceDocuments documents = settings.Chargebee is { } site ? new ChargebeeDocuments(billing, site.Key) : new StripeDocuments(billing, settings.StripeKey);
        return await new Books(story, odoo, salesforce, (string)answer["access_token"]!, documents).CompareAsync();
    }
}
