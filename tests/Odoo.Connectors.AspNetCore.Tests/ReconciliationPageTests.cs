using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.AspNetCore.Tests;

/// <summary>Reports in the console, and who may press its buttons.</summary>
public sealed class ReconciliationPageTests
{
    private const string Page = "/connectors/reconciliation?source=stripe";
    private const string Hostile = "<script>alert(1)</script>";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Discrepancy Missing => new()
    {
        Kind = DiscrepancyKind.Missing, Expected = new Position { Ref = new ExternalRef("stripe", RecordKinds.Invoice, Hostile) }, Correction = Correction.TellAgain,
    };

    [Fact]
    public async Task Report_IsShownToWhoMayLookAndHasNoButtonsForThem()
    {
        FakeReconciliation reconciliation = new() { Report = Found() };
        await using ConsoleHost host = await StartAsync(reconciliation);

        string page = await (await SendAsync(host, HttpMethod.Get, Page, "anna")).Content.ReadAsStringAsync(Cancel);

        Assert.Contains("2 discrepancies.", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; is in no ledger", page, StringComparison.Ordinal);
        Assert.Contains("accepted by the rule small", page, StringComparison.Ordinal);
        Assert.Contains("/connectors/reconciliation/preview?source=stripe&amp;key=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Compare now", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/connectors/reconciliation\"", await (await SendAsync(host, HttpMethod.Get, "/connectors", "anna")).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain(">Accept<", await (await SendAsync(host, HttpMethod.Get, Preview, "anna")).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buttons_AreForWhomThePolicyLetsAndNameThem()
    {
        FakeReconciliation reconciliation = new() { Report = Found() };
        await using ConsoleHost host = await StartAsync(reconciliation);

        Assert.Contains("Compare now", await (await SendAsync(host, HttpMethod.Get, Page, "carla")).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        string preview = await (await SendAsync(host, HttpMethod.Get, Preview, "carla")).Content.ReadAsStringAsync(Cancel);
        Assert.Contains("<td>odoo-eu</td><td>invoice</td><td>send</td><td>new</td>", preview, StringComparison.Ordinal);
        Assert.Contains(">Accept<", preview, StringComparison.Ordinal);
        HttpResponseMessage run = await PostAsync(host, "run", "carla"), accept = await PostAsync(host, "accept", "carla");

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (run.StatusCode, accept.StatusCode));
        Assert.Equal(Page, accept.Headers.Location?.ToString());
        Assert.Equal(["run stripe by carla", $"accept stripe {Missing.Key} by carla"], reconciliation.Done);
    }

    [Theory]
    [InlineData("anna", null)] // the policy does not let her
    [InlineData("nameless", null)] // nobody could say who it was
    [InlineData("carla", "https://elsewhere.example")] // another site's page
    public async Task Buttons_OfAnybodyElse_DoNothing(string user, string? origin)
    {
        FakeReconciliation reconciliation = new() { Report = Found() };
        await using ConsoleHost host = await StartAsync(reconciliation);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), ((await PostAsync(host, "run", user, origin)).StatusCode, (await PostAsync(host, "accept", user, origin)).StatusCode));
        Assert.Empty(reconciliation.Done);
    }

    [Fact]
    public async Task Buttons_WithoutAPolicy_AreNobodys()
    {
        FakeReconciliation reconciliation = new() { Report = Found() };
        await using ConsoleHost host = await StartAsync(reconciliation, policy: null);

        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(host, "accept", "carla")).StatusCode);
        Assert.Empty(reconciliation.Done);
    }

    [Fact]
    public async Task Page_TellsOfRunsThatAreAskedForOrFailedAndOfNone()
    {
        FakeReconciliation reconciliation = new();
        await using ConsoleHost host = await StartAsync(reconciliation);
        ReconciliationRequest asked = new() { Scope = new ReconciliationScope { Source = "stripe" }, By = "carla", AskedAt = DateTimeOffset.UnixEpoch };

        Assert.Contains("It was never compared.", await ReadAsync(), StringComparison.Ordinal);
        reconciliation.Request = asked;
        Assert.Contains("A run is asked for, by carla", await ReadAsync(), StringComparison.Ordinal);
        reconciliation.Request = asked with { State = ReconciliationRequestState.Failed, Failure = "No stream lists." };
        Assert.Contains("failed: No stream lists.", await ReadAsync(), StringComparison.Ordinal);
        reconciliation.Failure = new ConnectorException(ErrorKind.Gone, "It is not in the lists any more.");
        HttpResponseMessage gone = await SendAsync(host, HttpMethod.Get, Preview, "carla");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Contains("not in the lists any more", await gone.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        async Task<string> ReadAsync() => await (await SendAsync(host, HttpMethod.Get, Page, "anna")).Content.ReadAsStringAsync(Cancel);
    }

    [Fact]
    public async Task Host_WithoutReconciliation_SaysSo()
    {
        await using ConsoleHost host = await ConsoleHost.StartAsync(g => g.AllowAnonymous());

        HttpResponseMessage answer = await host.Client.GetAsync(Page, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("AddReconciliation", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private static string Preview => $"/connectors/reconciliation/preview?source=stripe&key={Uri.EscapeDataString(Missing.Key)}";

    private static ReconciliationReport Found() => new()
    {
        Source = "stripe", Ledgers = ["odoo-eu"], By = "schedule", StartedAt = DateTimeOffset.UnixEpoch, EndedAt = DateTimeOffset.UnixEpoch, Totals = [], InFlight = [],
        Discrepancies = [Missing, Missing with { AcceptedBy = "small", Expected = new Position { Ref = new ExternalRef("stripe", RecordKinds.Payment, "p") } }],
    };

    private static Task<ConsoleHost> StartAsync(FakeReconciliation reconciliation, string? policy = "persons") => ConsoleHost.StartAsync(
        g => g.RequireAuthorization(), o => o.ReconcilePolicy = policy, services: s => s.AddSingleton<IReconciliation>(reconciliation));

    private static Task<HttpResponseMessage> PostAsync(ConsoleHost host, string what, string user, string? origin = null) => SendAsync(
        host, HttpMethod.Post, $"/connectors/reconciliation/{what}", user, origin,
        new FormUrlEncodedContent([KeyValuePair.Create("source", "stripe"), KeyValuePair.Create("key", Missing.Key)]));

    private static async Task<HttpResponseMessage> SendAsync(ConsoleHost host, HttpMethod method, string path, string user, string? origin = null, HttpContent? content = null)
    {
        using HttpRequestMessage request = new(method, path) { Content = content };
        request.Headers.Add("X-User", user);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await host.Client.SendAsync(request, Cancel);
    }
}
