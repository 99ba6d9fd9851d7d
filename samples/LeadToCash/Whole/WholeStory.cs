using Odoo.Connectors.Chargebee;
using Odoo.Connectors.Collections;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Stripe;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.LeadToCash.Whole;

/// <summary>The story that is played by its vendors and not from recorded payloads: the whole of what the packages do for one customer.</summary>
internal static class WholeStory
{
    public const string Name = "whole";

    /// <summary>Where the vendors' clock stands before it begins.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 10, 14, 0, 0, TimeSpan.Zero);

    /// <summary>The settings with what this story needs beyond the others.</summary>
    public static HubSettings Settings(HubSettings settings) => settings with
    {
        WaitDeadline = TimeSpan.FromMinutes(1),
        PaymentJournals = new Dictionary<string, string> { ["bank_transfer"] = "BNK1" },
    };

    /// <summary>What a host adds for it.</summary>
    public static void AddTo(IServiceCollection services, VirtualClock clock, string clerk)
    {
        services.AddSingleton(clock.Going);
        services.Configure<ChargebeeOptions>("chargebee", chargebee => chargebee.PollEvents = false);
        services.Configure<StripeOptions>("stripe", stripe => stripe.ListObjects = true); // what reconciliation compares
        services.Configure<LeadToCashOptions>(flow =>
        {
            flow.BankPayments = true;
            flow.CollectionNotes = true;
        });
        services.Configure<OdooErpOptions>("odoo", odoo =>
        {
            odoo.ValidateTaxes = true;
            foreach (string stream in (string[])[OdooStreams.Documents, OdooStreams.Payments, OdooStreams.Matches])
            {
                odoo.Feed.Streams.Add(stream);
            }
        });
        services.AddConnectorHub()
            .AddReconciliation(o => o.SettleWindow = TimeSpan.Zero) // nothing else happens meanwhile
            .AddCollections(o =>
            {
                o.Crm = "salesforce";
                o.Steps.Add(new DunningStep { Name = "reminder", DaysOverdue = 3, Activity = new DunningActivity { User = clerk, Summary = "Call the customer" } });
            });
    }

    /// <summary>Plays it; what is compared on the way is compared again in the end with everything else.</summary>
    public static async Task<IReadOnlyList<Check>> PlayAsync(Story story, Emulators vendors, VirtualClock clock, WebApplication hub, HubSettings settings, CancellationToken cancellationToken)
    {
        // The lists are for the night: what webhooks lose would else be found by the next poll.
        IFeedOperations feeds = hub.Services.GetRequiredService<IConnectorOperations>().Feeds;
        foreach (FeedStatus feed in (await feeds.StatusAsync(cancellationToken)).Where(f => f.System is "chargebee" or "stripe"))
        {
            await feeds.PauseAsync(feed.System, feed.Stream, "the story", cancellationToken);
        }

        Stage stage = new(vendors, clock, hub, settings, (string)story.Expect["account"]!["crm_id"]!);
        using JsonRpc odoo = new(settings.OdooUrl, settings.OdooDatabase, settings.OdooLogin, settings.OdooPassword);
        Office office = new(odoo);
        Night night = new(stage, office);
        await Chapters.PlayAsync(stage, office, night, () => story.Steps.ToList().ForEach(vendors.Happen), cancellationToken);
        await night.PlayAsync(cancellationToken);
        await Chapters.EndAsync(stage, office, night, cancellationToken);
        Names.Give(story.Expect, stage.Billing);
        return [.. stage.Checks, .. await MoneyChecks.CompareAsync(story, settings, cancellationToken)];
    }
}
