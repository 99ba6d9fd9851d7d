using System.CommandLine;
using Odoo.Connectors.Cli.Generation;
using Odoo.Connectors.Cli.Schema;

namespace Odoo.Connectors.Cli.Commands;

/// <summary><c>models schema</c>: saves what a server says of its fields.</summary>
internal static class SchemaCommand
{
    public static Command Create(Terminal terminal)
    {
        ServerOptions server = new();
        Option<string[]> models = ModelsCommand.Models();
        Option<string> output = new("--out") { Description = "The file to write.", HelpName = "file", Required = true };
        Command command = new("schema", "Saves the fields of a server's models in one file, sorted and without data.") { models, output };
        server.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed, server, FieldChoice.Models(parsed.GetValue(models)), parsed.GetRequiredValue(output), terminal, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed, ServerOptions server, IReadOnlyList<string>? models, string output, Terminal terminal, CancellationToken cancellationToken)
    {
        List<string> missing = [];
        OdooSchema schema = await server.ReadAsync(parsed, terminal, models, missing.Add, cancellationToken).ConfigureAwait(false);
        if (models is not null && missing.Count > 0)
        {
            throw new InputException($"The server has no model {string.Join(", ", missing)}; check the name, and that its module is installed.");
        }

        await File.WriteAllTextAsync(output, SchemaWriter.Write(schema), cancellationToken).ConfigureAwait(false);
        await terminal.Out.WriteLineAsync(FormattableString.Invariant(
            $"{output}: {schema.Models.Count} models, {schema.Models.Values.Sum(m => m.Fields.Count)} fields of Odoo {schema.ServerVersion}.")).ConfigureAwait(false);
        return ExitCodes.Ok;
    }
}
