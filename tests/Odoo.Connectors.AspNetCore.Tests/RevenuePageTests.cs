using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Revenue;

namespace Odoo.Connectors.AspNetCore.Tests;

/// <summary>What the console asks of revenue, for whom, and what it does with wrong words and failures.</summary>
public sealed partial class RevenuePageTests
{
    private const string Form = "/connectors/revenue";
    private const string Report = "/connectors/revenue/report";
    private const string Hostile = "\"><script>alert(1)</script>";

    /// <summary>Half an hour before April of another year.</summary>
    private static readonly DateTimeOffset s_now = new(2031, 3, 31, 23, 30, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Form_WithoutWords_IsOfTheTwelveMonthsUpToThisOne()
    {
        await using ConsoleHost host = await StartAsync(new FakeRevenue());

        string page = await TextAsync(await SendAsync(host, Form));

        Assert.Contains("action=\"/connectors/revenue/report\"", page, StringComparison.Ordinal);
        Assert.Contains("name=\"from\" type=\"month\" required pattern=\"\\d\\d\\d\\d-\\d\\d\" placeholder=\"2026-01\" value=\"2030-04\"", page, StringComparison.Ordinal);
        Assert.Contains("max=\"120\" value=\"12\"", page, StringComparison.Ordinal);
        Assert.Equal(["html", "json", "csv", "rows"], Button().Matches(page).Select(m => m.Groups[1].Value));
        Assert.Equal(Label().Matches(page).Select(m => m.Groups[1].Value), Input().Matches(page).Select(m => m.Groups[1].Value)); // each field has its label
    }

    [Fact]
    public async Task Report_WithoutWords_IsAPageOfTheTwelveMonthsUpToThisOne()
    {
        FakeRevenue revenue = new();
        await using ConsoleHost host = await StartAsync(revenue);

        Assert.Equal("text/html", (await SendAsync(host, $"{Report}?from=&months=&currency=&companies=&knownBy=")).Content.Headers.ContentType?.MediaType);
        Assert.Equal("text/html", (await SendAsync(host, Report)).Content.Headers.ContentType?.MediaType);

        Assert.Equal([(new DateOnly(2030, 4, 1), 12), (new DateOnly(2030, 4, 1), 12)], revenue.Asked.Select(s => (s.From, s.Months)));
        Assert.All(revenue.Asked, s => Assert.Equal((null, null, 0), (s.ReportingCurrency, s.KnownBy, s.Companies.Count)));
    }

    [Theory]
    [InlineData("2026-06-01T12:00", "2026-06-01T12:00:00Z")] // as somebody writes it
    [InlineData("2026-06-01T12:00:30Z", "2026-06-01T12:00:30Z")]
    [InlineData("2026-06-01T14:00:30.1234567%2B02:00", "2026-06-01T12:00:30.1234567Z")] // as a report's JSON has it
    public async Task Report_OfEachFormat_IsAskedForWhatTheFormSays(string knownBy, string expected)
    {
        FakeRevenue revenue = new();
        await using ConsoleHost host = await StartAsync(revenue);

        foreach (string format in (string[])["html", "json", "csv", "rows"])
        {
            Assert.Equal((format, HttpStatusCode.OK), (format, (await SendAsync(host, $"{Report}?from=2026-02&months=120&currency=jpy&companies=odoo-be,%20odoo-jp,&knownBy={knownBy}&format={format}")).StatusCode));
        }

        Assert.Equal(4, revenue.Asked.Count);
        Assert.All(revenue.Asked, s =>
        {
            Assert.Equal((new DateOnly(2026, 2, 1), 120, Currency.Parse("JPY"), DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture)), (s.From, s.Months, s.ReportingCurrency, s.KnownBy));
            Assert.Equal(["odoo-be", "odoo-jp"], s.Companies);
        });
    }

