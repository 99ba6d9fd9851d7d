using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>One comparison: what must be, what the owner of the fact holds, what is found where it must be known.</summary>
internal sealed record Check(string Thing, string Expected, string Found, string? Source = null)
{
    public bool Holds => Expected == Found && (Source is null || Source == Expected);
}

/// <summary>Compares what a story expects with what the systems hold, asked over HTTP and not from the hub's store.</summary>
internal sealed class Books(Story story, JsonRpc odoo, HttpClient salesforce, string salesforceToken, ISourceDocuments billing)
{
    private readonly List<Check> _checks = [];

    public async Task<IReadOnlyList<Check>> CompareAsync()
    {
        JsonObject account = (JsonObject)story.Expect["account"]!;
        string crmId = (string)account["crm_id"]!;
        JsonObject? partner = await odoo.FindAsync($"oc_salesforce.customer_{crmId}", "name");
        Add("Customer in Odoo", (string)account["name"]!, (string?)partner?["name"]);
        long partnerId = partner is null ? 0 : (long)partner["id"]!;
        await OrderAsync(partnerId);
        foreach (JsonNode? document in (JsonArray)story.Expect["documents"]!)
        {
            await DocumentAsync((JsonObject)document!);
        }

        await MoneyAsync("payments", "payment", "Payment");
        await MoneyAsync("refunds", "refund", "Refund");
        await NothingTwiceAsync(partnerId);
        _checks.AddRange(await GatewayBooks.CompareAsync(story, odoo));
        Add("Account in Salesforce: billing status", Label((string)account["status"]!), await StatusAsync(crmId));
        return _checks;
    }

    private static string Label(string status) => status == "PastDue" ? "Past Due" : status;

    private async Task OrderAsync(long partnerId)
    {
        JsonObject expected = (JsonObject)story.Expect["order"]!;
        JsonObject contract = (JsonObject)story.Expect["contract"]!;
        JsonObject? order = await odoo.FindAsync($"oc_salesforce.contract_{expected["crm_id"]}", "state", "currency_id", "client_order_ref", "partner_id");
        Add("Contract in Odoo: state, currency", $"sale {expected["currency"]}", order is null ? null : $"{order["state"]} {order["currency_id"]![1]}");
        Add("Contract in Odoo: subscription", Id(contract), (string?)order?["client_order_ref"]);
        Add("Contract in Odoo: customer", partnerId.ToString(CultureInfo.InvariantCulture), order?["partner_id"]?[0]?.ToString());
        JsonArray lines = order is null ? [] : await odoo.SearchReadAsync("sale.order.line", [new JsonArray("order_id", "=", order["id"]!.DeepClone())], "product_id", "product_uom_qty");
        JsonArray products = await odoo.SearchReadAsync("product.product", [new JsonArray("id", "in", new JsonArray([.. lines.Select(l => l!["product_id"]![0]!.DeepClone())]))], "default_code");
        foreach (JsonNode? line in (JsonArray)expected["lines"]!)
        {
            string code = (string)line!["code"]!;
            string quantity = (string?)contract["quantities"]![code] ?? (string)line["quantity"]!;
            long? product = (long?)products.FirstOrDefault(p => (string)p!["default_code"]! == code)?["id"];
            JsonNode? found = lines.FirstOrDefault(l => (long)l!["product_id"]![0]! == product);
            Add($"Contract in Odoo: {code}", Number(quantity), found is null ? null : Number(found["product_uom_qty"]!.ToJsonString()));
        }
    }

    private async Task DocumentAsync(JsonObject expected)
    {
        // What is declared void is taken back by a document of its own, and its source is the invoice.
        string kind = (string)expected["kind"]!;
        bool isInvoice = kind == "invoice";
        SourceAmounts? source = await billing.FindAsync(kind, Id(expected));
        string title = $"{kind switch { "invoice" => "Invoice", "void" => "Taken back:", _ => "Credit note" }} {expected["number"]}";
        JsonObject? move = await odoo.FindAsync(
            $"oc_{billing.System}.{(kind == "credit_note" ? "creditnote" : kind)}_{Id(expected)}",
            "state", "invoice_date", "date", "currency_id", "amount_untaxed", "amount_tax", "amount_total", "amount_residual", "payment_state", "ref", "move_type");
        Add($"{title}: state, kind", isInvoice ? "posted out_invoice" : "posted out_refund", move is null ? null : $"{move["state"]} {move["move_type"]}");
        Add($"{title}: date", $"{expected["date"]} {expected["date"]}", move is null ? null : $"{move["invoice_date"]} {move["date"]}");
        string? Stated(decimal? amount) => source is null ? null : $"{Number(amount!.Value.ToString(CultureInfo.InvariantCulture))} {source.Currency}";
        Add($"{title}: net", Amount(expected, "net"), Held(move, "amount_untaxed"), Stated(source?.Net));
        Add($"{title}: tax", Amount(expected, "tax"), Held(move, "amount_tax"), Stated(source?.Tax));
        Add($"{title}: gross", Amount(expected, "gross"), Held(move, "amount_total"), Stated(source?.Gross));
        Add($"{title}: number at source", (string)expected["number"]!, (string?)move?["ref"]);
        Add($"{title}: settled, open", $"{(string?)expected["settled"] ?? "paid"} {(string?)expected["open"] ?? "0"}", move is null ? null : $"{move["payment_state"]} {Number(move["amount_residual"]!.ToJsonString())}");
    }

