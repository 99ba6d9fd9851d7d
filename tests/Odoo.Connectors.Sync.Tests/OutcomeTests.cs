namespace Odoo.Connectors.Sync.Tests;

/// <summary>What a failed call means for an effect is told by its kind alone.</summary>
public sealed class OutcomeTests
{
    [Theory]
    [InlineData(ErrorKind.Transient, OutcomeStatus.NotApplied, "not-applied")]
    [InlineData(ErrorKind.RateLimited, OutcomeStatus.NotApplied, "api-limit")]
    [InlineData(ErrorKind.Authentication, OutcomeStatus.NotApplied, "login")]
    [InlineData(ErrorKind.Permission, OutcomeStatus.NotApplied, "permission")]
    [InlineData(ErrorKind.Unknown, OutcomeStatus.Unknown, "reply-lost")]
    [InlineData(ErrorKind.Protocol, OutcomeStatus.Unknown, "reply-lost")]
    [InlineData(ErrorKind.Validation, OutcomeStatus.Refused, "refused-by-rule")]
    [InlineData(ErrorKind.Conflict, OutcomeStatus.Refused, "record-in-the-way")]
    [InlineData(ErrorKind.NotFound, OutcomeStatus.Refused, "record-gone")]
    [InlineData(ErrorKind.Gone, OutcomeStatus.Refused, "record-gone")]
    [InlineData(ErrorKind.Dependency, OutcomeStatus.Refused, "not-applied")]
    [InlineData(ErrorKind.PeriodLocked, OutcomeStatus.Refused, "not-applied")]
    [InlineData(ErrorKind.Configuration, OutcomeStatus.Refused, "settings")]
    public void Failed_OfEachKind_DecidesByIt(ErrorKind kind, OutcomeStatus status, string cause)
    {
        ConnectorException failure = new(kind, "It failed.") { Field = "amount", ServerText = new ServerText("what it said"), RetryAfter = TimeSpan.FromSeconds(7) };

        Outcome outcome = Outcome.Failed(Effect(isInDoubt: true), failure);

        Assert.Equal((status, "key", new CaseReason(kind, cause, "It failed.", "amount")), (outcome.Status, outcome.Key, outcome.Reason));
        Assert.Equal((failure.ServerText, TimeSpan.FromSeconds(7)), (outcome.ServerText, outcome.RetryAfter));
    }

    [Theory]
    [InlineData(false, OutcomeStatus.NotApplied)]
    [InlineData(true, OutcomeStatus.Unknown)]
    public void FailedRead_BeforeAnythingIsSent_LeavesOnlyAnOldDoubt(bool isInDoubt, OutcomeStatus status) =>
        Assert.Equal(status, Outcome.FailedRead(Effect(isInDoubt), new ConnectorException(ErrorKind.Validation, "It failed.")).Status);

    private static Dispatch Effect(bool isInDoubt) =>
        new() { Key = "key", Kind = "contract", Class = EffectClass.Document, Payload = "{}", Way = "", InDoubt = isInDoubt, Attempts = 1 };
}
