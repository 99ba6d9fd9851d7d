using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>
/// Sends events of meters. Stripe takes an identifier once within a day at least: so long the same is sent again after a lost reply. Later it is
/// looked up first.
/// </summary>
internal sealed class StripePort(string name, StripeWrites writes, MeterSums sums, TimeProvider clock)
{
    private const string Duplicate = "duplicate_meter_event";

    // An hour less than Stripe promises.
    private static readonly TimeSpan Enforced = TimeSpan.FromHours(23);

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        List<Outcome> outcomes = [];
        foreach (Dispatch dispatch in dispatches)
        {
            MeterEvent planned = MeterEvent.Parse(dispatch.Payload);
            bool isForgotten = dispatch.InDoubt && clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(planned.PlannedAt) > Enforced;
            outcomes.Add(isForgotten
                ? await LookAsync(dispatch, planned, cancellationToken).ConfigureAwait(false)
                : await SendAsync(dispatch, planned, cancellationToken).ConfigureAwait(false));
        }

        return outcomes;
    }

    private async Task<Outcome> SendAsync(Dispatch dispatch, MeterEvent planned, CancellationToken cancellationToken)
    {
        string identifier = MeterEvent.Identifier(dispatch.Key);
        (ConnectorException Failure, string? Code)? answer =
            await writes.PostAsync("/v1/billing/meter_events", planned.ToForm(identifier), cancellationToken).ConfigureAwait(false);
        return answer is not { } refused ? Applied(dispatch, OutcomeStatus.Applied)
            : refused.Code == Duplicate ? Applied(dispatch, OutcomeStatus.Replayed)
            : new Outcome
            {
                Key = dispatch.Key,
                Status = StatusOf(refused.Failure.Kind),
                Reason = new CaseReason(refused.Failure.Kind, Cause(refused.Failure.Kind), refused.Failure.Message, refused.Failure.Field),
                ServerText = refused.Failure.ServerText,
                RetryAfter = refused.Failure.RetryAfter,
            };
    }

    private async Task<Outcome> LookAsync(Dispatch dispatch, MeterEvent planned, CancellationToken cancellationToken)
    {
        try
        {
            decimal sum = await sums.OfAsync(planned, cancellationToken).ConfigureAwait(false);
            return sum == planned.Value ? Applied(dispatch, OutcomeStatus.Replayed)
                : sum == 0 ? new Outcome { Key = dispatch.Key, Status = OutcomeStatus.NotApplied, Reason = new CaseReason(ErrorKind.Transient, "not-applied", "Stripe does not have it; it is sent again.") }
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

    private static OutcomeStatus StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Unknown or ErrorKind.Protocol => OutcomeStatus.Unknown,
        ErrorKind.Transient or ErrorKind.RateLimited or ErrorKind.Authentication or ErrorKind.Permission => OutcomeStatus.NotApplied,
        _ => OutcomeStatus.Refused,
    };

    private static string Cause(ErrorKind kind) => kind switch
    {
        ErrorKind.Authentication => "login",
        ErrorKind.Permission => "permission",
        ErrorKind.RateLimited => "api-limit",
        ErrorKind.Unknown or ErrorKind.Protocol => "reply-lost",
        ErrorKind.Validation => "refused-by-rule",
        _ => "not-applied",
    };
}
