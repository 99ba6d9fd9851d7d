using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Samples.MultiCompany;

/// <summary>What happens at three companies between the last night of March and the second of May.</summary>
internal sealed class Story(Emulated vendors, RunningClock clock, WebApplication hub, string secret)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The companies in HubSpot, by name.</summary>
    public Dictionary<string, string> Customers { get; } = [];

    public List<Check> Checks { get; } = [];

    private IConnectorOperations Operations => hub.Services.GetRequiredService<IConnectorOperations>();

    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        MoveTo("2026-03-31T23:30");
        Win("Kanaal Fietsen BV", "Belgium", "BE", "EUR", 10, "39.99");
        Win("Pacific Rowing Inc", "United States", "US", "USD", 7, "45.50");
        Win("Sumida Rowing KK", "Japan", "JP", "JPY", 3, "6555");
        await TellAsync("Three deals are won: it is 1 April in Brussels and Tokyo, and 31 March in Los Angeles", cancellationToken);

        MoveTo("2026-04-10T09:00");
        string deal = Win("Leie Kano BV", "Belgium", "UK", "EUR", 2, "39.99");
        await TellAsync("A deal of an entity that has no company", cancellationToken);
        await ResolveAsync(deal, cancellationToken);

        MoveTo("2026-05-01T02:00");
        Report.Chapter(clock.GetUtcNow(), "The subscriptions renew: it is 1 May in Brussels and Tokyo, 30 April in Los Angeles", "not told yet");
        MoveTo("2026-05-02T20:00");
        await CloseAsync(Entity.America, "2026-04-30");
        Report.Chapter(clock.GetUtcNow(), "The Americans close April", "");
        await TellAsync("And only now the webhooks of the renewals arrive", cancellationToken);
    }

    /// <summary>A deal in HubSpot with its company, won at once.</summary>
    private string Win(string name, string country, string entity, string currency, int seats, string price)
    {
        string company = Customers[name] = vendors.HubSpot.Create("companies", ("name", name), ("country", country));
        string deal = vendors.HubSpot.Create(
            "deals", ("dealname", $"{name}: {seats} seats"), ("dealstage", "contractsent"), ("pipeline", "default"), ("deal_currency_code", currency), ("legal_entity", entity));
        vendors.HubSpot.Associate("deals", deal, "companies", company, 5);
        string line = vendors.HubSpot.Create(
            "line_items", ("name", "Seat"), ("hs_sku", "SEAT"), ("quantity", seats.ToString(CultureInfo.InvariantCulture)), ("price", price), ("recurringbillingfrequency", "monthly"));
        vendors.HubSpot.Associate("line_items", line, "deals", deal);
        vendors.HubSpot.Update("deals", deal, ("dealstage", "closedwon"), ("closedate", clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)));
        return deal;
    }

    /// <summary>Nothing was written; sales corrects the deal, and somebody retries the case.</summary>
    private async Task ResolveAsync(string deal, CancellationToken cancellationToken)
    {
        IReadOnlyList<CaseInfo> cases = await Operations.Cases.ListAsync(cancellationToken: cancellationToken);
        Checks.Add(new Check("Cases of the deal without a company", "unrouted", string.Join(", ", cases.Select(c => c.Reason.Cause))));
        Checks.Add(new Check("Customers at Stripe meanwhile", "3", vendors.Stripe.All("customer").Count.ToString(CultureInfo.InvariantCulture)));
        Report.Cases(cases);
        vendors.HubSpot.Update("deals", deal, ("legal_entity", "BE"));
        foreach (CaseInfo each in cases)
        {
            await Operations.Cases.RetryAsync(each.Id, "sales", cancellationToken);
        }

        await TellAsync("It is corrected to the Belgian one, and the case retried", cancellationToken);
    }

    private async Task CloseAsync(Entity entity, string day)
    {
        using JsonRpc odoo = vendors.Open(entity);
        JsonArray companies = await odoo.SearchReadAsync("res.company", [new JsonArray("name", "=", entity.Company)], "id");
        await odoo.CallAsync("res.company", "write", [new JsonArray((long)companies[0]!["id"]!), new JsonObject { ["fiscalyear_lock_date"] = day }]);
    }

    /// <summary>Has HubSpot polled, and everything told that Stripe has to tell, some of it twice and in disorder.</summary>
    private async Task TellAsync(string what, CancellationToken cancellationToken)
    {
        using StripeSender sender = new(new Uri(new Uri(hub.Urls.First()), "webhooks/stripe"), secret, clock);
        int told = 0, now;
        do
        {
            if (!await Operations.DrainAsync(Patience, cancellationToken))
            {
                throw new StoryException("The hub is not done after a minute.");
            }

            told += now = await sender.DeliverAsync(vendors.Stripe, new StripeDelivery { Seed = told + 1 }, cancellationToken);
        }
        while (now > 0);
        Report.Chapter(clock.GetUtcNow(), what, $"{told} webhooks");
    }

    private void MoveTo(string at) => clock.MoveTo(DateTimeOffset.Parse($"{at}Z", CultureInfo.InvariantCulture));
}
