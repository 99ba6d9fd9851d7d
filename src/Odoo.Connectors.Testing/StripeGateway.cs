using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Chargebee;
using Odoo.Connectors.Testing.Stripe;
using Odoo.Connectors.Testing.Stripe.Money;

namespace Odoo.Connectors.Testing;

/// <summary>
/// Makes an emulated Stripe account the payment gateway of an emulated Chargebee site: what the site collects is charged there, what it refunds is refunded there, and
/// the site's transactions carry Stripe's ids (<c>id_at_gateway</c>). What the bank says is the site's <see cref="ChargebeeEmulator.OnPayment"/>; fees,
/// disputes and payouts are the account's.
/// </summary>
/// <remarks>
/// The site acts in the account at its own time, and the account's time never goes back: where a clock moves both, call
/// <see cref="AdvanceTo"/> before it is moved, so that what has fallen due at the site is charged when it fell due.
/// </remarks>
public sealed class StripeGateway
{
    private readonly ChargebeeEmulator _site;
    private readonly StripeEmulator _account;

    /// <summary>Connects the two, from now on.</summary>
    /// <param name="site">The site of Chargebee.</param>
    /// <param name="account">The account of Stripe.</param>
    public StripeGateway(ChargebeeEmulator site, StripeEmulator account)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(account);
        _site = site;
        _account = account;
        site.Connect(new Charges(this));
    }

    /// <summary>Whether the site keeps the id of the payment intent (<c>pi_…</c>) instead of that of the charge (<c>ch_…</c>); there are sites with either.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool KeepsIntents { get; init; }

    /// <summary>
    /// Whether the site has chargeback management enabled, with <i>Create credit note and record refund</i>: each dispute is a credit note and a refund with the
    /// method <c>chargeback</c>, too. See https://www.chargebee.com/docs/payments/configuring-chargeback-management.html.
    /// </summary>
    /// <value>The default value is <see langword="false"/>, as with a site where nobody enabled it.</value>
    public bool RecordsChargebacks { get; init; }

    /// <summary>Does all that falls due until then, at the site and then in the account.</summary>
    /// <param name="instant">Until when.</param>
    public void AdvanceTo(DateTimeOffset instant)
    {
        _site.AdvanceTo(instant);
        _account.AdvanceTo(instant);
    }

    /// <summary>The customer's bank takes a payment of the site back.</summary>
    /// <param name="transactionId">Chargebee's id of the payment.</param>
    /// <returns>Stripe's id of the dispute.</returns>
    /// <exception cref="ArgumentException">There is no such payment through this gateway.</exception>
    public string Dispute(string transactionId)
    {
        JsonObject payment = _site.Find("transaction", transactionId) is { } found && found.Text("gateway") == "stripe"
            ? found
            : throw new ArgumentException($"There is no payment {transactionId} through this gateway.", nameof(transactionId));
        string dispute = _account.Dispute(_account.At(_site.Now, world => ChargeOf(world, payment.Text("id_at_gateway")!).Text("id")!));
        if (RecordsChargebacks)
        {
            _site.Post(
                $"invoices/{payment.Rows("linked_invoices").First().Text("invoice_id")}/record_refund", ("transaction[payment_method]", "chargeback"),
                ("transaction[amount]", FormattableString.Invariant($"{payment.Number("amount")}")),
                ("transaction[date]", FormattableString.Invariant($"{_site.Now.ToUnixTimeSeconds()}")), ("credit_note[reason_code]", "chargeback"));
        }

        return dispute;
    }

    private static JsonObject ChargeOf(StripeWorld world, string id) =>
        id.StartsWith("pi_", StringComparison.Ordinal) ? world.Get("charge", world.Get("payment_intent", id).Text("latest_charge")) : world.Get("charge", id);

    /// <summary>What the site asks for, in the account.</summary>
    private sealed class Charges(StripeGateway gateway) : IChargebeeGateway
    {
        private readonly Dictionary<string, string> _customers = new(StringComparer.Ordinal);

        public string Pay(JsonObject customer, JsonObject payment, ChargebeeGatewayAnswer answer, DateTimeOffset at) => gateway._account.At(at, world =>
        {
            string id = customer.Text("id")!;
            if (!_customers.TryGetValue(id, out string? there))
            {
                JsonObject made = world.New(StripeCatalogShapes.Customer, "cus");
                made["name"] = customer.Text("company");
                made["email"] = customer.Text("email");
                world.Objects.Track(made);
                world.Events.Tell("customer.created", made);
                _customers[id] = there = made.Text("id")!;
            }

            JsonObject intent = world.Payments.Intent(there, payment.Number("amount"), payment.Text("currency_code")!.ToLowerInvariant(), null);
            world.Events.Tell("payment_intent.created", intent);
            JsonObject charge = world.Payments.Charge(intent, Said(answer));
            return (gateway.KeepsIntents ? intent : charge).Text("id")!;
        });

        public string? WhyNotRefund(string paid, long amount, DateTimeOffset at) => gateway._account.At(at, world => StripeRefunds.WhyNot(ChargeOf(world, paid), amount)?.Message);

        public string Refund(string paid, long amount, ChargebeeGatewayAnswer answer, DateTimeOffset at) => gateway._account.At(
            at, world => world.Refunds.Make(ChargeOf(world, paid), amount, null, answer.Status == "in_progress" ? Pending : StripePaymentAnswer.Succeeded).Text("id")!);

        public void Become(string id, ChargebeeGatewayAnswer answer, DateTimeOffset at) => gateway._account.At(at, world =>
        {
            if (id.StartsWith("re_", StringComparison.Ordinal))
            {
                Refunded(world, world.Get("refund", id), answer);
            }
            else if (ChargeOf(world, id) is var charge && answer.Status == "late_failure")
            {
                world.Payments.Bounce(charge, answer.ErrorCode!, answer.ErrorText!);
            }
            else
            {
                world.Payments.Become(world.Get("payment_intent", charge.Text("payment_intent")), charge, Said(answer));
            }

            return true;
        });

        /// <summary>A refund that is under way; the site says when it is not any more.</summary>
        private static StripePaymentAnswer Pending { get; } = StripePaymentAnswer.Succeeded with { Status = "pending" };

        private static void Refunded(StripeWorld world, JsonObject refund, ChargebeeGatewayAnswer answer)
        {
            if (answer.Status == "success")
            {
                world.Refunds.Succeed(refund);
            }
            else
            {
                world.Refunds.Return(refund, "failed", answer.ErrorCode ?? "unknown");
            }
        }

        private static StripePaymentAnswer Said(ChargebeeGatewayAnswer answer) => answer.Status switch
        {
            "success" => StripePaymentAnswer.Succeeded,
            "in_progress" => Pending,
            _ => StripePaymentAnswer.Declined(answer.ErrorCode!, answer.ErrorText!),
        };
    }
}
