using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>
/// A month of sign-ups and the month after it, in which all of them renew or do not. People and banks act at an emulated Stripe by a plan that a seed
/// makes; what the ledger must hold afterwards is worked out beside it.
/// </summary>
internal sealed class MonthBusiness : IDisposable
{
    public static readonly DateTimeOffset Begins = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Ends = new(2026, 8, 1, 20, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_draft = TimeSpan.FromHours(1);
    private static readonly TimeSpan[] s_retries = [TimeSpan.Zero, TimeSpan.FromDays(3), TimeSpan.FromDays(8), TimeSpan.FromDays(15)];
    private readonly MonthClock _clock;
    private readonly StripeEmulator _stripe;
    private readonly HttpClient _http;
    private readonly PriorityQueue<Action, (DateTimeOffset At, int Order)> _acts = new();
    private readonly Dictionary<string, MonthSubscription> _declined = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _rates = [];
    private int _order;

    public MonthBusiness(int subscriptions, int seed, MonthClock clock, StripeEmulator stripe)
    {
        (_clock, _stripe) = (clock, stripe);
        _http = new HttpClient(stripe.CreateHandler()) { BaseAddress = new Uri("http://stripe.emulator.test") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_emulator0000");
        stripe.Post("products", ("id", "prod_plan"), ("name", "Plan"));
        foreach (int percent in (int[])[21, 6])
        {
            _rates[percent] = Id(stripe.Post("tax_rates", ("display_name", "VAT"), ("percentage", $"{percent}"), ("inclusive", "false"), ("country", "BE")));
        }

        stripe.OnPayment = p => p.CustomerId is { } who && p.RefundedChargeId is null && _declined.TryGetValue(who, out MonthSubscription? fails) && p.Attempt <= fails.Failures
            ? StripePaymentAnswer.Declined("insufficient_funds") : StripePaymentAnswer.Succeeded;
        foreach (MonthSubscription one in MonthSubscription.Make(subscriptions, seed, new DateTimeOffset(2026, 6, 2, 0, 5, 0, TimeSpan.Zero)))
        {
            At(one.Start, () => SignUp(one));
        }
    }

    /// <summary>What the ledger must hold.</summary>
    public MonthBooks Books { get; } = new();

    /// <summary>The tax rates by their percentage.</summary>
    public IReadOnlyDictionary<int, string> Rates => _rates;

    /// <summary>Everything that happens until then, each at its own time.</summary>
    public void AdvanceTo(DateTimeOffset instant)
    {
        while (_acts.TryPeek(out Action? act, out (DateTimeOffset At, int) next) && next.At <= instant)
        {
            _acts.Dequeue();
            _clock.AdvanceTo(next.At);
            act();
        }

        _clock.AdvanceTo(instant);
        _stripe.AdvanceTo(instant);
    }

    public void Dispose() => _http.Dispose();

    private void At(DateTimeOffset instant, Action act) => _acts.Enqueue(act, (instant, _order++));

    private void SignUp(MonthSubscription one)
    {
        one.Customer = one.Sibling?.Customer ?? Id(_stripe.Post(
            "customers", ("name", $"Customer {one.Number}"), ("address[country]", "BE"), ("invoice_settings[default_payment_method]", "pm_1")));
        string price = Id(_stripe.Post("prices", ("product", "prod_plan"), ("currency", one.Currency), ("unit_amount", Text(one.Unit)), ("recurring[interval]", "month")));
        JsonObject made = _stripe.Post(
            "subscriptions",
            [
                ("customer", one.Customer), ("items[0][price]", price), ("items[0][quantity]", Text(one.Quantity)), ("default_tax_rates[0]", _rates[one.TaxPercent]),
                .. one.IsByInvoice ? [("collection_method", "send_invoice"), ("days_until_due", "30")] : Array.Empty<(string, string)>(),
            ]);
        (one.Id, one.Invoice, one.Item) = (Id(made), (string)made["latest_invoice"]!, (string)made["items"]!["data"]![0]!["id"]!);
        Books.Invoice(one, one.Invoice, [one.Quantity * one.Unit]);
        if (!one.IsByInvoice)
        {
            Books.Payment(one, one.Invoice, one.Start);
        }

        if (one.Renews)
        {
            // The draft of the renewal is an hour old when it is finalized.
            At(one.RenewsAt + s_draft + TimeSpan.FromMinutes(1), () => Renew(one));
        }

        Plan(one);
    }

    private void Plan(MonthSubscription one)
    {
        DateTimeOffset later = one.Start.AddDays(9 + (one.Number % 7)).AddMinutes(one.Number % 600);
        Action? act = one.Fate switch
        {
            MonthFate.UpgradedNow => () => Change(one, one.Quantity + 1 + (one.Number % 3), isBilledNow: true),
            MonthFate.UpgradedLater => () => Change(one, one.Quantity + 1 + (one.Number % 3), isBilledNow: false),
            MonthFate.Downgraded => () => Change(one, one.Quantity - 1, isBilledNow: false),
            MonthFate.FailsOnce or MonthFate.FailsTwice or MonthFate.FailsForGood => () => _declined[one.Customer] = one,
            MonthFate.CreditedInPart => () => Credit(one, 1, isPaid: true),
            MonthFate.CreditedWhole => () => Credit(one, one.Quantity, isPaid: true),
            MonthFate.DisputeWon or MonthFate.DisputeLost or MonthFate.DisputeOpen => () => Dispute(one),
            MonthFate.CancelledAtEnd => () => Update(one, ("cancel_at_period_end", "true")),
            MonthFate.CancelledNow => () => Update(one, ("cancel_at", Text(_clock.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds()))),
            MonthFate.Paused => () => Update(one, ("pause_collection[behavior]", "void")),
            MonthFate.ByInvoicePaid => () =>
            {
                _stripe.Post($"invoices/{one.Invoice}/pay");
                Books.Payment(one, one.Invoice, _clock.GetUtcNow());
            },
            MonthFate.ByInvoiceCredited => () => Credit(one, 1, isPaid: false),
            MonthFate.ByInvoiceVoid => () =>
            {
                _stripe.Post($"invoices/{one.Invoice}/void");
                Books.Void(one, one.Invoice);
            },
            MonthFate.ByInvoiceGivenUp => () =>
            {
                _stripe.Post($"invoices/{one.Invoice}/mark_uncollectible");
                Books.GiveUp(one, one.Invoice);
            },
            _ => null,
        };
        if (act is not null)
        {
            At(later, act);
        }
    }

    /// <summary>Only worked out: Stripe renews by itself.</summary>
    private void Renew(MonthSubscription one)
    {
        string invoice = $"renewal of {one.Id}";
        Books.Invoice(one, invoice, [one.Quantity * one.Unit, .. one.Waiting]);
        if (one.Fate == MonthFate.Paused)
        {
            Books.Void(one, invoice);
        }
        else if (!one.IsByInvoice && one.Failures < s_retries.Length)
        {
            DateTimeOffset paid = one.RenewsAt + s_draft + s_retries[one.Failures];
            At(paid > _clock.GetUtcNow() ? paid : _clock.GetUtcNow(), () => Books.Payment(one, invoice, paid));
        }
    }

    /// <summary>What is left of the period is given back at the old quantity and charged at the new one.</summary>
    private void Change(MonthSubscription one, long quantity, bool isBilledNow)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        decimal share = (decimal)(one.RenewsAt - now).TotalSeconds / (decimal)(one.RenewsAt - one.Start).TotalSeconds;
        long[] lines = [-MonthBooks.Round(one.Quantity * one.Unit * share), MonthBooks.Round(quantity * one.Unit * share)];
        one.Quantity = quantity;
        Update(one, ("items[0][id]", one.Item), ("items[0][quantity]", Text(quantity)), ("proration_behavior", isBilledNow ? "always_invoice" : "create_prorations"));
        if (isBilledNow)
        {
            string invoice = $"change of {one.Id}";
            Books.Invoice(one, invoice, lines);
            Books.Payment(one, invoice, now);
        }
        else
        {
            one.Waiting.AddRange(lines);
        }
    }

    private void Credit(MonthSubscription one, long quantity, bool isPaid)
    {
        string line = (string)_stripe.Find(one.Invoice)!["lines"]!["data"]![0]!["id"]!;
        long back = Books.Credit(one, one.Invoice, quantity, one.Quantity, isPaid);
        _stripe.Post(
            "credit_notes",
            [
                ("invoice", one.Invoice), ("lines[0][type]", "invoice_line_item"), ("lines[0][invoice_line_item]", line), ("lines[0][quantity]", Text(quantity)),
                .. isPaid ? [("refund_amount", Text(back))] : Array.Empty<(string, string)>(),
            ]);
        if (isPaid)
        {
            Books.Refund(one, back, _clock.GetUtcNow());
        }
    }

    private void Dispute(MonthSubscription one)
    {
        JsonNode payments = JsonNode.Parse(_http.GetStringAsync($"/v1/invoice_payments?invoice={one.Invoice}").GetAwaiter().GetResult())!;
        JsonObject intent = _stripe.Find((string)payments["data"]![0]!["payment"]!["payment_intent"]!)!;
        long amount = (long)intent["amount"]!;
        string dispute = _stripe.Dispute((string)intent["latest_charge"]!, reason: "product_not_received");
        Books.Dispute(one, one.Invoice, amount, _clock.GetUtcNow());
        if (one.Fate != MonthFate.DisputeOpen)
        {
            bool won = one.Fate == MonthFate.DisputeWon;
            At(_clock.GetUtcNow().AddDays(6), () =>
            {
                _stripe.CloseDispute(dispute, won);
                Books.Close(one, one.Invoice, amount, won, _clock.GetUtcNow());
            });
        }
    }

    private void Update(MonthSubscription one, params (string, string)[] fields) => _stripe.Post($"subscriptions/{one.Id}", fields);

    private static string Id(JsonObject made) => (string)made["id"]!;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
