using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Odoo.Connectors.Accounts;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.AspNetCore.Tests;

/// <summary>What the console shows, to whom, and what it never does.</summary>
public sealed partial class ConsoleTests
{
    private const string Hostile = "\"><script>alert(1)</script><img src=x onerror=alert(2)>";
    private const string Account = "/connectors/account?system=crm&id=001";
    private static readonly ExternalRef Crm = new("crm", RecordKinds.Customer, "001");
    private static readonly DateTimeOffset At = new(2026, 9, 15, 9, 30, 0, TimeSpan.Zero);
    private static readonly Currency Eur = Currency.Parse("EUR");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Production", HttpStatusCode.Forbidden)]
    [InlineData("Development", HttpStatusCode.OK)]
    public async Task Get_WhereNobodySaidWhoMayLook_IsForDevelopersOnly(string environment, HttpStatusCode expected)
    {
        await using ConsoleHost host = await ConsoleHost.StartAsync(environment: environment);
        host.Accounts.Masked = Shown("j***@acme.example");

        foreach (string path in (string[])["/connectors", Account, "/connectors/accounts?system=crm&id=001"])
        {
            Assert.Equal((path, expected), (path, (await host.Client.GetAsync(path, Cancel)).StatusCode));
        }

        if (expected == HttpStatusCode.Forbidden)
        {
            Assert.Contains("RequireAuthorization", await (await host.Client.GetAsync(Account, Cancel)).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            Assert.Empty(host.Accounts.Asked);
        }
    }

    [Fact]
    public async Task Get_WithAuthorization_AsksWhoItIs()
    {
        await using ConsoleHost host = await ConsoleHost.StartAsync(g => g.RequireAuthorization());
        host.Accounts.Masked = Shown("j***@acme.example");

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.GetAsync(Account, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, HttpMethod.Get, Account, "anna")).StatusCode);
        await using ConsoleHost open = await ConsoleHost.StartAsync(g => g.AllowAnonymous());
        Assert.Equal(HttpStatusCode.OK, (await open.Client.GetAsync("/connectors", Cancel)).StatusCode);
    }

    /// <summary>Everything that a system or a person may have written is text on the page, wherever it stands.</summary>
    [Fact]
    public async Task Page_OfHostileValues_HasThemAsText()
    {
        await using ConsoleHost host = await ConsoleHost.StartAsync(g => g.AllowAnonymous(), o => o.Links["crm/customer"] = "https://crm.example/{id}");
        host.Accounts.Masked = Shown(Hostile, Hostile);
        host.Accounts.Found = [new AccountMatch(new ExternalRef("crm", "customer", Hostile), [Crm], "id"), new AccountMatch(Crm, [Crm], "id")];

        string page = await host.Client.GetStringAsync(Account, Cancel);
        string search = await (await SearchAsync(host, "/connectors/search", Hostile)).Content.ReadAsStringAsync(Cancel);

        foreach (string html in (string[])[page, search])
        {
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        }

        Assert.Contains("href=\"https://crm.example/001\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfTheConsole_NeedsNothingFromElsewhere()
    {
        await using ConsoleHost host = await ConsoleHost.StartAsync(g => g.AllowAnonymous());
        host.Accounts.Masked = Shown("j***@acme.example");

        HttpResponseMessage answer = await host.Client.GetAsync(Account, Cancel);
        string page = await answer.Content.ReadAsStringAsync(Cancel);

        string style = Style().Match(page).Groups[1].Value;
        Assert.Equal(
            $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
        Assert.Equal(("no-store", "nosniff", "no-referrer"), (
            answer.Headers.CacheControl!.ToString(), answer.Headers.GetValues("X-Content-Type-Options").Single(), answer.Headers.GetValues("Referrer-Policy").Single()));

        // For who cannot see it: a language, a heading for each part, a label for each field, a scope for each heading of a column.
        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("<label for=\"q\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<th>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAnAccount_HasItsSectionsAndWhereTheyComeFrom()
    {
        await using ConsoleHost host = await ConsoleHost.StartAsync(g => g.AllowAnonymous(), o => (o.Links["odoo/invoice"], o.Links["case"]) = ("https://erp.example/odoo/invoices/{id}", "https://hub.example/cases/{id}"));
        host.Accounts.Masked = Shown("j***@acme.example");

        string page = WebUtility.HtmlDecode(await host.Client.GetStringAsync(Account, Cancel));

        Assert.Equal(
            ["Known as", "Customer", "Contacts", "Contracts", "Balance", "Invoices and credit notes", "Failed payments", "Open cases", "Under way, held or refused"],
            Heading().Matches(page).Select(m => m.Groups[1].Value));
        Assert.Contains("<strong>balance of odoo-us</strong>: 'odoo-us' did not answer within 10 s. What is shown of it is what the hub was told last.", page, StringComparison.Ordinal);
        Assert.Contains("The systems disagree.", page, StringComparison.Ordinal);
        Assert.Contains("+32 9 1 <span class=\"note\">crm, the owner, read 2026-09-15 09:30 UTC", page, StringComparison.Ordinal);
        Assert.Contains("+32 9 2 <span class=\"note\">odoo, told 2026-09-15 08:30 UTC, edited since it was agreed", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://erp.example/odoo/invoices/9\" rel=\"noreferrer\">odoo/invoice/9</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://hub.example/cases/4\">4</a>", page, StringComparison.Ordinal);
        Assert.Contains("insufficient_funds", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Show data of persons", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_OfAnAccount_SaysTheSame()
    {
        await using ConsoleHost host = await ConsoleHost.StartAsync(g => g.AllowAnonymous(), o => o.Links["odoo/invoice"] = "https://erp.example/odoo/invoices/{id}");
        host.Accounts.Masked = Shown("j***@acme.example");

        JsonNode json = JsonNode.Parse(await host.Client.GetStringAsync("/connectors/accounts?system=crm&id=001", Cancel))!;

        Assert.Equal("crm/customer/001", $"{json["customer"]!["system"]}/{json["customer"]!["kind"]}/{json["customer"]!["id"]}");
        JsonNode document = Assert.Single(json["documents"]!.AsArray())!;
        Assert.Equal((121.00m, "EUR", "https://erp.example/odoo/invoices/9"), (
            document["booked"]!["gross"]!["amount"]!.GetValue<decimal>(), (string)document["booked"]!["gross"]!["currency"]!, (string)document["booked"]!["source"]!["url"]!));
        Assert.Equal("j***@acme.example", (string)json["contacts"]![0]!["email"]!);
        Assert.Equal((true, "Customer owned by crm"), (json["fields"]![0]!["disagrees"]!.GetValue<bool>(), (string)json["fields"]![0]!["rule"]!));
        Assert.Equal(("Failed", "Transient"), ((string)json["readings"]![1]!["state"]!, (string)json["readings"]![1]!["error"]!));
        Assert.Equal(("insufficient_funds", "unmapped-tax", "Held"), ((string)json["failures"]![0]!["code"]!, (string)json["cases"]![0]!["cause"]!, (string)json["effects"]![0]!["state"]!));
        Assert.Equal(100m, json["balances"]![0]!["aged"]![0]!["amount"]!["amount"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task Search_OfOneAccount_LeadsThere_AndNoLogHasWhatWasAsked()
    {
        await using ConsoleHost host = await ConsoleHost.StartAsync(g => g.AllowAnonymous());
        host.Accounts.Masked = Shown("j***@acme.example");
        host.Accounts.Found = [new AccountMatch(new ExternalRef("crm", RecordKinds.Customer, "0/1&2"), [Crm], "vat")];

        HttpResponseMessage answer = await SearchAsync(host, "/connectors/search", "jan.peeters@acme.example");
        JsonNode json = JsonNode.Parse(await (await SearchAsync(host, "/connectors/accounts/search", "jan.peeters@acme.example")).Content.ReadAsStringAsync(Cancel))!;
        await host.Client.GetStringAsync(Account, Cancel);

        Assert.Equal((HttpStatusCode.SeeOther, "/connectors/account?system=crm&id=0%2F1%262"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Equal("vat", (string)Assert.Single(json.AsArray())!["by"]!);
        Assert.Equal(2, host.Accounts.Asked.Count(a => a == ("search", "jan.peeters@acme.example", null)));
        Assert.DoesNotContain(host.Log.Lines, l => l.Contains("acme.example", StringComparison.Ordinal) || l.Contains("peeters", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/connectors/account?system=crm&id=404")]
    [InlineData("/connectors/account")]
    [InlineData("/connectors/accounts?system=crm&id=404")]
    public async Task Get_OfAnUnknownAccount_Answers404(string path)
    {
        await using ConsoleHost host = await ConsoleHost.StartAsync(g => g.AllowAnonymous());

        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync(path, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Get_WhileTheStoreFails_Answers503WithoutItsWords()
    {
        await using ConsoleHost host = await ConsoleHost.StartAsync(g => g.AllowAnonymous());
        host.Accounts.Failure = new InvalidOperationException("jan.peeters@acme.example");

        HttpResponseMessage answer = await host.Client.GetAsync(Account, Cancel);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "The hub's store could not be read; try again in a while."), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel)));
        Assert.DoesNotContain(host.Log.Lines, l => l.Contains("peeters", StringComparison.Ordinal));
        Assert.Contains(host.Log.Lines, l => l.StartsWith("Error 3020", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("carla", "persons", null, HttpStatusCode.OK)]
    [InlineData("anna", "persons", null, HttpStatusCode.Forbidden)]
    [InlineData("nameless", "persons", null, HttpStatusCode.Forbidden)]
    [InlineData("carla", null, null, HttpStatusCode.Forbidden)]
    [InlineData("carla", "persons", "https://elsewhere.example", HttpStatusCode.Forbidden)]
    public async Task Reveal_OnlyByThePolicy_ShowsPersonsToSomebodyWithAName(string user, string? policy, string? origin, HttpStatusCode expected)
    {
        await using ConsoleHost host = await ConsoleHost.StartAsync(g => g.RequireAuthorization(), o => o.RevealPolicy = policy);
        (host.Accounts.Masked, host.Accounts.Unmasked) = (Shown("j***@acme.example"), Shown("jan@acme.example") with { IsMasked = false });

        foreach (string path in (string[])[Account, "/connectors/accounts/reveal?system=crm&id=001"])
        {
            HttpResponseMessage answer = await SendAsync(host, HttpMethod.Post, path, user, origin);
            string text = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.Equal((path, expected, expected == HttpStatusCode.OK), (path, answer.StatusCode, text.Contains("jan@acme.example", StringComparison.Ordinal)));
        }

        Assert.Equal(expected == HttpStatusCode.OK ? [("reveal", "crm/customer/001", "carla"), ("reveal", "crm/customer/001", "carla")] : [], host.Accounts.Asked);
        string page = await (await SendAsync(host, HttpMethod.Get, Account, user)).Content.ReadAsStringAsync(Cancel);
        Assert.Equal(policy is not null, page.Contains("Show data of persons (audited)", StringComparison.Ordinal));
        Assert.DoesNotContain("jan@acme.example", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert({id})")]
    [InlineData("https://crm.example/")]
    [InlineData("/accounts/{id}")]
    public async Task Link_ThatIsNoAddress_StopsTheHost(string template)
    {
        ConnectorException failure = await Assert.ThrowsAsync<ConnectorException>(() => ConsoleHost.StartAsync(configure: o => o.Links["crm/customer"] = template));

        Assert.Equal((ErrorKind.Configuration, "Links:crm/customer"), (failure.Kind, failure.Field));
    }

    private static async Task<HttpResponseMessage> SendAsync(ConsoleHost host, HttpMethod method, string path, string user, string? origin = null)
    {
        using HttpRequestMessage request = new(method, path);
        request.Headers.Add("X-User", user);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await host.Client.SendAsync(request, Cancel);
    }

    private static async Task<HttpResponseMessage> SearchAsync(ConsoleHost host, string path, string text)
    {
        using FormUrlEncodedContent form = new([KeyValuePair.Create("q", text)]);
        return await host.Client.PostAsync(path, form, Cancel);
    }

    private static CustomerAccount Shown(string email, string name = "Acme BV")
    {
        ExternalRef invoice = new("odoo", RecordKinds.Invoice, "9"), subscription = new("billing", RecordKinds.Contract, "sub_1");
        Money open = new(100m, Eur);
        return new CustomerAccount
        {
            Customer = Crm,
            References = [new RecordReference { Reference = Crm, IsPrimary = true }],
            Merges = [],
            ReadAt = At,
            IsMasked = true,
            Readings =
            [
                new AccountReading("customer", "crm", AccountReadingState.Read, At),
                new AccountReading("balance", "odoo-us", AccountReadingState.Failed, At) { Error = ErrorKind.Transient, Message = "'odoo-us' did not answer within 10 s." },
            ],
            Fields =
            [
                new AccountField(
                    "Phone", "crm", "Customer owned by crm",
                    [new AccountValue(Crm, "+32 9 1", At, true), new AccountValue(new ExternalRef("odoo", RecordKinds.Customer, "7"), "+32 9 2", At.AddHours(-1), false) { IsEdited = true }], true),
                new AccountField("Name", "crm", "Customer owned by crm", [new AccountValue(Crm, name, At, true)], false),
            ],
            Contacts = [new Sourced<Contact>(new Contact { Ref = new ExternalRef("crm", RecordKinds.Contact, "003"), Name = name, Email = email }, new ExternalRef("crm", RecordKinds.Contact, "003"), At, true)],
            Contracts =
            [
                new AccountContract(
                    [new Sourced<Contract>(
                        new Contract
                        {
                            Ref = subscription, Customer = Crm, Status = ContractStatus.Active, Currency = Eur, StartsOn = new DateOnly(2026, 9, 1),
                            Terms = [new ProductLine { Id = "1", ProductCode = name, Description = name, Quantity = 5m, UnitPrice = 40m }],
                        },
                        subscription, At, true)],
                    []),
            ],
            Documents =
            [
                new AccountDocument
                {
                    Reference = invoice, Number = "N-1",
                    Booked = new Sourced<DocumentStatus>(
                        new DocumentStatus { Ref = invoice, Customer = Crm, State = DocumentState.Open, Gross = new Money(121m, Eur), Open = new Money(121m, Eur) }, invoice, At, true),
                },
            ],
            Balances =
            [
                new Sourced<AccountOwing>(
                    new AccountOwing(open, open, new CurrencyReceivables
                    {
                        Currency = Eur, Open = open, OpenInBooks = open, NotDue = Money.Zero(Eur), Overdue = open, Credits = Money.Zero(Eur), InPayment = Money.Zero(Eur),
                        Aged = [new AgedBucket(1, 30, open)], Items = [],
                    }),
                    new ExternalRef("odoo", RecordKinds.Customer, "7"), At, true),
            ],
            Failures =
            [
                new Sourced<PaymentAttempt>(
                    new PaymentAttempt { Ref = new ExternalRef("billing", RecordKinds.PaymentAttempt, "pa"), Customer = Crm, Amount = open, FailedAt = At, Code = "insufficient_funds" },
                    new ExternalRef("billing", RecordKinds.PaymentAttempt, "pa"), At, false),
            ],
            Cases =
            [
                new CaseInfo
                {
                    Id = 4, Reason = new CaseReason(ErrorKind.Configuration, "unmapped-tax", "Map it, then retry."), EventId = 1, EffectKey = null, Status = CaseStatus.Open, OpenedAt = At,
                },
            ],
            Effects = [new AccountEffect("k", "odoo", EffectKinds.WriteOff, EffectState.Held, invoice, At, 0)],
        };
    }

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<h2>(.*?)</h2>")]
    private static partial Regex Heading();
}
