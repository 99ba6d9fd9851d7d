using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Testing.Adapters.BrokenRule;

namespace Odoo.Connectors.Testing.Adapters;

/// <summary>How reads succeed and fail.</summary>
internal static class ReadChecks
{
    private const string Quoted = "WHAT-A-SERVER-SAID";

    public static IReadOnlyList<CheckEntry> All { get; } =
    [
        new("read.answers-decode", AdapterPart.Reads, "What is read of the platform decodes.", AnswersAsync),
        new("read.missing-is-null", AdapterPart.Reads, "A record that is not there is null, not a failure.", MissingAsync),
        new("read.refusals", AdapterPart.Reads, "Each refusal of the platform is of its kind in the taxonomy, with the field or setting at fault and the time to wait.", RefusalsAsync),
        new("read.server-text", AdapterPart.Reads, "The platform's words are in ServerText and nowhere else.", ServerTextAsync),
        new("read.no-answer", AdapterPart.Reads, "A read without an answer is Transient; an answer that is none of the platform's is Protocol.", NoAnswerAsync),
        new("read.unknown-kind", AdapterPart.Reads, "A kind that the adapter does not read is a Configuration failure.", UnknownKindAsync),
        new("read.cancelled", AdapterPart.Reads, "A read that the host cancels is cancelled: it is no failure of the platform.", CancelledAsync),
    ];

    private static async Task AnswersAsync(Bench bench, CancellationToken cancellationToken)
    {
        ExternalRef reference = bench.Contract.Reads!.Existing;
        byte[]? answer = await bench.As<IReader>().ReadAsync(reference, cancellationToken).ConfigureAwait(false);
        Unless(answer is not null, $"{reference} is read as missing");
        bench.As<IReader>().Decode(reference, answer!);
    }

    private static async Task MissingAsync(Bench bench, CancellationToken cancellationToken)
    {
        Unless(bench.Contract.Reads!.Missing.Count > 0, "the contract names no missing record");
        foreach (ExternalRef reference in bench.Contract.Reads.Missing)
        {
            try
            {
                Unless(await bench.As<IReader>().ReadAsync(reference, cancellationToken).ConfigureAwait(false) is null, $"{reference} is not there and is read as something");
            }
            catch (ConnectorException e)
            {
                throw new BrokenRule($"{reference} is not there and fails as {e.Kind}: {e.Message}");
            }
        }
    }

    private static async Task RefusalsAsync(Bench bench, CancellationToken cancellationToken)
    {
        ErrorKind[] told = [.. bench.Contract.Reads!.Refusals.Select(r => r.Kind)];
        foreach (ErrorKind kind in new[] { ErrorKind.Authentication, ErrorKind.RateLimited, ErrorKind.Transient, ErrorKind.Validation })
        {
            Unless(told.Contains(kind), $"the contract has no refusal that means {kind}");
        }

        foreach (RefusalSample refusal in bench.Contract.Reads.Refusals)
        {
            ConnectorException e = await ReadFailsAsync(bench, Wire.Answer(refusal.Status, refusal.Body, refusal.RetryAfter), $"{refusal.Status} {refusal.Kind}", cancellationToken).ConfigureAwait(false);
            Unless(e.Kind == refusal.Kind, $"{refusal.Status} {refusal.Body} is {e.Kind}, not {refusal.Kind}");
            Unless(refusal.RetryAfter is null || e.RetryAfter == refusal.RetryAfter, $"{refusal.Status} asks to wait {refusal.RetryAfter}, and the failure says {e.RetryAfter?.ToString() ?? "nothing"}");
            Unless(refusal.Field is null || e.Field == refusal.Field, $"{refusal.Status} {refusal.Body} is about {refusal.Field}, and the failure about '{e.Field}'");
        }
    }

    private static async Task ServerTextAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach (int status in new[] { 400, 403, 500 })
        {
            ConnectorException e = await ReadFailsAsync(bench, Wire.Answer(status, $$"""{"error":{"message":"{{Quoted}}"},"message":"{{Quoted}}"}"""), $"{status}", cancellationToken).ConfigureAwait(false);
            Unless(e.ServerText.Reveal().Contains(Quoted, StringComparison.Ordinal), $"{status}: the platform's words are not in ServerText");
        }

        foreach (string text in bench.Heard.Texts)
        {
            IfHeard(text, [Quoted], "a message, an inner exception or the log");
        }
    }

    private static async Task NoAnswerAsync(Bench bench, CancellationToken cancellationToken)
    {
        (string What, Wire.Interference How, ErrorKind Kind)[] ways =
        [
            ("a connection that breaks", Wire.Cut(), ErrorKind.Transient), ("a proxy's page with 502", Wire.Page(502), ErrorKind.Transient),
            ("a page with 200", Wire.Page(200), ErrorKind.Protocol), ("half an answer", Wire.Answer(200, """{"id":"""), ErrorKind.Protocol),
        ];
        foreach ((string what, Wire.Interference how, ErrorKind kind) in ways)
        {
            ConnectorException e = await ReadFailsAsync(bench, how, what, cancellationToken).ConfigureAwait(false);
            Unless(e.Kind == kind, $"{what} is {e.Kind}, not {kind}");
        }
    }

    private static async Task UnknownKindAsync(Bench bench, CancellationToken cancellationToken)
    {
        ExternalRef unknown = new(bench.Contract.System, "no-such-kind", "1");
        ConnectorException e = await bench.FailsAsync(() => bench.As<IReader>().ReadAsync(unknown, cancellationToken), "a read of no-such-kind").ConfigureAwait(false);
        Unless(e.Kind == ErrorKind.Configuration, $"it is {e.Kind}");
    }

    private static async Task CancelledAsync(Bench bench, CancellationToken cancellationToken)
    {
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bench.Wire.OnCall = (_, _) =>
        {
            source.Cancel();
            throw new OperationCanceledException(source.Token);
        };
        try
        {
            await bench.As<IReader>().ReadAsync(bench.Contract.Reads!.Existing, source.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception e)
        {
            throw new BrokenRule($"it is {e.GetType().Name}", e);
        }

        throw new BrokenRule("it goes through");
    }

    /// <summary>Reads what is there while every call meets something.</summary>
    public static Task<ConnectorException> ReadFailsAsync(Bench bench, Wire.Interference how, string what, CancellationToken cancellationToken)
    {
        bench.Wire.OnCall = how;
        return bench.FailsAsync(() => bench.As<IReader>().ReadAsync(bench.Contract.Reads!.Existing, cancellationToken), $"a read that meets {what}");
    }
}
