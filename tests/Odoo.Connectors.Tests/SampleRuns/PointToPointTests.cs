using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.SampleRuns;

/// <summary>The smallest integration: by itself, and against systems that are configured.</summary>
public sealed class PointToPointTests
{
    /// <summary>3 x 40.00 = 120.00, and 21 % of it, 25.20.</summary>
    [Fact]
    public async Task Run_NothingConfigured_BothSystemsHoldTheInvoiceAndItsPayment()
    {
        (int code, string output) = await SampleProcess.RunAsync("PointToPoint");
        Assert.True(code == 0, output);
        Assert.Matches(@"invoice +Stripe +1 +145\.20 EUR +Odoo +1 +145\.20 EUR", output);
        Assert.Matches(@"payment +Stripe +1 +145\.20 EUR +Odoo +1 +145\.20 EUR", output);
    }

    /// <summary>Systems of somebody else, whose tax nobody mapped: what is missing in Odoo is said, and why.</summary>
    [Fact]
    public async Task Run_ConfiguredSystemsAndATaxThatIsNotMapped_NamesTheCaseAndExitsWithOne()
    {
        await using StripeEmulator stripe = new();
        await using OdooEmulator odoo = new();
        await stripe.StartAsync(TestContext.Current.CancellationToken);
        await odoo.StartAsync(TestContext.Current.CancellationToken);
        string customer = (string)stripe.Post("customers", ("name", "Dijk Roeiers"), ("address[country]", "BE"))["id"]!;
        string vat = (string)stripe.Post("tax_rates", ("display_name", "VAT"), ("percentage", "21"), ("inclusive", "false"))["id"]!;
        string invoice = (string)stripe.Post("invoices", ("customer", customer), ("currency", "eur"), ("default_tax_rates[0]", vat))["id"]!;
        stripe.Post("invoiceitems", ("customer", customer), ("invoice", invoice), ("amount", "1000"), ("currency", "eur"));
        stripe.Post($"invoices/{invoice}/finalize");
        string folder = Directory.CreateTempSubdirectory("point-to-point-").FullName;

        (int code, string output) = await SampleProcess.RunAsync(
            "PointToPoint",
            $"--Store={Path.Combine(folder, "hub.db")}", $"--Connectors:Systems:stripe:ApiBase={stripe.Url}", "--Connectors:Systems:stripe:ApiKey=sk_test_emulator0000",
            $"--Connectors:Systems:odoo:Url={odoo.Url}", $"--Connectors:Systems:odoo:Database={odoo.Database}", "--Connectors:Systems:odoo:Company=Contract BE",
            $"--Connectors:Systems:odoo:Login={odoo.IntegrationLogin}", $"--Connectors:Systems:odoo:Secret={odoo.IntegrationPassword}");

        Directory.Delete(folder, recursive: true);
        Assert.True(code == 1, output);
        Assert.Matches(@"invoice +Stripe +1 +12\.10 EUR +Odoo +0 +0\.00 EUR", output);
        Assert.Contains(vat, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Sample_IsUnderSixtyLines()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Odoo.Connectors.sln")))
        {
            root = root.Parent;
        }

        string[] files = Directory.GetFiles(Path.Combine(root.FullName, "samples", "PointToPoint"), "*.cs");
        Assert.InRange(files.SelectMany(File.ReadLines).Count(line => !string.IsNullOrWhiteSpace(line)), 1, 59);
    }
}
