using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Docs;

/// <summary>The emulators of the billing systems, as a test uses them.</summary>
internal static class BillingEmulators
{
    public static async Task<string> ChargebeeAsync(Uri webhookUrl, HttpMessageHandler endpoint, TimeProvider clock, CancellationToken cancellationToken)
    {
        #region chargebee-emulator
        await using ChargebeeEmulator chargebee = new(new ChargebeeEmulatorOptions { TaxRates = [new("VAT", 19, "DE")] }, clock);
        chargebee.Post("items", ("id", "seat"), ("name", "Seat"), ("type", "plan"));
        chargebee.Post("item_prices", ("id", "seat-EUR"), ("name", "Seat"), ("item_id", "seat"), ("price", "4000"), ("period", "1"), ("period_unit", "month"));
        chargebee.Post("customers", ("id", "northpeak"), ("billing_address[country]", "DE"));
        chargebee.SetCard("northpeak");
        chargebee.Post("customers/northpeak/subscription_for_items", ("id", "sub-1"), ("subscription_items[item_price_id][0]", "seat-EUR"));
        await chargebee.StartAsync(cancellationToken); // or, without a socket: chargebee.CreateHandler()

        chargebee.OnPayment = payment => payment.Attempt < 3 ? ChargebeeGatewayAnswer.Declined() : ChargebeeGatewayAnswer.Success;
        chargebee.AdvanceTo(chargebee.Now.AddDays(40)); // renewed after a month, declined twice, then paid

        using ChargebeeSender sender = new(webhookUrl, "hook", "secret", endpoint);
        int accepted = await sender.DeliverAsync(chargebee, new ChargebeeDelivery { Seed = 7 }, cancellationToken);
        #endregion
        return $"{chargebee.All("invoice")[1]["status"]} {accepted >= chargebee.All("event").Count}";
    }

    public static async Task<string> StripeAsync(Uri webhookUrl, HttpMessageHandler endpoint, TimeProvider clock, CancellationToken cancellationToken)
    {
        #region stripe-billing
        await using StripeEmulator stripe = new(new StripeEmulatorOptions { PayoutInterval = TimeSpan.FromDays(1) }, clock);
        stripe.Post("products", ("id", "prod_seat"), ("name", "Seat"));
        string price = (string)stripe.Post("prices", ("product", "prod_seat"), ("currency", "eur"), ("unit_amount", "4000"), ("recurring[interval]", "month"))["id"]!;
        string customer = (string)stripe.Post("customers", ("name", "NorthPeak"))["id"]!;
        stripe.Post("subscriptions", ("customer", customer), ("items[0][price]", price), ("items[0][quantity]", "5"));
        await stripe.StartAsync(cancellationToken); // or, without a socket: stripe.CreateHandler()

        stripe.OnPayment = payment => payment.Attempt < 3 ? StripePaymentAnswer.Declined("insufficient_funds") : StripePaymentAnswer.Succeeded;
        stripe.AdvanceTo(stripe.Now.AddDays(40)); // renewed after a month, declined twice, then paid and paid out
        string dispute = stripe.Dispute((string)stripe.All("charge")[0]["id"]!, reason: "product_not_received");
        stripe.CloseDispute(dispute, won: true);

        using StripeSender sender = new(webhookUrl, ["whsec_new", "whsec_old"], clock, endpoint);
        int accepted = await sender.DeliverAsync(stripe, new StripeDelivery { Seed = 7 }, cancellationToken);
        #endregion
        return $"{stripe.All("invoice")[1]["status"]} {stripe.All("dispute")[0]["status"]} {accepted >= stripe.All("event").Count}";
    }
}
