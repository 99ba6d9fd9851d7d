using Odoo.Connectors.Collections;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
namespace Odoo.Connectors.Docs;

/// <summary>Collections, as their page sets them up.</summary>
public static class Dunning
{
    public static void Add(IConnectorsBuilder builder, IServiceCollection services)
    {
        #region collections
        builder.AddCollections(o =>
        {
            o.Crm = "salesforce";
            o.Steps.Add(new DunningStep { Name = "reminder", DaysOverdue = 7, LeastAmounts = { ["EUR"] = 10m } });
            o.Steps.Add(new DunningStep { Name = "final-notice", DaysOverdue = 21, OpensCase = true });
            o.Steps.Add(new DunningStep { Name = "suspend", DaysOverdue = 45, Status = AccountStatus.Suspended, PausesContracts = true });
            o.Steps.Add(new DunningStep { Name = "write-off", DaysOverdue = 180, ProposesWriteOff = true });
        });
        builder.RequireApprovals(o => (o.WriteOffs["EUR"], o.AccountCredits["EUR"]) = (25m, 100m));
        services.Configure<LeadToCashOptions>(o => (o.AccountSummaries, o.CollectionNotes) = (true, true));
        #endregion
    }

    public static void AddGroups(IConnectorsBuilder builder)
    {
        #region collections-groups
        builder.AddCollections(o =>
        {
            o.GroupField = "category_id"; // the partner's tags
            o.Steps.Add(new DunningStep { Name = "reminder", DaysOverdue = 7 });
            o.Steps.Add(new DunningStep { Name = "suspend", DaysOverdue = 45, Status = AccountStatus.Suspended, PausesContracts = true });
            o.Steps.Add(new DunningStep { Name = "reminder", DaysOverdue = 20, Groups = { "Enterprise" } });
            o.Steps.Add(new DunningStep { Name = "call", DaysOverdue = 30, Groups = { "Enterprise" }, OpensCase = true });
        });
        #endregion
    }

    public static void AddLetters(IConnectorsBuilder builder)
    {
        #region collections-letters
        builder.AddCollections(o => o.Steps.Add(new DunningStep
        {
            Name = "call", DaysOverdue = 14, Activity = new DunningActivity { User = "anna@example.com", Summary = "Call the customer", DueInDays = 2 },
        }));
        builder.PublishDunning<Letters>();
        #endregion
    }

    #region promise
    public static async Task CalledAsync(ICollections collections, ExternalRef customer, CancellationToken cancellationToken)
    {
        foreach (CollectionsAccount account in await collections.FindAsync(customer, cancellationToken))
        {
            Console.WriteLine($"{account.Status} since {account.Since}; {account.Steps.Count} overdue, promised until {account.PromisedUntil}");
        }

        Money promised = new(121m, Currency.Parse("EUR"));
        await collections.PromiseAsync(customer, promised, new DateOnly(2026, 4, 27), by: "anna", why: "pays with the next salaries", cancellationToken);
    }

    public static Task GiveUpAsync(ICollections collections, ExternalRef invoice, CancellationToken cancellationToken) =>
        collections.ProposeWriteOffAsync(invoice, by: "anna", why: "bankrupt", cancellationToken); // somebody else approves the case
    #endregion
}

/// <summary>A mail service that sends once under a key.</summary>
public interface IMailService
{
    Task SendOnceAsync(string key, string template, string customer, string text, CancellationToken cancellationToken);
}

#region letters
/// <summary>Sends the letter of each step.</summary>
public sealed class Letters(IMailService mail) : IDunningPublisher
{
    public Task PublishAsync(DunningNotice notice, string key, CancellationToken cancellationToken) =>
        mail.SendOnceAsync(key, template: notice.Step, notice.Customer.Id, $"{notice.Number}: {notice.Open}, due {notice.DueOn:yyyy-MM-dd}", cancellationToken);
}
#endregion
