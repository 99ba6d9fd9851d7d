using System.Text.Json;
using Odoo.Connectors.Accounts;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.AspNetCore.Internal.Console;

/// <summary>What an account owes and paid, as JSON.</summary>
internal sealed class MoneyJson(Utf8JsonWriter json, AccountJson account)
{
    public void Write(CustomerAccount shown)
    {
        account.List("balances", shown.Balances, b => account.Sourced(b, () =>
        {
            account.Money("open", b.Value.Open);
            account.Money("overdue", b.Value.Overdue);
            account.Money("credits", b.Value.Detail?.Credits);
            account.List("aged", b.Value.Detail?.Aged ?? [], a => account.Object(() =>
            {
                json.WriteNumber("fromDays", a.FromDays);
                if (a.ToDays is { } to)
                {
                    json.WriteNumber("toDays", to);
                }

                account.Money("amount", a.Amount);
            }));
        }));
        account.List("documents", shown.Documents, Document);
        account.List("payments", shown.Payments, Booked);
        account.List("otherPayments", shown.OtherPayments, p => account.Sourced(p, () =>
        {
            account.Money("amount", p.Value.Amount);
            json.WriteString("paidAt", p.Value.PaidAt);
            account.Ref("invoice", p.Value.Invoice);
        }));
        account.List("refunds", shown.Refunds, Booked);
        account.List("otherRefunds", shown.OtherRefunds, r => account.Sourced(r, () =>
        {
            account.Money("amount", r.Value.Amount);
            json.WriteString("refundedAt", r.Value.RefundedAt);
            json.WriteString("status", r.Value.Status.ToString());
        }));
        account.List("failures", shown.Failures, a => account.Sourced(a, () =>
        {
            account.Money("amount", a.Value.Amount);
            json.WriteString("failedAt", a.Value.FailedAt);
            json.WriteString("code", a.Value.Code);
            account.Ref("invoice", a.Value.Invoice);
            account.Time("nextAttemptAt", a.Value.NextAttemptAt);
        }));
        account.List("disputes", shown.Disputes, d => account.Sourced(d, () =>
        {
            account.Money("amount", d.Value.Amount);
            json.WriteString("openedAt", d.Value.OpenedAt);
            json.WriteString("status", d.Value.Status.ToString());
            account.Ref("payment", d.Value.Payment);
        }));
    }

    private void Document(AccountDocument document) => account.Object(() =>
    {
        account.Ref("reference", document.Reference);
        json.WriteString("number", document.Number);
        Side("booked", document.Booked, d =>
        {
            json.WriteString("state", d.State.ToString());
            account.Money("gross", d.Gross);
            account.Money("open", d.Open);
            account.Day("issuedOn", d.IssuedOn);
            account.Day("dueOn", d.DueOn);
        });
        Side("invoice", document.Invoice, i =>
        {
            account.Money("gross", i.Gross);
            json.WriteBoolean("isPaid", i.IsPaid);
            json.WriteBoolean("collectionFailed", i.CollectionFailed);
            account.Time("voidedAt", i.VoidedAt);
        });
        Side("creditNote", document.CreditNote, n =>
        {
            account.Money("gross", n.Gross);
            account.Ref("invoice", n.Invoice);
        });
        account.List("fields", document.Fields, account.Field);
    });

    private void Side<T>(string name, Sourced<T>? side, Action<T> write)
    {
        if (side is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WritePropertyName(name);
        account.Sourced(side, () => write(side.Value));
    }

    private void Booked(Sourced<BookedPayment> money) => account.Sourced(money, () =>
    {
        account.Money("amount", money.Value.Amount);
        account.Day("on", money.Value.On);
        json.WriteString("state", money.Value.State.ToString());
        json.WriteString("memo", money.Value.Memo);
        account.List("pays", money.Value.Allocations, a => account.Object(() =>
        {
            account.Ref("document", a.Document);
            json.WriteString("number", a.Number);
            account.Money("amount", a.Amount);
        }));
    });
}
