namespace Odoo.Connectors.AspNetCore.Internal.Console;

/// <summary>The form that asks for a report, with why the last answer was none.</summary>
internal static class RevenuePage
{
    public static string Of(string root, RevenueForm form, string? wrong)
    {
        Html main = new();
        main.Add($"<h1>Revenue</h1>");
        if (wrong is not null)
        {
            main.Add($"<p role=\"alert\" class=\"bad\">{wrong}</p>");
        }

        main.Add(
            $"""
            <form method="get" action="{root}/revenue/report">
            <p><label for="from">First month</label><br><input id="from" name="from" type="month" required pattern="\d\d\d\d-\d\d" placeholder="2026-01" value="{form.From}"></p>
            <p><label for="months">Months, 1 to {RevenueQuestion.MostMonths}</label><br><input id="months" name="months" type="number" required min="1" max="{RevenueQuestion.MostMonths}" value="{form.Months}"></p>
            <p><label for="currency">Reporting currency, or none</label><br><input id="currency" name="currency" maxlength="3" placeholder="EUR" value="{form.Currency}"></p>
            <p><label for="companies">Companies by their configured names, with commas in between, or all</label><br><input id="companies" name="companies" value="{form.Companies}"></p>
            <p><label for="knownBy">Of what was known by, UTC, or everything</label><br><input id="knownBy" name="knownBy" placeholder="2026-06-01T12:00" value="{form.KnownBy}"></p>
            <p><button name="format" value="{RevenueQuestion.Html}">Show</button> <button name="format" value="{RevenueQuestion.Json}">JSON</button>
            <button name="format" value="{RevenueQuestion.Csv}">CSV of the numbers</button> <button name="format" value="{RevenueQuestion.Rows}">CSV of their documents</button></p>
            </form><p class="note">It is read when it is asked for; many months of many documents take a while.</p>
            """);
        return ConsolePage.Of(root, "Revenue", main.ToString());
    }
}
