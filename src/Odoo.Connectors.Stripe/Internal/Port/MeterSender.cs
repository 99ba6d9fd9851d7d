using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>
/// Sends events of meters. Stripe takes an identifier once within a day at least: so long the same is sent again after a lost reply. Later it is
/// looked up first.
/// </summary>
internal sealed class MeterSender(string name, StripeWrites writes, MeterSums sums, TimeProvider clock)
{
    private const string Duplicate = "duplicate_meter_event";

    public Task<Outcome> SendAsync(Dispatch dispatch, CancellationToken cancellationToken)
    {
        MeterEvent planned = MeterEvent.Parse(dispatch.Payload);
        return Recall.IsOver(dispatch, planned.PlannedAt, clock) ? LookAsync(dispatch, planned, cancellationToken) : SendAsync(dispatch, planned, cancellationToken);
    }

    private async Task<Outcome> SendAsync(Dispatch dispatch, MeterEvent planned, CancellationToken cancellationToken)
    {
        string identifier = MeterEvent.Identifier(dispatch.Key);
        WriteAnswer answer = await writes.PostAsync("/v1/billing/meter_events", planned.ToForm(identifier), null, cancellationToken).ConfigureAwait(false);
        return answer.Failure is null ? Applied(dispatch, OutcomeStatus.Applied)
            : answer.Code == Duplicate ? Applied(dispatch, OutcomeStatus.Replayed)
            : Failures.Of(dispatch, answer);
    }

    private async Task<Outcome> LookAsync(Dispatch dispatch, MeterEvent planned, CancellationToken cancellationToken)
    {
        try
        {
            decimal sum = await sums.OfAsync(planned, cancellationToken).ConfigureAwait(false);
            return sum == planned.Value ? Applied(dispatch, OutcomeStatus.Replayed)
                : sum == 0 ? Failures.NotApplied(dispatch, isStored: false)
                : Unknown(dispatch, "Stripe has another sum for that minute than what was sent: look at the meter's events of the customer, then settle this effect by hand.");
        }
        catch (ConnectorException e)
        {
            return Unknown(dispatch, e.Message) with { ServerText = e.ServerText, RetryAfter = e.RetryAfter };
        }
    }

    private Outcome Applied(Dispatch dispatch, OutcomeStatus status) => new()
    {
        Key = dispatch.Key, Status = status, Target = new ExternalRef(name, RecordKinds.Usage, MeterEvent.Identifier(dispatch.Key)),
    };

    private static Outcome Unknown(Dispatch dispatch, string message) =>
        new() { Key = dispatch.Key, Status = OutcomeStatus.Unknown, Reason = new CaseReason(ErrorKind.Unknown, "meter-in-doubt", message) };
}
