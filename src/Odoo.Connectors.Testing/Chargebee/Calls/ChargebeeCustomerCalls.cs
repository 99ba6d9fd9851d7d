using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Calls;

/// <summary>Customers: made with an id of ours, changed, deleted.</summary>
internal sealed class ChargebeeCustomerCalls(ChargebeeWorld world)
{
    private const int LongestId = 50;

    public JsonObject Serve(ChargebeeCall call) => (call.Id, call.Action) switch
    {
        (null, null) => Create(call),
        ({ } id, null) => Update(call, id),
        ({ } id, "update_billing_info") => UpdateBilling(call, id),
        ({ } id, "delete") => Delete(call, id),
        ({ } id, "record_excess_payment") => RecordExcess(call, id),
        _ => throw call.NotEmulated(),
    };

    private JsonObject Create(ChargebeeCall call)
    {
        string id = call.Fields.Filled("id") ?? world.NewId("cus_");
        if (id.Length > LongestId)
        {
            throw ChargebeeRefusal.Wrong("id", "cannot be longer than 50 characters.");
        }

        var customer = new JsonObject
        {
            ["id"] = id,
            ["auto_collection"] = "on",
            ["net_term_days"] = 0L,
            ["allow_direct_debit"] = false,
            ["created_at"] = world.Now,
            ["taxability"] = "taxable",
            ["pii_cleared"] = "active",
            ["channel"] = "web",
            ["deleted"] = false,
            ["object"] = "customer",
            ["card_status"] = "no_card",
            ["preferred_currency_code"] = world.Options.BaseCurrency,
        };
        Take(call, customer);
        TakeBilling(call, customer);
        world.Store.Add("customer", world.Stamp(customer));
        world.Events.Tell("customer_created", ("customer", customer));
        return Answer(customer);
    }

    private JsonObject Update(ChargebeeCall call, string id)
    {
        JsonObject customer = world.Store.Get("customer", id);
        Take(call, customer);
        return Changed(customer);
    }

    private JsonObject UpdateBilling(ChargebeeCall call, string id)
    {
        JsonObject customer = world.Store.Get("customer", id);
        TakeBilling(call, customer);
        return Changed(customer);
    }

    private JsonObject Delete(ChargebeeCall call, string id)
    {
        JsonObject customer = world.Store.Get("customer", id);
        if (world.Store.Of("subscription", "customer_id", id).Any(subscription => subscription.Text("status") != "cancelled" && !subscription.Flag("deleted")))
        {
            throw ChargebeeRefusal.State("The customer has subscriptions that are not cancelled.");
        }

        customer["deleted"] = true;
        world.Stamp(customer);
        world.Events.Tell("customer_deleted", ("customer", customer));
        return Answer(customer);
    }

    private JsonObject RecordExcess(ChargebeeCall call, string id)
    {
        JsonObject customer = world.Store.Get("customer", id);
        VendorFields fields = call.Fields.Part("transaction");
        long amount = fields.Number("amount") ?? throw ChargebeeRefusal.Missing("transaction[amount]");
        JsonObject payment = world.Transactions.Offline("payment", customer, null, amount, fields);
        payment.Put("currency_code", fields.Filled("currency_code") ?? customer.Text("preferred_currency_code"));
        world.Transactions.Add(payment);
        JsonObject answer = Answer(customer);
        answer["transaction"] = payment.Copy();
        return answer;
    }

    private JsonObject Changed(JsonObject customer)
    {
        world.Stamp(customer);
        world.Events.Tell("customer_changed", ("customer", customer));
        return Answer(customer);
    }

    private JsonObject Answer(JsonObject customer) => new() { ["customer"] = world.Views.Customer(customer) };

    private static void Take(ChargebeeCall call, JsonObject customer)
    {
        call.Texts(customer, "first_name", "last_name", "email", "company", "phone", "locale", "preferred_currency_code", "auto_collection", "taxability", "offline_payment_method", "invoice_notes");
        customer["net_term_days"] = call.Fields.Number("net_term_days") ?? customer.Number("net_term_days");
        customer["allow_direct_debit"] = call.Fields.Flag("allow_direct_debit") ?? customer.Flag("allow_direct_debit");
        call.Custom(customer);
    }

    private static void TakeBilling(ChargebeeCall call, JsonObject customer)
    {
        call.Texts(customer, "vat_number", "vat_number_prefix");
        IReadOnlyDictionary<string, string> given = call.Fields.Map("billing_address");
        if (given.Count > 0)
        {
            var address = new JsonObject();
            foreach ((string name, string value) in given.Where(field => field.Value.Length > 0))
            {
                address[name] = ChargebeeAddresses.Fields.Contains(name) ? value : throw ChargebeeRefusal.Wrong($"billing_address[{name}]", "there is no such parameter.");
            }

            address["validation_status"] ??= "not_validated";
            address["object"] = "billing_address";
            customer["billing_address"] = address;
        }
    }
}
