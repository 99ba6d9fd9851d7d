using System.Globalization;
using Odoo.Connectors.Accounts;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.AspNetCore.Internal.Console;

/// <summary>An account as a page, section by section; every value says where it comes from.</summary>
internal sealed class AccountPage(Html page, ConsoleLinks links)
{
    public static string Of(string root, CustomerAccount account, ConsoleLinks links, bool canReveal)
    {
        Html main = new();
        string name = account.Fields.FirstOrDefault(f => f.Name == nameof(Customer.Name))?.Values.FirstOrDefault(v => v.Text is not null)?.Text ?? account.Customer.ToString();
        main.Add($"<h1>{name}</h1>");
        main.Add($"<p class=\"note\">Read {account.ReadAt}; {account.Readings.Count(r => r.State == AccountReadingState.Read)} of {account.Readings.Count} readings answered. ");
        main.Add(account.IsMasked ? (FormattableString)$"Data of persons are masked.</p>" : (FormattableString)$"Data of persons are shown, and that is audited.</p>");
        if (account.IsMasked && canReveal)
        {
            main.Add($"<form method=\"post\" action=\"{ConsolePage.AddressOf(root, account.Customer)}\"><button>Show data of persons (audited)</button></form>");
        }

        AccountPage sections = new(main, links);
        sections.Failed(account);
        sections.Names(account);
        sections.Fields("Customer", account.Fields);
        sections.People(account);
        sections.Contracts(account);
        sections.Table("Entitlements", account.Entitlements, ["Feature", "Limit", "Status", "Dates", "From"], e => main.Add(
            $"<td>{e.Value.Feature}</td><td class=\"n\">{e.Value.Limit?.ToString(CultureInfo.InvariantCulture) ?? "no limit"}</td><td>{e.Value.Status}</td><td>from {e.Value.From}{(e.Value.Until is { } until ? $", to {until:yyyy-MM-dd}" : "")}</td><td>{sections.Origin(e)}</td>"));
        new MoneySections(main, sections).Add(account);
        sections.Open(account);
        return ConsolePage.Of(root, name, main.ToString());
    }

    /// <summary>A reference, with a link where its system has a page for it.</summary>
    public Html.Raw Link(ExternalRef reference)
    {
        Html link = new();
        return new Html.Raw((links.Of(reference) is string address ? link.Add($"<a href=\"{address}\" rel=\"noreferrer\">{reference}</a>") : link.Text(reference.ToString())).ToString());
    }

    /// <summary>Where a value comes from, how fresh it is, and by which rule it counts.</summary>
    public Html.Raw Origin<T>(Sourced<T> value) => new(new Html().Add(
        $"{Link(value.Reference)}<br><span class=\"note\">{(value.IsFresh ? "read" : "told")} {value.AsOf}{(value.Rule is null ? "" : $"; {value.Rule}")}</span>").ToString());

    /// <summary>A table with its heading; nothing where there are no rows.</summary>
    public void Table<T>(string title, IReadOnlyCollection<T> rows, string[] columns, Action<T> row)
    {
        if (rows.Count == 0)
        {
            return;
        }

        page.Add($"<section><h2>{title}</h2><table><thead><tr>");
        foreach (string column in columns)
        {
            page.Add($"<th scope=\"col\">{column}</th>");
        }

        page.Add($"</tr></thead><tbody>");
        foreach (T each in rows)
        {
            page.Add($"<tr>");
            row(each);
            page.Add($"</tr>");
        }

        page.Add($"</tbody></table></section>");
    }

    private void Failed(CustomerAccount account)
    {
        AccountReading[] failed = [.. account.Readings.Where(r => r.State != AccountReadingState.Read || r.IsCut)];
        if (failed.Length > 0)
        {
            page.Add($"<div class=\"box\" role=\"alert\"><ul>");
            foreach (AccountReading each in failed)
            {
                string what = each.State switch
                {
                    AccountReadingState.Failed => $"{each.Message} What is shown of it is what the hub was told last.",
                    AccountReadingState.Missing => "is not there any more.",
                    _ => "there is more; the newest are shown.",
                };
                page.Add($"<li><strong>{each.Section} of {each.System}</strong>: {what}</li>");
            }

            page.Add($"</ul></div>");
        }
    }

