using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.AspNetCore.Tests;

/// <summary>
/// Reports of a real hub in the console: 10 seats of 12 a month since 15 January, 15 since 5 February; a deal of 5,000 since 3 February; 1,000 invoiced on 10
/// February and not paid. A euro is 1.10 dollars.
/// </summary>
public sealed class RevenueConsoleTests : IAsyncLifetime
{
    private const string Report = "/connectors/revenue/report?from=2026-01&months=2";

    private readonly RevenueBooks _books = new();
    private ConsoleHost? _host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _books.SeatsAsync("2026-01-15T12:00:00Z", 1, 10m, 12m);
        await _books.SeatsAsync("2026-02-05T12:00:00Z", 2, 15m, 12m);
        await _books.DealAsync("2026-02-03T12:00:00Z", "<b>new</b>", 5000m);
        await _books.InvoiceAsync("2026-02-10", 1000m);
        _host = await ConsoleHost.StartAsync(g => g.RequireAuthorization(), o => o.RevenuePolicy = "figures", services: s => s.AddSingleton(_books.Revenue));
    }

    public async ValueTask DisposeAsync()
    {
        await _host!.DisposeAsync();
        await _books.DisposeAsync();
    }

    /// <summary>10 x 12 = 120 in January; 15 x 12 = 180 in February, of which 60 is expansion. In dollars 120 x 1.1 = 132 and 180 x 1.1 = 198.</summary>
    [Fact]
    public async Task Csv_OfTheNumbers_IsWhatHappened()
    {
        string[] lines = (await ReadAsync("&format=csv&currency=usd")).Split("\r\n");

        Assert.Contains("MrrNew,,odoo-be,2026-01-01,EUR,120.00,,,1,USD,132.00,1.1,2026-01-01", lines);
        Assert.Contains("MrrEnd,,odoo-be,2026-01-01,EUR,120.00,,,1,USD,132.00,1.1,2026-01-01", lines);
        Assert.Contains("MrrExpansion,,odoo-be,2026-02-01,EUR,60.00,,,1,USD,66.00,1.1,2026-01-01", lines);
        Assert.Contains("MrrEnd,,odoo-be,2026-02-01,EUR,180.00,,,1,USD,198.00,1.1,2026-01-01", lines);
        Assert.Contains("Pipeline,<b>new</b>,odoo-be,2026-02-01,EUR,5000.00,,,1,USD,5500.00,1.1,2026-01-01", lines);
        Assert.Contains("Invoiced,,odoo-be,2026-02-01,EUR,1000.00,1000.00,0.00,1,USD,1100.00,1.1,2026-01-01", lines);
    }

    [Fact]
    public async Task Rows_OfTheNumbers_AreTheirDocuments()
    {
        string[] lines = (await ReadAsync("&format=rows&companies=odoo-be")).Split("\r\n");

        Assert.Equal("MrrNew,,odoo-be,2026-01-01,EUR,120.00,,,2026-01-15,books,contract,sub,,,,", Assert.Single(lines, l => l.StartsWith("MrrNew", StringComparison.Ordinal)));
        Assert.Equal("MrrExpansion,,odoo-be,2026-02-01,EUR,60.00,,,2026-02-05,books,contract,sub,,,,", Assert.Single(lines, l => l.StartsWith("MrrExpansion", StringComparison.Ordinal)));
        Assert.StartsWith("Invoiced,,odoo-be,2026-02-01,EUR,1000.00,1000.00,0.00,2026-02-10,odoo-be,invoice,", Assert.Single(lines, l => l.StartsWith("Invoiced", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(lines, l => l.Contains("Peeters", StringComparison.Ordinal));
    }

    /// <summary>1,000 is invoiced, nothing paid: 1,000 is open at the end of February. By 1 February nothing of February's contract was known.</summary>
    [Fact]
    public async Task Json_OfAReport_HasNumbersChecksAndWhatIsKnown()
    {
        JsonNode json = JsonNode.Parse(await ReadAsync("&format=json"))!;

        Assert.Equal(1000m, Amount(json, "ReceivablesEnd", "2026-02-01"));
        Assert.Equal(180m, Amount(json, "MrrEnd", "2026-02-01"));
        Assert.All(json["checks"]!.AsArray(), c => Assert.True(c!["isRight"]!.GetValue<bool>()));
        Assert.DoesNotContain("Peeters", json.ToJsonString(), StringComparison.Ordinal);

        // The hub heard of all of it on 1 March at noon.
        Assert.DoesNotContain("\"MrrEnd\"", await ReadAsync("&format=json&knownBy=2026-03-01T11:59"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAReport_IsTheReportsOwn()
    {
        string page = await ReadAsync("&currency=USD");

        Assert.Contains("<h1>Revenue 2026-01 to 2026-02</h1>", page, StringComparison.Ordinal);
        Assert.Contains("The numbers agree with each other.", page, StringComparison.Ordinal);
        Assert.Contains("180.00<br><span class=\"note\">198.00 USD at 1.1 of 2026-01-01</span>", page, StringComparison.Ordinal);
        Assert.Contains("Pipeline, &lt;b&gt;new&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Peeters", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("html")]
    [InlineData("rows")]
    public async Task Report_OfAnUnknownCompany_NamesThoseThatThereAre(string format)
    {
        HttpResponseMessage answer = await SendAsync($"&companies=odoo-be,odoo-fr&format={format}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Companies names &#39;odoo-fr&#39;, which is no connected Odoo; name one of odoo-be.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("html")]
    [InlineData("rows")]
    public async Task Report_WhileOdooIsDown_SaysSoAndIsThereAgainAfterwards(string format)
    {
        _books.Odoo.OnCall = _ => EmulatorFault.Unavailable;
        HttpResponseMessage down = await SendAsync($"&format={format}");
        string page = await down.Content.ReadAsStringAsync(Cancel);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html"), (down.StatusCode, down.Content.Headers.ContentType?.MediaType));
        Assert.Null(down.Content.Headers.ContentDisposition);
        Assert.Contains("role=\"alert\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", page, StringComparison.Ordinal);
        _books.Odoo.OnCall = null;
        Assert.Equal(HttpStatusCode.OK, (await SendAsync($"&format={format}")).StatusCode);
    }

    /// <summary>The first and the last month that a form takes: nothing before the first day or after the last one there is.</summary>
    [Theory]
    [InlineData("1900-01", 120)]
    [InlineData("2999-12", 120)]
    public async Task Report_AtTheEdges_IsMade(string from, int months)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, $"/connectors/revenue/report?from={from}&months={months}&format=csv");
        request.Headers.Add("X-User", "fiona");

        Assert.Equal(HttpStatusCode.OK, (await _host!.Client.SendAsync(request, Cancel)).StatusCode);
    }

    private static decimal Amount(JsonNode json, string measure, string month) =>
        json["figures"]!.AsArray().Single(f => (string)f!["measure"]! == measure && (string)f["month"]! == month)!["amount"]!["amount"]!.GetValue<decimal>();

    private async Task<string> ReadAsync(string query)
    {
        HttpResponseMessage answer = await SendAsync(query);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private async Task<HttpResponseMessage> SendAsync(string query)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, Report + query);
        request.Headers.Add("X-User", "fiona");
        return await _host!.Client.SendAsync(request, Cancel);
    }
}
