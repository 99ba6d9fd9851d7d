using System.Text;
using System.Text.RegularExpressions;
using Odoo.Connectors.Simulation.Checks;
using Odoo.Connectors.Simulation.Running;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>The network between a node and a vendor: takes time, loses, delays, breaks.</summary>
internal sealed partial class Wire(World world, string vendor, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly string[] s_reads = ["authenticate", "version", "search", "search_read", "search_count", "read", "check_object_reference", "get_external_id", "has_access"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Actor.Current is null)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        (string what, bool isWrite) = Describe(request, body);
        if (isWrite && Actor.Current is { SendsUnder: long epoch } sender)
        {
            StepChecks.BeforeBytes(world, sender, epoch, Written(request, body));
        }

        // One logs in for all: whoever does must not be parked with the others waiting. A worker reads for several lanes at once,
        // and an actor can be parked in one place only: its reads are one stretch.
        bool isShared = what.StartsWith("odoo login", StringComparison.Ordinal) || what.EndsWith("/token", StringComparison.Ordinal)
            || Actor.Current.Name.EndsWith("/worker", StringComparison.Ordinal);
        if (!isShared)
        {
            await world.Scheduler.ParkAsync($"> {what}");
        }

        // Who stood still for longer than the request may take does not send it any more.
        cancellationToken.ThrowIfCancellationRequested();
        FaultKind? fault = world.Chaos.OnCall(isWrite, isShared);
        if (world.LosesReadBacks && vendor == "salesforce" && request.RequestUri!.Query.Contains("Billing_Status__c", StringComparison.Ordinal))
        {
            fault = FaultKind.LostAfter;
        }

        if (fault is FaultKind kind)
        {
            world.Doubts++;
            world.Trace.Write($"fault {kind} on {what}");
            if (isWrite && kind != FaultKind.RateLimited)
            {
                Actor.Current.Unanswered.Add(Written(request, body));
            }
        }

        if (fault == FaultKind.Slow)
        {
            // The server is still at it when the client has given up.
            HttpRequestMessage late = Copy(request, body);
            TimeSpan work = TimeSpan.FromSeconds(world.Chance.Next(21, 45));
            world.Scheduler.Start($"{vendor} late", null, async () =>
            {
                await world.Scheduler.SleepAsync(work, $"applies {what}");
                using HttpResponseMessage answer = await base.SendAsync(late, CancellationToken.None);
                world.Applied(vendor, late, body, isDone: answer.IsSuccessStatusCode);
            });
            await world.Scheduler.SleepAsync(TimeSpan.FromHours(1), "never", cancellationToken);
        }

        world.NextFault = fault switch
        {
            FaultKind.LostBefore => EmulatorFault.DropRequest,
            FaultKind.LostAfter => EmulatorFault.DropReply,
            FaultKind.HtmlError => EmulatorFault.ServerErrorPage,
            FaultKind.HtmlErrorAfter => EmulatorFault.ServerErrorPageAfter,
            FaultKind.RateLimited => EmulatorFault.RateLimited,
            _ => EmulatorFault.None,
        };
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            world.NextFault = EmulatorFault.None;
            world.Applied(vendor, request, body, isDone: response.IsSuccessStatusCode || fault == FaultKind.HtmlErrorAfter);
            if (!isShared)
            {
                world.Chaos.MayFreeze();
                await world.Scheduler.ParkAsync($"< {vendor} {(int)response.StatusCode}");
            }

            return response;
        }
        catch (HttpRequestException)
        {
            world.NextFault = EmulatorFault.None;
            world.Applied(vendor, request, body, isDone: fault == FaultKind.LostAfter);
            if (!isShared)
            {
                await world.Scheduler.ParkAsync($"< {vendor} cut");
            }

            throw;
        }
    }

    private static HttpRequestMessage Copy(HttpRequestMessage request, byte[] body)
    {
        HttpRequestMessage copy = new(request.Method, request.RequestUri);
        foreach ((string name, IEnumerable<string> values) in request.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        if (request.Content is not null)
        {
            copy.Content = new ByteArrayContent(body);
            copy.Content.Headers.TryAddWithoutValidation("Content-Type", request.Content.Headers.ContentType?.ToString());
        }

        return copy;
    }

    /// <summary>What a call writes, without the number of the call.</summary>
    private static string Written(HttpRequestMessage request, byte[] body) =>
        CallNumber().Replace($"{request.RequestUri!.AbsolutePath} {Encoding.UTF8.GetString(body)}", "");

    [GeneratedRegex("\"id\":\\d+,?", RegexOptions.CultureInvariant)]
    private static partial Regex CallNumber();

    private (string What, bool IsWrite) Describe(HttpRequestMessage request, byte[] body)
    {
        if (vendor != "odoo")
        {
            return ($"{vendor} {request.Method} {request.RequestUri!.AbsolutePath}", request.Method == HttpMethod.Patch);
        }

        string[] parts = Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 300)).Split('"');
        int at = Array.IndexOf(parts, "execute_kw");
        string method = at > 0 && parts.Length > at + 10 ? parts[at + 10] : "";
        string model = at > 0 && parts.Length > at + 8 ? parts[at + 8] : "login";
        return ($"odoo {model}.{method}", at > 0 && !s_reads.Contains(method));
    }
}
