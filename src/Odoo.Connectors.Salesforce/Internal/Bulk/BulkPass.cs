using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Salesforce.Internal.Api.Wire;
using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Bulk;

/// <summary>
/// Reads all of a type by a query job, a set of results a page. The cursor names job and set, so that a pass that was interrupted goes on where it
/// was; a job that Salesforce no longer keeps is begun anew.
/// </summary>
internal sealed class BulkPass(string system, SalesforceApi api, RecordReader reader)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BeforeAnother = TimeSpan.FromMinutes(15);

    public async Task<PollPage> NextAsync(string stream, BulkCursor cursor, CancellationToken cancellationToken)
    {
        RecordType type = RecordType.OfStream(stream)!;
        if (cursor.Job is null)
        {
            return await StartAsync(type, cancellationToken).ConfigureAwait(false);
        }

        ApiAnswer answer;
        try
        {
            await FinishAsync(cursor, cancellationToken).ConfigureAwait(false);
            answer = await api.ReadAsync(
                (reads, token) => reads.ResultsAsync(api.Version, cursor.Job, cursor.Locator, api.Options.BulkPageSize, token), cancellationToken).ConfigureAwait(false);
        }
        catch (SalesforceException e) when (IsGone(e))
        {
            return await StartAsync(type, cancellationToken).ConfigureAwait(false);
        }

        List<RawRecord> told = [.. CsvRows.Read(answer.Body).Select(r => new RawRecord(r)).Where(r => Poll.IsTold(type, r))];
        IReadOnlyList<byte[]> payloads = await reader.CompleteBulkAsync(type, told, cancellationToken).ConfigureAwait(false);
        return new PollPage
        {
            Deliveries = [.. told.Select((r, i) => Deliveries.Of(system, type, r, payloads[i], r.Stamp))],
            Watermark = answer.Locator is { } next ? (cursor with { Locator = next }).ToString() : new Keyset { At = cursor.StartedAt }.ToString(),
            HasMore = answer.Locator is not null,
        };
    }

    private async Task<PollPage> StartAsync(RecordType type, CancellationToken cancellationToken)
    {
        await DemandJobAsync(cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = api.Time.GetUtcNow();
        QueryJobRequest request = new("query", Soql.Bulk(type, api.Options));
        ApiAnswer answer = await api.WriteAsync((writes, token) => writes.StartJobAsync(api.Version, request, token), cancellationToken).ConfigureAwait(false);
        return new PollPage { Deliveries = [], Watermark = new BulkCursor(now, JobOf(answer).Id, null).ToString(), HasMore = true };
    }

    /// <summary>Jobs have a limit of their own, which no answer tells by itself.</summary>
    private async Task DemandJobAsync(CancellationToken cancellationToken)
    {
        ApiAnswer answer = await api.ReadAsync((reads, token) => reads.LimitsAsync(api.Version, token), cancellationToken).ConfigureAwait(false);
        if (SalesforceJson.Read(answer.Body, SalesforceJson.Default.DictionaryStringLimit)?.GetValueOrDefault("DailyBulkV2QueryJobs") is { Remaining: <= 0 })
        {
            throw new SalesforceException(
                ErrorKind.RateLimited, $"The query jobs of Salesforce '{system}' are used up for today (DailyBulkV2QueryJobs); the pass begins when there are some again.");
        }
    }

    /// <summary>Waits a while for the job; a longer one is asked for again later.</summary>
    private async Task FinishAsync(BulkCursor cursor, CancellationToken cancellationToken)
    {
        TimeSpan pause = FirstPause;
        for (TimeSpan waited = TimeSpan.Zero; ; waited += pause, pause *= 2)
        {
            QueryJob job = JobOf(await api.ReadAsync((reads, token) => reads.JobAsync(api.Version, cursor.Job!, token), cancellationToken).ConfigureAwait(false));
            switch (job.State)
            {
                case "JobComplete":
                    return;
                case "Failed" or "Aborted" when api.Time.GetUtcNow() - cursor.StartedAt > BeforeAnother:
                    throw new SalesforceException(ErrorKind.Transient, "The query job did not succeed; another one is begun.") { Code = "NOT_FOUND" };
                case "Failed" or "Aborted":
                    throw new SalesforceException(
                        ErrorKind.Configuration, $"Salesforce '{system}' did not finish the query job {cursor.Job} ({job.State}); see it under Bulk Data Load Jobs. Another one is begun in {BeforeAnother.Minutes} minutes.")
                    {
                        ServerText = new ServerText(job.Error),
                    };
            }

            if (waited >= Patience)
            {
                throw new SalesforceException(ErrorKind.Transient, $"Salesforce '{system}' is still at work on the query job {cursor.Job}; it is asked again later.");
            }

            await Task.Delay(pause, api.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Results are given to the version that began the job only: another one since is answered with 409.</summary>
    private static bool IsGone(SalesforceException e) => e.Status == 409 || e.Code is "NOT_FOUND" or "INVALID_LOCATOR" or "INVALID_QUERY_LOCATOR" or "INVALIDJOB";

    private QueryJob JobOf(ApiAnswer answer) => SalesforceJson.Read(answer.Body, SalesforceJson.Default.QueryJob) is { Id: { } id } job && SalesforceId.Normal(id) is not null
        ? job
        : throw new SalesforceException(ErrorKind.Protocol, $"Salesforce '{system}' answered about a query job without its id; that is not what the Bulk API documents.") { Field = "id" };
}
