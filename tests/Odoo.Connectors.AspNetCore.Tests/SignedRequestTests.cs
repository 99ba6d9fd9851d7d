using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.AspNetCore.Tests;

/// <summary>Some vendors sign the method and the address they called, and some expect a body for an answer.</summary>
public sealed class SignedRequestTests
{
    // Escapes that need not be any (%41 is A) stay as they were sent.
    private const string Called = "/webhooks/%68ubspot?source=%41%2Fb&x=1+2";

    private readonly AskingIntake _intake = new();

    [Fact]
    public async Task Post_WithoutAProxy_TellsMethodAndAddressAsCalled()
    {
        await using Host host = await Host.StartAsync(Connect);
        await PostAsync(host);
        Assert.Equal(("POST", $"{host.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)}{Called}"), Assert.Single(_intake.Asked));
    }

    [Fact]
    public async Task Post_WithPublicUrl_TellsThatOne()
    {
        await using Host host = await Host.StartAsync(s =>
        {
            Connect(s);
            s.Configure<HubOptions>(h => h.PublicUrl = new Uri("https://hub.example.com/finance/"));
        });
        await PostAsync(host);
        Assert.Equal(("POST", $"https://hub.example.com/finance{Called}"), Assert.Single(_intake.Asked));
    }

    [Fact]
    public async Task Post_WithForwardedHeaders_TellsWhatTheProxyWasCalledBy()
    {
        await using Host host = await Host.StartAsync(s =>
        {
            Connect(s);
            s.Configure<ForwardedHeadersOptions>(o => o.ForwardedHeaders = ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedPrefix);
            s.AddTransient<IStartupFilter, Forwarded>();
        });
        await PostAsync(host, ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "hub.example.com:8443"), ("X-Forwarded-Prefix", "/finance"));
        Assert.Equal(("POST", $"https://hub.example.com:8443/finance{Called}"), Assert.Single(_intake.Asked));
    }

    [Fact]
    public async Task Post_ForwardedHeadersOfAnybody_AreNotBelieved()
    {
        await using Host host = await Host.StartAsync(Connect);
        await PostAsync(host, ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example.com"));
        Assert.Equal($"{host.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)}{Called}", Assert.Single(_intake.Asked).Uri);
    }

    [Fact]
    public async Task Post_AcceptedWithAnAnswer_GivesItsBodyAndType()
    {
        _intake.Result = WebhookResult.Accept().AnsweredWith(new WebhookAnswer("text/xml; charset=utf-8", Encoding.UTF8.GetBytes("<Ack>true</Ack>")));
        await using Host host = await Host.StartAsync(Connect);
        using HttpResponseMessage response = await PostAsync(host);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(MediaTypeHeaderValue.Parse("text/xml; charset=utf-8"), response.Content.Headers.ContentType);
        Assert.Equal("<Ack>true</Ack>", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private void Connect(IServiceCollection services) => services.AddSingleton<IWebhookIntake>(_intake);

    private static async Task<HttpResponseMessage> PostAsync(Host host, params (string Name, string Value)[] headers)
    {
        string address = $"{host.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)}{Called}";
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Content = new StringContent("[]", Encoding.UTF8, "application/json");
        foreach ((string name, string value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private sealed class Forwarded : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseForwardedHeaders();
            next(app);
        };
    }

    private sealed class AskingIntake : IWebhookIntake
    {
        public List<(string? Method, string? Uri)> Asked { get; } = [];

        public WebhookResult Result { get; set; } = WebhookResult.Accept();

        public int? MaxBodyBytes(string system) => 1000;

        public Task<WebhookResult> ReceiveAsync(string system, Func<string, string?> header, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
        {
            Asked.Add((header(WebhookRequest.Method), header(WebhookRequest.Uri)));
            return Task.FromResult(Result);
        }
    }
}
