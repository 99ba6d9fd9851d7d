using System.Net;
using System.Net.Http.Headers;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class FaultTests
{
    [Theory]
    [InlineData(EmulatorFault.DropRequest, null)]
    [InlineData(EmulatorFault.DropReply, "42")]
    public async Task OnCall_BrokenConnection_IsCarriedOutOrNot(EmulatorFault fault, string? phone)
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.OnCall = _ => fault;

        await Assert.ThrowsAsync<HttpRequestException>(() => org.SendAsync("PATCH", $"sobjects/Account/{Org.Account}", """{"Phone":"42"}"""));

        Assert.Equal(phone, org.Emulator.Find("Account", Org.Account)!["Phone"]?.GetValue<string>());
        Assert.Equal("PATCH", org.Emulator.Calls[^1].Method);
    }

    [Theory]
    [InlineData(EmulatorFault.ServerErrorPage, 500, null)]
    [InlineData(EmulatorFault.ServerErrorPageAfter, 502, "42")]
    [InlineData(EmulatorFault.Unavailable, 503, null)]
    [InlineData(EmulatorFault.RateLimited, 403, null)]
    public async Task OnCall_ErrorAnswer_IsCarriedOutOrNot(EmulatorFault fault, int status, string? phone)
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.OnCall = _ => fault;

        using HttpResponseMessage response = await org.SendAsync("PATCH", $"sobjects/Account/{Org.Account}", """{"Phone":"42"}""");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(phone, org.Emulator.Find("Account", Org.Account)!["Phone"]?.GetValue<string>());
    }

    [Fact]
    public async Task OnCall_DropReplyOnASocket_ReachesTheEmulatorOnce()
    {
        await using var stripe = new StripeEmulator();
        await stripe.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = stripe.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_emulator0000");
        var account = new Uri("/v1/account", UriKind.Relative);
        using HttpResponseMessage good = await client.GetAsync(account, TestContext.Current.CancellationToken);
        stripe.OnCall = _ => EmulatorFault.DropReply;

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(account, TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.Equal(2, stripe.Calls.Count);
    }

    [Fact]
    public async Task OnCall_RateLimitedByStripe_AnswersAsTheFixture()
    {
        await using var stripe = new StripeEmulator { OnCall = _ => EmulatorFault.RateLimited };
        using var client = new HttpClient(stripe.CreateHandler()) { BaseAddress = stripe.Url };

        using HttpResponseMessage response = await client.GetAsync(new Uri("/v1/account", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("global-rate", Assert.Single(response.Headers.GetValues("Stripe-Rate-Limited-Reason")));
        Assert.Equal("true", Assert.Single(response.Headers.GetValues("Stripe-Should-Retry")));
        Assert.Equal("rate_limit", (await Fixture.JsonAsync(response))["error"]!["code"]!.GetValue<string>());
    }
}
