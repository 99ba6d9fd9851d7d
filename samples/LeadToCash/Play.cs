using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>Plays a story through a running hub: what happens, happens at the vendors; events come in over a real socket.</summary>
internal sealed class Play(Story story, Emulators emulators, WebApplication hub, string webhookSecret)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task RunAsync(Action<StoryStep, string, TimeSpan> progress, CancellationToken cancellationToken)
    {
        IConnectorOperations operations = hub.Services.GetRequiredService<IConnectorOperations>();
        using StripeSender sender = new(new Uri(new Uri(hub.Urls.First()), "webhooks/stripe"), webhookSecret, TimeProvider.System);
        foreach (StoryStep step in story.Steps)
        {
            long begun = Stopwatch.GetTimestamp();
            emulators.Happen(step);
            string what = step.IsEvent ? await SendAsync(sender, step.Json, cancellationToken) : "happened";
            if (!await operations.DrainAsync(Patience, cancellationToken))
            {
                what += ", not settled yet";
            }

            progress(step, what, Stopwatch.GetElapsedTime(begun));
        }
    }

    private static async Task<string> SendAsync(StripeSender sender, JsonObject evt, CancellationToken cancellationToken)
    {
        HttpStatusCode status = await sender.SendAsync(evt, cancellationToken);
        return status == HttpStatusCode.OK ? "accepted" : $"refused with {(int)status}";
    }
}