    private void Names(CustomerAccount account)
    {
        Table("Known as", account.References, ["Record", "State"], name => page.Add(
            $"<td>{Link(name.Reference)}</td><td>{(name.State == LinkState.Linked ? name.IsPrimary ? "in use" : "alias" : name.SupersededBy is null ? name.State.ToString() : $"gave way to {name.SupersededBy}")}</td>"));
        Table("Merges", account.Merges, ["When", "By", "What joined"], merge => page.Add(
            $"<td>{merge.At}</td><td>{merge.By}</td><td>{string.Join(", ", merge.Moved)}{(merge.UndoneAt is null ? "" : " (taken back)")}</td>"));
    }

    private void Fields(string title, IReadOnlyList<AccountField> fields) => Table(title, fields, ["Field", "Values", "Rule"], field =>
    {
        page.Add($"<th scope=\"row\">{field.Name}</th><td>");
        Values(field);
        page.Add($"</td><td class=\"note\">{field.Rule}</td>");
    });

    private void Values(AccountField field)
    {
        if (field.Disagrees)
        {
            page.Add($"<strong class=\"bad\">The systems disagree.</strong> ");
        }

        foreach (AccountValue value in field.Values.Where(v => v.Text is not null))
        {
            string edited = value.IsEdited == true ? ", edited since it was agreed" : "";
            page.Add($"<div>{value.Text} <span class=\"note\">{value.Reference.System}{(value.Reference.System == field.Owner ? ", the owner" : "")}, {(value.IsFresh ? "read" : "told")} {value.AsOf}{edited}</span></div>");
        }
    }

    private void People(CustomerAccount account) => Table("Contacts", account.Contacts, ["Name", "E-mail", "Phone", "From"], contact => page.Add(
        $"<td>{contact.Value.Name}</td><td>{contact.Value.Email}</td><td>{contact.Value.Phone}</td><td>{Origin(contact)}</td>"));

    private void Contracts(CustomerAccount account) => Table("Contracts", account.Contracts, ["Status", "Terms", "Dates", "From", "Compared"], contract =>
    {
        Contract first = contract.Sides[0].Value;
        page.Add($"<td>{first.Status}</td><td>");
        foreach (ProductLine line in first.Terms)
        {
            page.Add($"<div>{line.Quantity} × {line.ProductCode}{(line.HasTieredPrice ? "" : FormattableString.Invariant($" at {line.UnitPrice} {first.Currency}"))} {line.Recurrence}</div>");
        }

        page.Add($"</td><td>from {first.StartsOn}{(first.EndsOn is { } end ? $", to {end:yyyy-MM-dd}" : "")}{(first.RenewsAt is { } renews ? $", renews {renews.UtcDateTime:yyyy-MM-dd}" : "")}</td><td>");
        foreach (Sourced<Contract> side in contract.Sides)
        {
            page.Add($"<div>{Origin(side)}</div>");
        }

        page.Add($"</td><td>");
        foreach (AccountField field in contract.Fields.Where(f => f.Disagrees))
        {
            page.Add($"<div>{field.Name}: ");
            Values(field);
            page.Add($"</div>");
        }

        page.Add($"</td>");
    });

    private void Open(CustomerAccount account)
    {
        Table("Open cases", account.Cases, ["Case", "Cause", "What to do", "Opened"], open =>
        {
            string number = $"{open.Id}";
            page.Add($"<td>{(links.OfCase(open.Id) is string address ? new Html.Raw(new Html().Add($"<a href=\"{address}\">{number}</a>").ToString()) : number)}</td><td>{open.Reason.Cause}</td><td>{open.Reason.Message}</td><td>{open.OpenedAt}</td>");
        });
        Table("Under way, held or refused", account.Effects, ["Effect", "To", "State", "From", "Planned", "Sent"], effect => page.Add(
            $"<td>{effect.Kind}</td><td>{effect.Target}</td><td>{effect.State}</td><td>{Link(effect.Source)}</td><td>{effect.PlannedAt}</td><td class=\"n\">{effect.Attempts}</td>"));
    }
}
