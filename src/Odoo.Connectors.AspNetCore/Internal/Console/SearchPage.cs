using Odoo.Connectors.Accounts;

namespace Odoo.Connectors.AspNetCore.Internal.Console;

/// <summary>The search with what it found.</summary>
internal static class SearchPage
{
    public static string Of(string root, string? asked, IReadOnlyList<AccountMatch>? found, bool hasRevenue = false)
    {
        Html main = new();
        main.Add($"<h1>Accounts</h1>");
        if (found is { Count: 0 })
        {
            main.Add($"<p role=\"status\">Nothing has this id, document number, VAT number or web domain.</p>");
        }
        else if (found is not null)
        {
            main.Add($"<p role=\"status\">{found.Count} accounts</p><ul>");
            foreach (AccountMatch match in found)
            {
                main.Add($"<li><a href=\"{ConsolePage.AddressOf(root, match.Customer)}\">{match.Customer}</a> <span class=\"note\">by {match.By}; {string.Join(", ", match.References)}</span></li>");
            }

            main.Add($"</ul>");
        }
        else
        {
            main.Add($"<p><a href=\"{root}/reconciliation\">Reconciliation</a></p>");
            if (hasRevenue)
            {
                main.Add($"<p><a href=\"{root}/revenue\">Revenue</a></p>");
            }
        }

        return ConsolePage.Of(root, "Accounts", main.ToString(), asked);
    }

    public static string Missing(string root, string message) =>
        ConsolePage.Of(root, "Accounts", new Html().Add($"<h1>Accounts</h1><p role=\"alert\">{message}</p>").ToString());
}
