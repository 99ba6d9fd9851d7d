using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.AspNetCore.Tests;

/// <summary>Vendors that cannot sign have their secret in the address.</summary>
public sealed class SecretPathTests
{
    [Theory]
    [InlineData("/webhooks/odoo/Zx81-hard", "Zx81-hard")]
    [InlineData("/webhooks/odoo", null)]
    public async Task Post_WithASecretInThePath_HandsItOver(string path, string? expected)
    {
        SecretIntake intake = new();
        await using Host host = await Host.StartAsync(s => s.AddSingleton<IWebhookIntake>(intake));
        using StringContent body = new("{}", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await host.Client.PostAsync(new Uri(path, UriKind.Relative), body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(("odoo", expected), Assert.Single(intake.Received));
    }

    private sealed class SecretIntake : IWebhookIntake
    {
        public List<(string System, string? Secret)> Received { get; } = [];

        public int? MaxBodyBytes(string system) => 1000;

        public Task<WebhookResult> ReceiveAsync(string system, Func<string, string?> header, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
        {
            Received.Add((system, header(WebhookRequest.PathSecret)));
            return Task.FromResult(WebhookResult.Hint("partners"));
        }
    }
}
