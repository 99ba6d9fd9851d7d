using System.CommandLine;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Cli.Commands;

namespace Odoo.Connectors.Cli;

/// <summary>From arguments to an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellationToken)
    {
        RootCommand root = new("Tools for Odoo.Connectors.") 
        {
            ModelsCommand.Create(terminal), OdooCommand.Create(terminal), EmulateCommand.Create(terminal),
            DecodeCommand.Create(terminal), VerifyWebhookCommand.Create(terminal), SetupCommand.Create(terminal), ReconcileCommand.Create(terminal), RulesCommand.Create(terminal),
        };
        ParseResult parsed = root.Parse(args);
        try
        {
            int code = await parsed.InvokeAsync(
                new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false },
                cancellationToken).ConfigureAwait(false);
            return parsed.Errors.Count > 0 ? ExitCodes.Input : code;
        }
        catch (InputException e)
        {
            await terminal.Error.WriteLineAsync($"error: {e.Message}").ConfigureAwait(false);
            return ExitCodes.Input;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OptionsValidationException)
        {
            await terminal.Error.WriteLineAsync($"error: {e.Message}").ConfigureAwait(false);
            return ExitCodes.Input;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Cancelled;
        }
        catch (ConnectorException e)
        {
            // Its message names the call and never the server's words, a payload or a credential.
            await terminal.Error.WriteLineAsync($"error: {e.Kind}: {e.Message}").ConfigureAwait(false);
            return ExitCodes.Odoo;
        }
    }
}
