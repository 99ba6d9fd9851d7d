using Odoo.Connectors.Model;
using Odoo.Connectors.Stripe;

namespace Odoo.Connectors.Samples.LeadToCash.Whole;

/// <summary>The story that is played by its vendors and not from recorded payloads: the whole of what the packages do for one customer.</summary>
internal static class WholeStory
{
    public const string Name = "whole";

    /// <summary>Where the vendors' clock stands before it begins.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 10, 14, 0, 0, TimeSpan.Zero);

    /// <summary>The settings with what this story needs beyond the others: deals make subscriptions, the tax rate of Stripe is known.</summary>
    public static HubSettings Settings(HubSettings settings, string vat) => settings with
    {
        DealsMakeSubscriptions = true,
        Taxes = new Dictionary<string, string> { [vat] = "account.{company}_attn_VAT-OUT-21-L" },
    };

    /// <summary>What a host adds for it.</summary>
    public static void AddTo(IServiceCollection services, Story story, string vat)
    {
        services.Configure<StripeOptions>("stripe", stripe =>
        {
            stripe.ListObjects = true; // what reconciliation compares
            foreach ((string id, string code) in story.Products)
            {
                stripe.Products[code] = id;
            }
        });
        services.AddConnectorHub()
            .Map<Deal>("stripe", to => to.Set("default_tax_rates[0]", _ => vat))
            .AddReconciliation(o => o.SettleWindow = TimeSpan.Zero); // nothing else happens meanwhile
    }

    /// <summary>Plays it; what is compared on the way is compared again in the end with everything else.</summary>
    public static async Task<IReadOnlyList<Check>> PlayAsync(
        Story story, Emulators vendors, VirtualClock clock, WebApplication hub, HubSettings settings, string vat, CancellationToken cancellationToken)
    {
        Stage stage = new(vendors, clock, hub, settings.WebhookSecret, (string)story.Expect["account"]!["crm_id"]!);
        using JsonRpc odoo = new(settings.OdooUrl, settings.OdooDatabase, settings.OdooLogin, settings.OdooPassword);
        await Chapters.PlayAsync(stage, () => story.Steps.ToList().ForEach(vendors.Happen), vat, cancellationToken);
        await new Night(stage, new Office(odoo)).PlayAsync(vat, cancellationToken);
        await Chapters.EndAsync(stage, cancellationToken);
        Names.Give(story.Expect, vendors.Stripe, stage.Billing);
        return stage.Checks;
    }
}
