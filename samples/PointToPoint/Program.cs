HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Error);
await using StripeEmulator stripe = new();
await using OdooEmulator odoo = new();
decimal? expected = null;
if (builder.Configuration["Connectors:Systems:odoo:Url"] is null)
{
    // Nothing is configured: an emulated Stripe with one subscription, invoiced and paid, and an emulated Odoo that knows nothing of it.
    await Task.WhenAll(stripe.StartAsync(), odoo.StartAsync());
    string Post(string path, params (string, string)[] fields) => (string)stripe.Post(path, fields)["id"]!;
    (string seat, string customer) = (Post("products", ("name", "Seat")), Post("customers", ("name", "Kanaal Fietsen BV"), ("address[country]", "BE")));
    string price = Post("prices", ("product", seat), ("currency", "eur"), ("unit_amount", "4000"), ("recurring[interval]", "month"));
    string vat = Post("tax_rates", ("display_name", "VAT"), ("percentage", "21"), ("inclusive", "false"));
    Post("subscriptions", ("customer", customer), ("items[0][price]", price), ("items[0][quantity]", "3"), ("default_tax_rates[0]", vat));
    expected = 3 * 40.00m * 1.21m;
    builder.Configuration.AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$"""
        { "Store": "{{Path.GetTempFileName().Replace('\\', '/')}}", "Connectors": { "Systems": {
          "stripe": { "ApiBase": "{{stripe.Url}}", "ApiKey": "sk_test_emulator0000" },
          "odoo": { "Url": "{{odoo.Url}}", "Database": "{{odoo.Database}}", "Login": "{{odoo.IntegrationLogin}}", "Secret": "{{odoo.IntegrationPassword}}",
            "Company": "Contract BE", "Taxes": { "{{vat}}": "account.{company}_attn_VAT-OUT-21-L" }, "Products": { "{{seat}}": "CONTRACT-SEAT" } } } } }
        """)));
}

#region point-to-point-host
builder.Services.AddOdooConnectors(builder.Configuration.GetSection("Connectors"))
    .UseSqlite(builder.Configuration["Store"] ?? "point-to-point.db")
    .AddOdoo("odoo")
    .AddStripe("stripe", o => o.ListObjects = true) // read by polls: no webhook, no public address
    .AddFlow<InvoicesToOdoo>()
    .Own<Customer>("stripe").Own<Invoice>("stripe").Own<Payment>("stripe")
    .AddReconciliation(o => o.SettleWindow = TimeSpan.Zero);
#endregion

using IHost hub = builder.Build();
IConnectorOperations operations = hub.Services.GetRequiredService<IConnectorOperations>();
bool done = await operations.DrainAsync(TimeSpan.FromMinutes(10)); // once; hub.Run() goes on for ever
ReconciliationReport report = await hub.Services.GetRequiredService<IReconciliation>()
    .RunAsync(new ReconciliationScope { Source = "stripe", Kinds = [RecordKinds.Invoice, RecordKinds.Payment] }, by: "sample");
Console.Write(string.Concat(report.Totals.Select(t => FormattableString.Invariant(
    $"{t.Month:yyyy-MM} {t.Kind,-8} Stripe {t.ExpectedCount,4} {t.ExpectedGross,12:0.00} {t.Currency}   Odoo {t.BookedCount,4} {t.BookedGross,12:0.00} {t.Currency}\n"))));
IReadOnlyList<CaseInfo> cases = await operations.Cases.ListAsync();
Console.Write(string.Concat(cases.Select(c => $"case {c.Id}: {c.Reason.Message}\n")));
return done && cases.Count == 0 && report.IsClean && (expected is null || (report.Totals.Count == 2 && report.Totals.All(t => t.BookedGross == expected))) ? 0 : 1;

#region point-to-point-flow
/// <summary>What Stripe invoices is posted in Odoo, and what is paid of it is matched with it.</summary>
internal sealed class InvoicesToOdoo : IFlow
{
    public bool Handles(string changeKind) => changeKind is ChangeKinds.InvoiceIssued or ChangeKinds.InvoicePaid;

    public Decision Decide(Change change, Known known)
    {
        if (!known.TryRead(change.Subject, out Invoice? invoice) || !known.TryRead(change.Subject with { Kind = RecordKinds.InvoicePayments }, out InvoicePayments? paid)
            || !known.TryRead(invoice!.Customer, out Customer? customer))
        {
            return Decision.Needs; // what is not known yet is read, and the flow is asked again
        }

        Intent Document(string kind, ExternalRef source, object record) => new() { Target = "odoo", Kind = kind, Class = EffectClass.Document, Source = source, Record = record, Customer = customer };
        return new Decision.Do([Document(EffectKinds.Customer, customer!.Ref, customer), Document(EffectKinds.Invoice, invoice.Ref, invoice),
            .. paid!.Payments.Select(p => Document(EffectKinds.Payment, p.Ref, p))]);
    }
}
#endregion
