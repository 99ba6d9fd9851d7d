using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Tests;

public sealed class LimitTests
{
    [Theory]
    [InlineData("17", 17)]
    [InlineData(null, 30)] // half past the minute: until the next one
    public async Task Poll_LimitUsedUp_SaysHowLongAndTheNextCallWaitsForIt(string? header, int seconds)
    {
        bool isLimited = true;
        Answers answers = new(_ => isLimited
            ? Answers.Json("""{"message":"Sorry","api_error_code":"api_request_limit_exceeded"}""", 429, header is null ? [] : [("Retry-After", header)])
            : Answers.Json("""{"list":[]}"""));
        await using Rig rig = Rig.Create(answers);

        var e = await Assert.ThrowsAsync<ConnectorException>(() => rig.PollAsync("customers"));
        isLimited = false;
        Task<PollPage> next = rig.PollAsync("invoices");
        rig.Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        int before = answers.Asked.Count;
        rig.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await next;

        Assert.Equal((ErrorKind.RateLimited, TimeSpan.FromSeconds(seconds)), (e.Kind, e.RetryAfter));
        Assert.Equal((1, 2), (before, answers.Asked.Count)); // the 429 itself was not repeated
    }
}
