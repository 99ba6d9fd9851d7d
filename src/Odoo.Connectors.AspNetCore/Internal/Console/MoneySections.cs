using System.Globalization;
using Odoo.Connectors.Accounts;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.AspNetCore.Internal.Console;

/// <summary>What an account owes and paid.</summary>
internal sealed class MoneySections(Html page, AccountPage sections)
{
    public void Add(CustomerAccount account)
    {
        sections.Table("Balance", account.Balances, ["Company", "Open", "Overdue", "By age", "Credits"], balance =>
        {
            AccountOwing owing = balance.Value;
            string ages = string.Join("; ", (owing.Detail?.Aged ?? []).Where(a => a.Amount.Amount != 0m).Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.FromDays}{(a.ToDays is { } to ? $"–{to}" : " and more")} days: {a.Amount}")));
            page.Add($"<td>{sections.Origin(balance)}</td><td class=\"n\">{owing.Open}</td><td class=\"n\">{owing.Overdue}</td><td>{ages}</td><td class=\"n\">{owing.Detail?.Credits}</td>");
        });
        sections.Table("Invoices and credit notes", account.Documents, ["Number", "Total", "Open", "State", "Due", "In the books", "At its source"], Document);
        sections.Table("Payments", account.Payments, ["Amount", "On", "State", "Pays", "From"], Booked);
        sections.Table("Payments that no ledger shows", account.OtherPayments, ["Amount", "At", "From"], p => page.Add(
            $"<td class=\"n\">{p.Value.Amount}</td><td>{p.Value.PaidAt}</td><td>{sections.Origin(p)}</td>"));
        sections.Table("Refunds", account.Refunds, ["Amount", "On", "State", "Pays", "From"], Booked);
        sections.Table("Refunds that no ledger shows", account.OtherRefunds, ["Amount", "At", "State", "From"], r => page.Add(
            $"<td class=\"n\">{r.Value.Amount}</td><td>{r.Value.RefundedAt}</td><td>{r.Value.Status}</td><td>{sections.Origin(r)}</td>"));
        sections.Table("Failed payments", account.Failures, ["Amount", "At", "Code", "Invoice", "Next attempt", "From"], a => page.Add(
            $"<td class=\"n\">{a.Value.Amount}</td><td>{a.Value.FailedAt}</td><td>{a.Value.Code}</td><td>{(a.Value.Invoice is { } i ? sections.Link(i) : null)}</td><td>{a.Value.NextAttemptAt}</td><td>{sections.Origin(a)}</td>"));
        sections.Table("Disputes", account.Disputes, ["Amount", "Opened", "State", "Payment", "From"], d => page.Add(
            $"<td class=\"n\">{d.Value.Amount}</td><td>{d.Value.OpenedAt}</td><td>{d.Value.Status}</td><td>{sections.Link(d.Value.Payment)}</td><td>{sections.Origin(d)}</td>"));
    }

    private void Document(AccountDocument document)
    {
        Money? total = document.Booked?.Value.Gross ?? document.Invoice?.Value.Gross ?? document.CreditNote?.Value.Gross;
        Money? open = document.Booked?.Value.Open ?? document.Invoice?.Value.Open;
        page.Add($"<td>{document.Number}</td><td class=\"n\">{total}");
        if (document.Fields.Any(f => f.Disagrees))
        {
            page.Add($"<br><strong class=\"bad\">The systems disagree: {string.Join(", ", document.Fields.SelectMany(f => f.Values).Select(v => $"{v.Text} in {v.Reference.System}"))}.</strong>");
        }

        string state = document.Booked?.Value.State.ToString()
            ?? (document.Invoice?.Value is { } invoice ? invoice.IsPaid ? "paid" : invoice.CollectionFailed ? "collection failed" : invoice.VoidedAt is not null ? "void" : "issued" : "issued");
        page.Add($"</td><td class=\"n\">{open}</td><td>{state}</td><td>{document.Booked?.Value.DueOn}</td>");
        page.Add($"<td>{(document.Booked is { } booked ? sections.Origin(booked) : "not in the books")}</td>");
        page.Add($"<td>{(document.Invoice is { } told ? sections.Origin(told) : document.CreditNote is { } note ? sections.Origin(note) : null)}</td>");
    }

    private void Booked(Sourced<BookedPayment> money)
    {
        page.Add($"<td class=\"n\">{money.Value.Amount}</td><td>{money.Value.On}</td><td>{money.Value.State}</td>");
        page.Add($"<td>{string.Join(", ", money.Value.Allocations.Select(a => a.Number ?? a.Document.ToString()))}</td><td>{sections.Origin(money)}</td>");
    }
}
