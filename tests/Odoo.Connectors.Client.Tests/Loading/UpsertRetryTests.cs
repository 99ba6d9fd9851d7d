using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Client.Tests.Loading;

public sealed class UpsertRetryTests
{
    private readonly LoadStub _odoo = new();

    [Fact]
    public async Task UpsertAsync_RecordedConflict_SendsTheSameRowsAgain()
    {
        JsonObject exchange = Transcript.Get("transactions.json", "load: another transaction commits the same new external id meanwhile");
        _odoo.Instead = (call, request) => call == 1 ? Transcript.Reply(exchange, request) : null;
        using Rig rig = new(_odoo.Reply);

        OdooUpsertResult result = await rig.Client.UpsertAsync("res.partner", ["name"], UpsertTests.Rows(20), Quick(), cancellationToken: Rig.Token);

        Assert.True(result.Succeeded);
        Assert.Equal([20, 20], _odoo.Calls);
    }

    [Fact]
    public async Task UpsertAsync_ConflictAtEveryAttempt_RefusesAsTransientAndGoesOn()
    {
        _odoo.Instead = (_, request) => request.Text.Contains("bill.c0\"", StringComparison.Ordinal) ? Answer.Result(request, LoadStub.Messages(LoadStub.Conflict(0))) : null;
        using Rig rig = new(_odoo.Reply);

        OdooUpsertResult result = await rig.Client.UpsertAsync("res.partner", ["name"], UpsertTests.Rows(20),
            new OdooUpsertOptions { ChunkSize = 10, ConflictRetries = 2, RetryDelay = TimeSpan.Zero }, cancellationToken: Rig.Token);

        Assert.Equal([10, 10, 10, 10], _odoo.Calls);
        Assert.All(result.Rows.Take(10), r => Assert.Equal((OdooUpsertOutcome.Refused, ErrorKind.Transient), (r.Outcome, r.Kind)));
        Assert.All(result.Rows.Skip(10), r => Assert.Equal(OdooUpsertOutcome.Loaded, r.Outcome));
    }

    [Fact]
    public async Task UpsertAsync_ConflictAsException_IsRepeatedAsOftenAsAllowed()
    {
        _odoo.Instead = (call, request) => call <= 4 ? Answer.Error(request, "psycopg2.errors.SerializationFailure", "could not serialize access") : null;
        using Rig rig = new(_odoo.Reply);

        OdooUpsertResult stopped = await rig.Client.UpsertAsync("res.partner", ["name"], UpsertTests.Rows(5), Quick(), cancellationToken: Rig.Token);

        Assert.Equal(4, stopped.Calls); // one and three repetitions
        Assert.Equal(ErrorKind.Transient, Assert.IsType<OdooServerException>(stopped.Failure).Kind);
        Assert.All(stopped.Rows, r => Assert.Equal(OdooUpsertOutcome.Left, r.Outcome));
    }

    [Fact]
    public async Task UpsertAsync_LostAnswer_IsNotSentAgainUnlessAllowed()
    {
        _odoo.Instead = Lost(1, 2);
        using Rig rig = new(_odoo.Reply);

        OdooUpsertResult result = await rig.Client.UpsertAsync("res.partner", ["name"], UpsertTests.Rows(30), new OdooUpsertOptions { ChunkSize = 10 }, cancellationToken: Rig.Token);

        Assert.Equal(1, result.Calls);
        Assert.Equal(ErrorKind.Unknown, Assert.IsType<OdooTransportException>(result.Failure).Kind);
        Assert.All(result.Rows.Take(10), r => Assert.Equal(OdooUpsertOutcome.InDoubt, r.Outcome));
        Assert.All(result.Rows.Skip(10), r => Assert.Equal(OdooUpsertOutcome.Left, r.Outcome));
    }

