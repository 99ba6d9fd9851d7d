using Odoo.Connectors.Accounts;

namespace Odoo.Connectors.Docs;

#region support-desk
public sealed class SupportDesk(IAccountView accounts)
{
    public async Task ShowAsync(string asked, CancellationToken cancellationToken) // an id of any system, a document number, a VAT number, a web domain
    {
        foreach (AccountMatch match in await accounts.SearchAsync(asked, cancellationToken))
        {
            CustomerAccount account = (await accounts.AccountAsync(match.Customer, cancellationToken))!;
            foreach (AccountField field in account.Fields.Where(f => f.Disagrees))
            {
                Console.WriteLine($"{field.Name}, owned by {field.Owner}, differs: {string.Join(", ", field.Values.Select(v => $"{v.Text} in {v.Reference.System}"))}");
            }

            foreach (Sourced<AccountOwing> owed in account.Balances)
            {
                Console.WriteLine($"{owed.Reference.System}: {owed.Value.Open} open, {owed.Value.Overdue} overdue, {(owed.IsFresh ? "read" : "told")} {owed.AsOf:u}");
            }
        }
    }
}
#endregion

internal static class ConsoleRoutes
{
    public static void Map(WebApplication app)
    {
        #region console
        app.MapConnectorConsole("/connectors", console =>
        {
            console.RevealPolicy = "support-lead";
            console.RevenuePolicy = "finance";
            console.Links["stripe/invoice"] = "https://dashboard.stripe.com/invoices/{id}";
            console.Links["odoo/invoice"] = "https://odoo.example.com/odoo/customer-invoices/{id}";
            console.Links["case"] = "https://hub.example.com/cases/{id}";
        }).RequireAuthorization("support");
        app.MapConnectorAccounts("/connectors/accounts").RequireAuthorization("support"); // the same as JSON
        #endregion
    }
}
