using System.CommandLine;
using Odoo.Connectors.Cli.Generation;
using Odoo.Connectors.Cli.Schema;

namespace Odoo.Connectors.Cli.Commands;

/// <summary><c>models generate</c>: writes typed models.</summary>
internal sealed class GenerateCommand(Terminal terminal)
{
    private readonly ServerOptions _server = new();
    private readonly Option<string?> _schema = new("--schema") { Description = "A saved schema, instead of a server.", HelpName = "file" };
    private readonly Option<string[]> _models = ModelsCommand.Models();
    private readonly Option<string[]> _fields = new("--fields")
    {
        Description = "Fields of one model, instead of all but the binary ones; * for these too. Once for each model.",
        HelpName = "model=a,b",
    };

    private readonly Option<string> _namespace = new("--namespace") { Description = "The namespace of the types.", HelpName = "name", Required = true };
    private readonly Option<string> _output = new("--out") { Description = "The folder to write to.", HelpName = "folder", Required = true };
    private readonly Option<bool> _check = new("--check") { Description = "Writes nothing; fails if the folder is not as it would be written." };

    public static Command Create(Terminal terminal)
    {
        GenerateCommand generate = new(terminal);
        Command command = new("generate", "Writes a record for each model, and odoo-models.json, which lists the fields used.")
        {
            generate._schema, generate._models, generate._fields, generate._namespace, generate._output, generate._check,
        };
        generate._server.AddTo(command);
        command.SetAction(generate.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string space = parsed.GetRequiredValue(_namespace);
        if (!Reserved.IsNamespace(space))
        {
            throw new InputException($"--namespace {space} is no namespace of C#; write it as Acme.Odoo.");
        }

        IReadOnlyList<string>? models = FieldChoice.Models(parsed.GetValue(_models));
        Dictionary<string, HashSet<string>> fields = FieldChoice.Fields(parsed.GetValue(_fields));
        OdooSchema schema = FieldChoice.Apply(
            await SchemaAsync(parsed, models, cancellationToken).ConfigureAwait(false), models, fields, warning => terminal.Error.WriteLine($"warning: {warning}"));
        SortedDictionary<string, string> files = Generator.Files(schema, space);
        OutputFolder folder = new(parsed.GetRequiredValue(_output));
        IReadOnlyList<(string File, string Difference)> differences = await folder.CompareAsync(files, cancellationToken).ConfigureAwait(false);
        if (parsed.GetValue(_check))
        {
            foreach ((string file, string difference) in differences)
            {
                await terminal.Out.WriteLineAsync($"{file}: {difference}").ConfigureAwait(false);
            }

            return differences.Count > 0 ? ExitCodes.Drift : ExitCodes.Ok;
        }

        await folder.WriteAsync(files, cancellationToken).ConfigureAwait(false);
        await terminal.Out.WriteLineAsync(FormattableString.Invariant(
            $"{schema.Models.Count} models of Odoo {schema.ServerVersion}; {differences.Count} files changed.")).ConfigureAwait(false);
        return ExitCodes.Ok;
    }

    private async Task<OdooSchema> SchemaAsync(ParseResult parsed, IReadOnlyList<string>? models, CancellationToken cancellationToken)
    {
        if (_server.IsGiven(parsed) == parsed.GetValue(_schema) is not null)
        {
            throw new InputException("Name either a saved schema with --schema, or a server with --url.");
        }

        return parsed.GetValue(_schema) is { } file
            ? await SchemaReader.ReadFileAsync(file, cancellationToken).ConfigureAwait(false)
            : await _server.ReadAsync(parsed, terminal, models, _ => { }, cancellationToken).ConfigureAwait(false);
    }
}