    [Fact]
    public async Task UpsertAsync_LostAnswersAllowed_LoadsEachRecordOnce()
    {
        _odoo.Instead = Lost(1, 2);
        using Rig rig = new(_odoo.Reply);

        OdooUpsertResult result = await rig.Client.UpsertAsync("res.partner", ["name"], UpsertTests.Rows(30),
            new OdooUpsertOptions { ChunkSize = 10, LostReplyRetries = 2, RetryDelay = TimeSpan.Zero }, cancellationToken: Rig.Token);

        Assert.True(result.Succeeded);
        Assert.Equal(5, result.Calls);
        Assert.Equal(30, _odoo.Kept.Count);
    }

    [Fact]
    public async Task UpsertAsync_LostAnswerAndThenARefusal_StaysInDoubt()
    {
        Func<int, StubRequest, HttpResponseMessage?> lost = Lost(1);
        _odoo.Instead = (call, request) => call == 1 ? lost(call, request) : Answer.Error(request, "odoo.exceptions.AccessDenied", "no");
        using Rig rig = new(_odoo.Reply);

        OdooUpsertResult result = await rig.Client.UpsertAsync("res.partner", ["name"], UpsertTests.Rows(3),
            new OdooUpsertOptions { LostReplyRetries = 1, RetryDelay = TimeSpan.Zero }, cancellationToken: Rig.Token);

        Assert.Equal(ErrorKind.Authentication, Assert.IsType<OdooServerException>(result.Failure).Kind);
        Assert.All(result.Rows, r => Assert.Equal(OdooUpsertOutcome.InDoubt, r.Outcome));
    }

    [Fact]
    public async Task UpsertAsync_Waits_DoubleWithEachRepetition()
    {
        FakeTimeProvider time = new();
        List<TimeSpan> at = [];
        DateTimeOffset start = time.GetUtcNow();
        _odoo.Instead = (call, request) =>
        {
            at.Add(time.GetUtcNow() - start);
            return call <= 2 ? Answer.Result(request, LoadStub.Messages(LoadStub.Conflict(0))) : null;
        };
        using Rig rig = new(_odoo.Reply);

        Task<OdooUpsertResult> upsert = rig.Client.UpsertAsync("res.partner", ["name"], UpsertTests.Rows(1), new OdooUpsertOptions { TimeProvider = time }, cancellationToken: Rig.Token);
        while (!upsert.IsCompleted)
        {
            await Task.Yield();
            time.Advance(TimeSpan.FromMilliseconds(500));
        }

        Assert.True((await upsert).Succeeded);
        Assert.True(at[1] - at[0] >= TimeSpan.FromSeconds(1), $"{at[1] - at[0]}");
        Assert.True(at[2] - at[1] >= TimeSpan.FromSeconds(2), $"{at[2] - at[1]}");
    }

    [Fact]
    public async Task UpsertAsync_CancelledBetweenChunks_TellsWhatWasDone()
    {
        using CancellationTokenSource stop = new();
        using Rig rig = new(request =>
        {
            HttpResponseMessage reply = _odoo.Reply(request);
            stop.Cancel();
            return reply;
        });

        OdooUpsertResult result = await rig.Client.UpsertAsync("res.partner", ["name"], UpsertTests.Rows(20), new OdooUpsertOptions { ChunkSize = 10 }, cancellationToken: stop.Token);

        Assert.IsAssignableFrom<OperationCanceledException>(result.Failure);
        Assert.Equal(1, result.Calls);
        Assert.All(result.Rows.Skip(10), r => Assert.Equal(OdooUpsertOutcome.Left, r.Outcome));
        Assert.All(result.Rows.Take(10), r => Assert.NotEqual(OdooUpsertOutcome.Left, r.Outcome));
    }

    private static OdooUpsertOptions Quick() => new() { RetryDelay = TimeSpan.Zero };

    // The rows are kept, and the answer is a proxy's error page.
    private Func<int, StubRequest, HttpResponseMessage?> Lost(params int[] calls) => (call, request) =>
    {
        if (!calls.Contains(call))
        {
            return null;
        }

        _odoo.Keep(request.Args[5]![1]!.AsArray());
        return Answer.Html(System.Net.HttpStatusCode.BadGateway);
    };
}