    private async Task MoneyAsync(string list, string kind, string title)
    {
        foreach (JsonNode? node in (JsonArray)story.Expect[list]!)
        {
            JsonObject expected = (JsonObject)node!;
            JsonObject? payment = await odoo.FindAsync($"oc_{billing.System}.{kind}_{Id(expected)}", "amount", "currency_id", "date", "is_reconciled", "payment_type", "memo");
            Add($"{title} {Id(expected)}", $"{Number((string)expected["amount"]!)} {expected["currency"]} {expected["date"]} reconciled",
                payment is null ? null : $"{Number(payment["amount"]!.ToJsonString())} {payment["currency_id"]![1]} {payment["date"]} {((bool)payment["is_reconciled"]! ? "reconciled" : "open")}");
        }
    }

    /// <summary>Exactly as many documents as the story tells of, under any name.</summary>
    private async Task NothingTwiceAsync(long partnerId)
    {
        async Task<string> CountAsync(string model, params JsonArray[] also) =>
            (await odoo.CallAsync(model, "search_count", [new JsonArray([new JsonArray("partner_id", "=", partnerId), .. also])]))!.ToJsonString();

        string name = (string)story.Expect["account"]!["name"]!;
        JsonArray documents = (JsonArray)story.Expect["documents"]!;
        Add("Customers of this name in Odoo", "1", (await odoo.CallAsync("res.partner", "search_count", [new JsonArray(new JsonArray("name", "=", name), new JsonArray("parent_id", "=", false))]))!.ToJsonString());
        Add("Orders of the customer", "1", await CountAsync("sale.order"));
        Add("Invoices of the customer", Count(documents, "invoice"), await CountAsync("account.move", new JsonArray("move_type", "=", "out_invoice"), new JsonArray("state", "!=", "cancel")));
        Add("Credit notes of the customer", Count(documents, "credit_note", "void"), await CountAsync("account.move", new JsonArray("move_type", "=", "out_refund")));
        Add(
            "Payments and refunds of the customer",
            (((JsonArray)story.Expect["payments"]!).Count + ((JsonArray)story.Expect["refunds"]!).Count + (((JsonArray?)story.Expect["transfers"])?.Count ?? 0)).ToString(CultureInfo.InvariantCulture),
            await CountAsync("account.payment"));
    }

    private async Task<string?> StatusAsync(string crmId)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri($"services/data/v66.0/sobjects/Account/{crmId}?fields=Billing_Status__c", UriKind.Relative));
        request.Headers.Authorization = new("Bearer", salesforceToken);
        using HttpResponseMessage response = await salesforce.SendAsync(request);
        return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())?["Billing_Status__c"];
    }

    private static string Count(JsonArray documents, params string[] kinds) =>
        documents.Count(d => kinds.Contains((string)d!["kind"]!)).ToString(CultureInfo.InvariantCulture);

    private static string Id(JsonObject expected) => (string?)expected["id"] ?? (string)expected["stripe_id"]!;

    private void Add(string thing, string expected, string? found, string? source = null) =>
        _checks.Add(new Check(thing, expected, found ?? "nothing", source));

    private static string Amount(JsonObject expected, string field) => $"{Number((string)expected[field]!)} {expected["currency"]}";

    private static string? Held(JsonObject? move, string field) =>
        move is null ? null : $"{Number(move[field]!.ToJsonString())} {move["currency_id"]![1]}";

    private static string Number(string text) =>
        decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString("0.######", CultureInfo.InvariantCulture);
}
