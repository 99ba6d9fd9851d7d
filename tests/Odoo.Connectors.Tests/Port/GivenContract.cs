using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port;

/// <summary>A contract with plain values, and its order as Odoo holds it, asked for by hand.</summary>
internal static class GivenContract
{
    public static ProductLine Line(string id, string product, decimal quantity, decimal price) => new()
    {
        Id = id, ProductCode = product, Description = $"{product} of line {id}", Quantity = quantity, UnitPrice = price,
    };

    /// <summary>Since 1 March 2026 in EUR.</summary>
    public static Contract Contract(PortBench bench, Customer customer, params ProductLine[] terms) => new()
    {
        Ref = bench.Ref(RecordKinds.Contract, "sub_1"),
        Customer = customer.Ref,
        Status = ContractStatus.Active,
        Currency = Currency.Parse("EUR"),
        StartsOn = new DateOnly(2026, 3, 1),
        Terms = terms,
    };

    /// <summary>The contract after a change of terms on 1 April 2026, with the amendment that tells of it.</summary>
    public static Contract Amended(this Contract contract, long? version, string told, params ProductLine[] terms) => contract with
    {
        Version = version,
        Terms = terms,
        Amendments = [new Amendment { EffectiveOn = new DateOnly(2026, 4, 1), Before = contract.Terms, Terms = terms, Event = told }],
    };

    /// <summary>The contract in another status, with the amendment that tells of it.</summary>
    public static Contract Moved(this Contract contract, long? version, string told, ContractStatus status) => contract with
    {
        Version = version,
        Status = status,
        Amendments = [new Amendment
        {
            EffectiveOn = new DateOnly(2026, 4, 1), Before = contract.Terms, Terms = contract.Terms, Event = told, StatusBefore = contract.Status, StatusAfter = status,
        }],
    };

    public static Intent ToMake(Contract contract, Customer customer) => PortBench.Intent(EffectKinds.Contract, contract.Ref, contract, customer);

    public static Intent ToStand(Contract contract, Customer customer) =>
        PortBench.Intent(EffectKinds.ContractActivation, contract.Ref, contract, customer, isState: true);

    public static Intent ToAmend(Contract contract, Customer customer) =>
        PortBench.Intent(EffectKinds.Amendment, contract.Ref, contract, customer, contract.Amendments[0].Event);

    /// <summary>The customer, the contract and its status, told for the first time.</summary>
    public static Task AgreeAsync(this PortBench bench, Contract agreed, Customer customer) =>
        bench.PostAsync(Given.ToSend(customer), ToMake(agreed, customer), ToStand(agreed, customer));

    /// <summary>Fields of the order.</summary>
    public static async Task<JsonObject> OrderAsync(this PortBench bench, ExternalRef of, params string[] fields) => (await bench.FindAsync(EffectKinds.Contract, of, fields))!;

    /// <summary>The order's lines, oldest first: product, quantity, price.</summary>
    public static async Task<IReadOnlyList<(string Product, decimal Quantity, decimal Price)>> LinesAsync(this PortBench bench, ExternalRef of)
    {
        JsonNode order = (await bench.OrderAsync(of, "name"))["id"]!;
        JsonArray lines = await bench.Odoo.SearchReadAsync("sale.order.line", [new JsonArray("order_id", "=", order.DeepClone())], "product_id", "product_uom_qty", "price_unit");
        return [.. lines.Select(l => (((string)l!["product_id"]![1]!).Contains("PLAN", StringComparison.Ordinal) ? "plan" : "seat", (decimal)l["product_uom_qty"]!, (decimal)l["price_unit"]!))];
    }

    /// <summary>Our notes on the order, oldest first, as a person reads them: head and lines, one a row.</summary>
    public static async Task<IReadOnlyList<string>> NotesAsync(this PortBench bench, ExternalRef of) =>
        [.. (await bench.BodiesAsync(of)).Select(b => WebUtility.HtmlDecode(Regex.Replace(b.Replace("</li>", "\n", StringComparison.Ordinal).Replace("</p>", "\n", StringComparison.Ordinal), "<[^>]*>", "")).Trim())];

    /// <summary>The same as HTML.</summary>
    public static async Task<IReadOnlyList<string>> BodiesAsync(this PortBench bench, ExternalRef of)
    {
        JsonNode order = (await bench.OrderAsync(of, "name"))["id"]!;
        JsonArray messages = await bench.Odoo.SearchReadAsync(
            "mail.message", [new JsonArray("model", "=", "sale.order"), new JsonArray("res_id", "=", order.DeepClone()), new JsonArray("body", "like", of.Id)], "body");
        return [.. messages.Select(m => (string)m!["body"]!)];
    }
}
