using Microsoft.Extensions.Logging;

namespace Odoo.Connectors.Sync;

internal sealed partial class WebhookIntake(HubSystems systems, Intake intake, Hints hints, Pressure pressure, ILogger<WebhookIntake> logger) : IWebhookIntake
{
    public int? MaxBodyBytes(string system) => systems.Webhook(system)?.MaxBodyBytes;

    public bool TakesPathSecret(string system) => systems.Webhook(system)?.TakesPathSecret ?? false;

    public async Task<WebhookResult> ReceiveAsync(
        string system, Func<string, string?> header, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (systems.Webhook(system) is not IWebhookFeed feed)
        {
            return WebhookResult.Refuse(404, "No connected system of this name has a webhook.");
        }

        WebhookResult result = feed.Receive(header, body);
        if (result.Refusal is not null)
        {
            LogRefused(logger, system, result.Status, result.Refusal);
        }
        else if (result.Deliveries is [Delivery only] && DeliveryLimits.Fault(only) is ConnectorException fault)
        {
            LogRefused(logger, system, 400, fault.Message);
            return WebhookResult.Refuse(400, fault.Message);
        }
        else if (result.Deliveries.Count > 0 && await pressure.IsOverAsync(1, cancellationToken).ConfigureAwait(false))
        {
            LogFull(logger, system);
            return WebhookResult.Busy(Pressure.RetryAfter, "The hub has as much to do as it may have (Hub:MaxOpenEvents); deliver it again later.");
        }
        else if (result.Deliveries.Count > 0)
        {
            // One of a batch that cannot be taken is a case: refused for it, the sender would repeat all the others.
            await intake.AcceptAsync(result.Deliveries, cancellationToken, refuseTooLong: false, due: (system, result.Streams)).ConfigureAwait(false);
        }
        else
        {
            await hints.TakeAsync(system, result.Streams, cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    [LoggerMessage(EventId = 1501, Level = LogLevel.Warning, Message = "A webhook for {System} was answered with 503: more deliveries are open than Hub:MaxOpenEvents allows.")]
    private static partial void LogFull(ILogger logger, string system);

    [LoggerMessage(EventId = 1500, Level = LogLevel.Warning, Message = "A webhook for {System} was refused with {Status}: {Reason}")]
    private static partial void LogRefused(ILogger logger, string system, int status, string reason);
}