    /// <summary>Two documents of 7.00 are 14.00.</summary>
    [Theory]
    [InlineData("html", "text/html; charset=utf-8", null, "<td class=\"n\">14.00</td>")]
    [InlineData("json", "application/json; charset=utf-8", null, "\"from\": \"2026-02-01\"")]
    [InlineData("csv", "text/csv; charset=utf-8", "revenue-2026-02-to-2026-04.csv", "Bookings,,odoo,2026-02-01,EUR,14.00,")]
    [InlineData("rows", "text/csv; charset=utf-8", "revenue-rows-2026-02-to-2026-04.csv", "Bookings,,odoo,2026-02-01,EUR,7.00,,,2026-02-01,crm,deal,d1,")]
    public async Task Report_OfAFormat_HasItsTypeAndName(string format, string type, string? file, string part)
    {
        await using ConsoleHost host = await StartAsync(new FakeRevenue());

        HttpResponseMessage answer = await SendAsync(host, $"{Report}?from=2026-02&months=3&format={format}");
        string text = await TextAsync(answer);

        Assert.Equal((HttpStatusCode.OK, type, file), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), answer.Content.Headers.ContentDisposition?.FileName?.Trim('"')));
        Assert.Equal(file is null ? null : "attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(("no-store", "nosniff"), (answer.Headers.CacheControl?.ToString(), answer.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Contains(part, format == "html" ? text.Replace("<details><summary>2</summary></details>", "", StringComparison.Ordinal) : text, StringComparison.Ordinal);
        Assert.Equal(format switch { "html" => '<', "json" => '{', _ => 'm' }, (char)(await answer.Content.ReadAsByteArrayAsync(Cancel))[0]); // no byte order mark
    }

    [Fact]
    public async Task Report_AsAPage_MayUseItsOwnStyleAndNothingElse()
    {
        await using ConsoleHost host = await StartAsync(new FakeRevenue());

        HttpResponseMessage answer = await SendAsync(host, Report);

        string style = Style().Match(await TextAsync(answer)).Groups[1].Value;
        Assert.Equal(
            $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
    }

    [Theory]
    [InlineData("from=2026-13", "from: write the first month as a year and a month, 2026-01.")]
    [InlineData("from=2026-1", "from: ")]
    [InlineData("from=2026-01-01", "from: ")]
    [InlineData("from=1899-12", "from: ")]
    [InlineData("from=3000-01", "from: ")] // the report's end would be after the last day there is, for a year that is large enough
    [InlineData("from=2026-01&from=2026-02", "from: ")]
    [InlineData("months=0", "months: write a whole number from 1 to 120.")]
    [InlineData("months=121", "months: ")]
    [InlineData("months=-1", "months: ")]
    [InlineData("months=1.5", "months: ")]
    [InlineData("months=1.0", "months: ")]
    [InlineData("months=99999999999", "months: ")]
    [InlineData("currency=EURO", "currency: write the code of ISO 4217 that is in use, as EUR, or nothing.")]
    [InlineData("currency=XXY", "currency: ")]
    [InlineData("knownBy=yesterday", "knownBy: write an instant of UTC as 2026-06-01T12:00 or 2026-06-01T12:00:00Z, or nothing.")]
    [InlineData("knownBy=2026-06-01", "knownBy: ")]
    [InlineData("format=pdf", "format: write html, json, csv or rows.")]
    public async Task Report_OfAWrongWord_NamesTheFieldAndWhatToWrite(string query, string expected)
    {
        FakeRevenue revenue = new();
        await using ConsoleHost host = await StartAsync(revenue);

        foreach (string format in (string[])["html", "rows"])
        {
            HttpResponseMessage answer = await SendAsync(host, $"{Report}?{query}{(query.StartsWith("format", StringComparison.Ordinal) ? "" : $"&format={format}")}");

            Assert.Equal((HttpStatusCode.BadRequest, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            string page = await TextAsync(answer);
            Assert.Contains($"<p role=\"alert\" class=\"bad\">{expected}", page, StringComparison.Ordinal);
            Assert.Contains("action=\"/connectors/revenue/report\"", page, StringComparison.Ordinal);
        }

        Assert.Empty(revenue.Asked);
    }

    /// <summary>What was written stands in the form again, as text.</summary>
    [Theory]
    [InlineData("from")]
    [InlineData("months")]
    [InlineData("currency")]
    [InlineData("companies")]
    [InlineData("knownBy")]
    [InlineData("format")]
    public async Task Page_OfHostileWords_HasThemAsText(string field)
    {
        await using ConsoleHost host = await StartAsync(
            new FakeRevenue { Failure = new ConnectorException(ErrorKind.Configuration, $"Companies names '{Hostile}', which is no connected Odoo.") { Field = nameof(RevenueScope.Companies) } });
        string query = $"{field}={Uri.EscapeDataString(Hostile)}";

        string form = await TextAsync(await SendAsync(host, $"{Form}?{query}")), refusal = await TextAsync(await SendAsync(host, $"{Report}?{query}"));

        Assert.All((string[])[form, refusal], page => Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase));
        if (field != "format")
        {
            Assert.All((string[])[form, refusal], page => Assert.Contains("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"", page, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(ErrorKind.Configuration, nameof(RevenueScope.Companies), HttpStatusCode.BadRequest)]
    [InlineData(ErrorKind.Configuration, "Odoo:Url", HttpStatusCode.Conflict)]
    [InlineData(ErrorKind.Authentication, null, HttpStatusCode.Conflict)]
    [InlineData(ErrorKind.Transient, null, HttpStatusCode.ServiceUnavailable)]
    [InlineData(ErrorKind.RateLimited, null, HttpStatusCode.ServiceUnavailable)]
    [InlineData(ErrorKind.Unknown, null, HttpStatusCode.ServiceUnavailable)]
    public async Task Report_ThatCannotBeMade_SaysWhyInTheConnectorsOwnWords(ErrorKind kind, string? field, HttpStatusCode expected)
    {
        await using ConsoleHost host = await StartAsync(new FakeRevenue { Failure = new ConnectorException(kind, "'odoo-be' & what it needs.") { Field = field, ServerText = new ServerText("jan.peeters@acme.example") } });

        foreach (string format in (string[])["html", "json", "csv", "rows"])
        {
            HttpResponseMessage answer = await SendAsync(host, $"{Report}?format={format}&companies=odoo-be");
            string page = await TextAsync(answer);

            Assert.Equal((format, expected, "text/html"), (format, answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Equal(expected == HttpStatusCode.ServiceUnavailable ? TimeSpan.FromSeconds(30) : null, answer.Headers.RetryAfter?.Delta);
            Assert.Null(answer.Content.Headers.ContentDisposition);
            Assert.Contains("<p role=\"alert\" class=\"bad\">&#39;odoo-be&#39; &amp; what it needs.</p>", page, StringComparison.Ordinal);
            Assert.Contains("name=\"companies\" value=\"odoo-be\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain("peeters", page, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("rows")]
    public async Task Report_WhileTheStoreFails_Answers503WithoutItsWords(string format)
    {
        await using ConsoleHost host = await StartAsync(new FakeRevenue { Failure = new InvalidOperationException("jan.peeters@acme.example") });

        HttpResponseMessage answer = await SendAsync(host, $"{Report}?format={format}");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Null(answer.Content.Headers.ContentDisposition);
        Assert.Contains(host.Log.Lines, l => l.StartsWith("Error 3020", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.Lines, l => l.Contains("peeters", StringComparison.Ordinal));
    }

    /// <summary>50,000 lines are more than is held back. What was sent cannot be taken back, so it must not end as a whole file does.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_ThatFailOnTheWay_AreCutOff(bool isUnreadable)
    {
        await using ConsoleHost host = await StartAsync(
            new FakeRevenue { Documents = 50_000, Failure = isUnreadable ? new InvalidDataException("jan.peeters@acme.example") : new ConnectorException(ErrorKind.Transient, "'odoo-be' is down.") });

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(host, $"{Report}?format=rows"));

        Assert.Contains(host.Log.Lines, l => l.StartsWith("Error 3020", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.Lines, l => l.Contains("peeters", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_OfManyDocuments_AreAllThere()
    {
        await using ConsoleHost host = await StartAsync(new FakeRevenue { Documents = 50_000 });

        Assert.Equal(1 + 50_000, (await TextAsync(await SendAsync(host, $"{Report}?format=rows"))).Count(c => c == '\n')); // with the heading
    }

    [Theory]
    [InlineData("fiona", "figures", HttpStatusCode.OK)]
    [InlineData("anna", "figures", HttpStatusCode.Forbidden)] // may look at the console
    [InlineData("carla", "figures", HttpStatusCode.Forbidden)] // may see persons
    [InlineData("nameless", "figures", HttpStatusCode.Forbidden)] // nobody could say who it was
    [InlineData("fiona", null, HttpStatusCode.Forbidden)] // nobody said who may
    public async Task Revenue_OnlyByThePolicy_IsShown(string user, string? policy, HttpStatusCode expected)
    {
        FakeRevenue revenue = new();
        await using ConsoleHost host = await StartAsync(revenue, policy);

        foreach (string path in (string[])[Form, Report, $"{Report}?format=rows", $"{Report}?format=json"])
        {
            HttpResponseMessage answer = await SendAsync(host, path, user);
            Assert.Equal((path, expected), (path, answer.StatusCode));
            Assert.Equal(expected == HttpStatusCode.Forbidden, (await TextAsync(answer)).Contains("RevenuePolicy", StringComparison.Ordinal));
        }

        Assert.Equal(expected == HttpStatusCode.OK ? 3 : 0, revenue.Asked.Count);
        Assert.Equal(expected == HttpStatusCode.OK, (await TextAsync(await SendAsync(host, "/connectors", user))).Contains("href=\"/connectors/revenue\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Revenue_WhereNobodySaidWhoMayLook_IsNobodys()
    {
        FakeRevenue revenue = new();
        await using ConsoleHost host = await ConsoleHost.StartAsync(configure: o => o.RevenuePolicy = "figures", services: s => s.AddSingleton<IRevenueReporting>(revenue));

        foreach (string path in (string[])[Form, Report])
        {
            HttpResponseMessage answer = await SendAsync(host, path);
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, answer.StatusCode));
            Assert.Contains("RequireAuthorization", await TextAsync(answer), StringComparison.Ordinal);
        }

        Assert.Empty(revenue.Asked);
    }

    [Fact]
    public async Task Host_WithoutRevenue_SaysSoAndLeadsNobodyThere()
    {
        await using ConsoleHost host = await StartAsync(null);

        foreach (string path in (string[])[Form, Report])
        {
            HttpResponseMessage answer = await SendAsync(host, path);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, answer.StatusCode));
            Assert.Contains("AddRevenueReporting", await TextAsync(answer), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("revenue", await TextAsync(await SendAsync(host, "/connectors")), StringComparison.Ordinal);
    }

    private static Task<ConsoleHost> StartAsync(FakeRevenue? revenue, string? policy = "figures") => ConsoleHost.StartAsync(
        g => g.RequireAuthorization(), o => (o.RevenuePolicy, o.RevealPolicy, o.ReconcilePolicy) = (policy, "persons", "persons"), services: s =>
        {
            s.AddSingleton<TimeProvider>(new FixedClock(s_now));
            if (revenue is not null)
            {
                s.AddSingleton<IRevenueReporting>(revenue);
            }
        });

    private static async Task<HttpResponseMessage> SendAsync(ConsoleHost host, string path, string user = "fiona")
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Add("X-User", user);
        return await host.Client.SendAsync(request, Cancel);
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(Cancel);

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<button name=\"format\" value=\"(.*?)\">")]
    private static partial Regex Button();

    [GeneratedRegex("<label for=\"(.*?)\">")]
    private static partial Regex Label();

    [GeneratedRegex("<input id=\"(.*?)\"")]
    private static partial Regex Input();
}
