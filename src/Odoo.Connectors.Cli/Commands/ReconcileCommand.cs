using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Cli.Commands;

/// <summary><c>reconcile</c>: shows what the latest comparison found, and asks a running host for one. Talks to the host's store alone.</summary>
internal sealed class ReconcileCommand(Terminal terminal, TimeProvider clock)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);
    private readonly StoreOptions _store = new();
    private readonly ReportOutput _output = new();
    private readonly Option<string> _source = new("--source") { Description = "The source's name at the host.", HelpName = "name", Required = true };
    private readonly Option<string> _by = new("--by") { Description = "Who asks; it stands in the report and the audit trail.", HelpName = "name", Required = true };
    private readonly Option<string?> _from = new("--from") { Description = "Compares what changed since this day, UTC. Without it everything.", HelpName = "yyyy-mm-dd" };
    private readonly Option<int?> _wait = new("--wait") { Description = "Waits so many seconds for the report and prints it.", HelpName = "seconds" };

    public static Command Create(Terminal terminal) => new("reconcile", "What billing, payments and the books of a host differ in. Ends with 0 where nothing differs, 1 where something does, 2 where that is not known.")
    {
        new ReconcileCommand(terminal, TimeProvider.System).Report(),
        new ReconcileCommand(terminal, TimeProvider.System).Run(),
    };

    private Command Report()
    {
        Command command = new("report", "Prints what the latest run found.") { _source };
        _output.AddTo(command);
        _store.AddTo(command);
        command.SetAction((parsed, cancellationToken) => AnswerAsync(parsed, async reconciliation =>
        {
            string source = parsed.GetRequiredValue(_source);
            ReconciliationReport report = await reconciliation.LatestAsync(source, cancellationToken).ConfigureAwait(false)
                ?? throw new InputException($"The store has no report of '{source}': no run ended yet, or the host calls it otherwise.");
            return await _output.WriteAsync(parsed, terminal, report, cancellationToken).ConfigureAwait(false);
        }));
        return command;
    }

    private Command Run()
    {
        Command command = new("run", "Asks a running host for a run, which it begins within a minute.") { _source, _by, _from, _wait };
        _output.AddTo(command);
        _store.AddTo(command);
        command.SetAction((parsed, cancellationToken) => AnswerAsync(parsed, async reconciliation =>
        {
            ReconciliationScope scope = new() { Source = parsed.GetRequiredValue(_source), From = Day(parsed.GetValue(_from)) };
            ReconciliationRequest asked = await reconciliation.RequestAsync(scope, parsed.GetRequiredValue(_by), cancellationToken).ConfigureAwait(false);
            return parsed.GetValue(_wait) is { } seconds
                ? await AwaitAsync(parsed, reconciliation, asked, TimeSpan.FromSeconds(seconds), cancellationToken).ConfigureAwait(false)
                : await AskedAsync(asked).ConfigureAwait(false);
        }));
        return command;
    }

    private async Task<int> AskedAsync(ReconciliationRequest asked)
    {
        await terminal.Out.WriteLineAsync($"A run of '{asked.Scope.Source}' is asked for; a running host begins it within a minute.").ConfigureAwait(false);
        return ExitCodes.Ok;
    }

    private async Task<int> AwaitAsync(ParseResult parsed, IReconciliation reconciliation, ReconciliationRequest asked, TimeSpan patience, CancellationToken cancellationToken)
    {
        string source = asked.Scope.Source;
        long started = clock.GetTimestamp();
        while (true)
        {
            ReconciliationRequest? now = await reconciliation.RequestedAsync(source, cancellationToken).ConfigureAwait(false);
            if (now?.AskedAt != asked.AskedAt)
            {
                throw new InputException($"Somebody else asked for a run of '{source}' meanwhile; see its report.");
            }

            switch (now.State)
            {
                case ReconciliationRequestState.Failed:
                    throw new InputException($"The host could not compare '{source}': {now.Failure}");
                case ReconciliationRequestState.Done:
                    return await _output.WriteAsync(parsed, terminal, (await reconciliation.LatestAsync(source, cancellationToken).ConfigureAwait(false))!, cancellationToken).ConfigureAwait(false);
            }

            if (clock.GetElapsedTime(started) >= patience)
            {
                throw new InputException(now.State == ReconciliationRequestState.Asked
                    ? $"No host took the run of '{source}' within the time; is one running that calls AddReconciliation?" : $"The run of '{source}' goes on; see its report later.");
            }

            await Task.Delay(s_look, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whatever keeps the answer away is 2, so that a script tells it from a difference.</summary>
    private async Task<int> AnswerAsync(ParseResult parsed, Func<IReconciliation, Task<int>> answer)
    {
        try
        {
            return await _store.UseAsync(parsed, terminal, host => answer(host.GetRequiredService<IReconciliation>())).ConfigureAwait(false);
        }
        catch (ConnectorException e)
        {
            throw new InputException(e.Message);
        }
    }

    private static DateTimeOffset? Day(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : throw new InputException($"--from {text} is no day; write it as 2026-03-31.");
}
