using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe.Calls;

/// <summary>Customers, products, prices, tax rates and coupons.</summary>
internal sealed class StripeCatalogCalls(StripeWorld world)
{
    public JsonObject? Serve(StripeCall call) => call.Route switch
    {
        "POST customers" => NewCustomer(call),
        "POST customers/*" => ChangedCustomer(call),
        "DELETE customers/*" => DeletedCustomer(call),
        "POST customers/*/tax_ids" => TaxId(world.Get("customer", call.Id), call.Fields),
        "POST products" or "POST products/*" => Product(call),
        "POST prices" => NewPrice(call),
        "POST prices/*" => ChangedPrice(call),
        "POST tax_rates" => TaxRate(call),
        "POST coupons" => Coupon(call),
        _ => null,
    };

    private JsonObject NewCustomer(StripeCall call)
    {
        JsonObject customer = world.New(StripeCatalogShapes.Customer, "cus");
        customer["invoice_prefix"] = customer.Text("id")![^8..];
        Take(call, customer);
        world.Objects.Track(customer);
        foreach (VendorFields row in call.Fields.Indexed("tax_id_data"))
        {
            TaxId(customer, row);
        }

        world.Events.Tell("customer.created", customer);
        return customer;
    }

    private JsonObject TaxId(JsonObject customer, VendorFields row)
    {
        JsonObject taxId = world.New(StripePortShapes.TaxId, "txi");
        taxId["customer"] = customer.Text("id");
        taxId.Part("owner")!["customer"] = customer.Text("id");
        taxId["type"] = row.Filled("type") ?? throw StripeRefusal.Needed(row.Name("type"));
        taxId["value"] = row.Filled("value") ?? throw StripeRefusal.Needed(row.Name("value"));
        taxId["country"] = taxId.Text("type") == "eu_vat" ? taxId.Text("value")![..2] : null;
        return world.Objects.Track(taxId);
    }

    private JsonObject ChangedCustomer(StripeCall call)
    {
        JsonObject customer = world.Get("customer", call.Id);
        JsonObject was = customer.Copy();
        Take(call, customer);
        world.Events.Updated("customer.updated", customer, was);
        return customer;
    }

    private JsonObject DeletedCustomer(StripeCall call)
    {
        JsonObject customer = world.Get("customer", call.Id);
        foreach (JsonObject subscription in world.Objects.All("subscription").Where(known => known.Text("customer") == call.Id && known.Text("status") != "canceled").ToArray())
        {
            world.Subscriptions.Cancel(subscription, "cancellation_requested");
        }

        world.Events.Tell("customer.deleted", customer);
        var gone = new JsonObject { ["id"] = call.Id, ["object"] = "customer", ["deleted"] = true };
        return world.Objects.Track(gone);
    }

    private static void Take(StripeCall call, JsonObject customer)
    {
        call.Texts(customer, "name", "email", "phone", "description", "tax_exempt");
        call.Numbers(customer, "balance");
        call.Metadata(customer);
        if (call.Fields.Values("preferred_locales") is { Count: > 0 } locales)
        {
            customer["preferred_locales"] = VendorJson.Array(locales.Select(locale => (JsonNode)locale));
        }

        if (call.Fields.Part("invoice_settings").Filled("default_payment_method") is { } method)
        {
            customer.Part("invoice_settings")!["default_payment_method"] = method;
        }

        if (call.Fields.Text("address") is { Length: 0 })
        {
            customer["address"] = null;
        }

        IReadOnlyDictionary<string, string> given = call.Fields.Map("address");
        if (given.Count > 0)
        {
            var address = new JsonObject();
            foreach (string part in (string[])["city", "country", "line1", "line2", "postal_code", "state"])
            {
                address[part] = given.TryGetValue(part, out string? value) && value.Length > 0 ? value : null;
            }

            customer["address"] = address;
        }
    }

    private JsonObject Product(StripeCall call)
    {
        JsonObject product = call.Id is null ? world.New(StripeCatalogShapes.Product, "prod") : world.Get("product", call.Id);
        JsonObject was = product.Copy();
        product["id"] = call.Fields.Filled("id") ?? product.Text("id");
        call.Texts(product, "name", "description", "unit_label");
        product["active"] = call.Fields.Flag("active") ?? product.Flag("active");
        call.Metadata(product);
        product["updated"] = world.Now;
        if (string.IsNullOrEmpty(product.Text("name")))
        {
            throw StripeRefusal.Needed("name");
        }

        if (call.Id is null)
        {
            world.Events.Tell("product.created", world.Objects.Track(product));
        }
        else
        {
            world.Events.Updated("product.updated", product, was);
        }

        return product;
    }

    private JsonObject NewPrice(StripeCall call)
    {
        JsonObject price = world.New(StripeCatalogShapes.Price, "price");
        price["product"] = world.Get("product", call.Needed("product"), "product").Text("id");
        price["currency"] = call.Needed("currency");
        long amount = call.Fields.Number("unit_amount") ?? throw StripeRefusal.Needed("unit_amount");
        price["unit_amount"] = amount;
        price["unit_amount_decimal"] = amount.ToString(CultureInfo.InvariantCulture);
        price["tax_behavior"] = call.Fields.Filled("tax_behavior") ?? "unspecified";
        call.Texts(price, "nickname", "lookup_key");
        call.Metadata(price);
        VendorFields recurring = call.Fields.Part("recurring");
        if (recurring.Filled("interval") is { } interval)
        {
            price["type"] = "recurring";
            price["recurring"] = new JsonObject
            {
                ["interval"] = interval,
                ["interval_count"] = recurring.Number("interval_count") ?? 1,
                ["meter"] = recurring.Filled("meter"),
                ["trial_period_days"] = null,
                ["usage_type"] = recurring.Filled("usage_type") ?? "licensed",
            };
        }

        world.Events.Tell("price.created", world.Objects.Track(price));
        return price;
    }

    private JsonObject ChangedPrice(StripeCall call)
    {
        JsonObject price = world.Get("price", call.Id);
        JsonObject was = price.Copy();
        call.Texts(price, "nickname", "lookup_key");
        price["active"] = call.Fields.Flag("active") ?? price.Flag("active");
        call.Metadata(price);
        world.Events.Updated("price.updated", price, was);
        return price;
    }

    private JsonObject TaxRate(StripeCall call)
    {
        JsonObject rate = world.New(StripeCatalogShapes.TaxRate, "txr");
        rate["display_name"] = call.Needed("display_name");
        rate["percentage"] = decimal.Parse(call.Needed("percentage"), CultureInfo.InvariantCulture);
        rate["inclusive"] = call.Fields.Flag("inclusive") ?? throw StripeRefusal.Needed("inclusive");
        call.Texts(rate, "country", "description", "jurisdiction", "tax_type");
        call.Metadata(rate);
        return world.Objects.Track(rate);
    }

    private JsonObject Coupon(StripeCall call)
    {
        JsonObject coupon = world.New(StripeCatalogShapes.Coupon, "coupon");
        coupon["id"] = call.Fields.Filled("id") ?? coupon.Text("id");
        coupon["percent_off"] = call.Fields.Filled("percent_off") is { } percent ? decimal.Parse(percent, CultureInfo.InvariantCulture) : null;
        coupon["duration"] = call.Fields.Filled("duration") ?? "once";
        call.Texts(coupon, "name", "currency");
        call.Numbers(coupon, "amount_off", "duration_in_months");
        call.Metadata(coupon);
        return world.Objects.Track(coupon);
    }
}
