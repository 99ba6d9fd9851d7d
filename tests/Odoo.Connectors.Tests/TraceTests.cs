using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests;

/// <summary>From a vendor's request to the entry in Odoo's books in one trace, over two processes.</summary>
public sealed class TraceTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Webhook_WithATraceparent_LeadsToTheInvoiceInOdoo()
    {
        ConcurrentQueue<Activity> spans = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or ConnectorTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
        foreach (StoryStep step in world.Story.Steps)
        {
            world.Emulators.Happen(step);
            if (step.What == "invoice.finalized")
            {
                // The process that takes the webhook is gone before anything is decided; another one does the rest.
                Assert.Equal(HttpStatusCode.OK, await PostAsync(world, step.Json));
                await world.RestartAsync();
            }
            else if (step.IsEvent)
            {
                await world.DeliverAsync(step.Json);
            }

            await world.DrainAsync();
        }

        Activity[] traced = [.. spans.Where(s => s.TraceId.ToHexString() == Trace)];
        Activity posted = Assert.Single(traced, s => s.OperationName == "connectors.effect" && (string?)s.GetTagItem("connectors.effect.kind") == EffectKinds.Invoice);
        string[] document = ((string)posted.GetTagItem("connectors.document.id")!).Split('/');
        Assert.Equal("invoice", document[0]);
        Assert.Equal(1, await world.CountAsync(
            "account.move", new JsonArray("id", "=", int.Parse(document[1], CultureInfo.InvariantCulture)), new JsonArray("move_type", "=", "out_invoice")));
        Assert.Contains(traced, s => s.OperationName == "connectors.accept");
        Assert.Contains(traced, s => s.OperationName == "connectors.read");
        Assert.Contains(traced, s => s.OperationName == "connectors.decide" && s.SpanId == posted.ParentSpanId);
    }

    /// <summary>A web host on the world's store that only takes webhooks in, and ends with the answer.</summary>
    private static async Task<HttpStatusCode> PostAsync(StoryWorld world, JsonObject evt)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        HubHost.AddHub(builder.Services, world.Settings, world.Emulators);
        foreach (ServiceDescriptor engine in builder.Services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(HubService)).ToList())
        {
            builder.Services.Remove(engine);
        }

        await using WebApplication app = builder.Build();
        app.MapConnectorWebhooks();
        await app.StartAsync(Cancel);
        byte[] body = Encoding.UTF8.GetBytes(evt.ToJsonString());
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.Single()) };
        using HttpRequestMessage request = new(HttpMethod.Post, "/webhooks/stripe") { Content = new ByteArrayContent(body) };
        request.Headers.Add("Stripe-Signature", StripeSignature.Create(body, TimeProvider.System.GetUtcNow(), world.Settings.WebhookSecret));
        request.Headers.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");
        using HttpResponseMessage response = await client.SendAsync(request, Cancel);
        return response.StatusCode;
    }
}
