using System.CommandLine;
using Odoo.Connectors.Cli.Drift;
using Odoo.Connectors.Cli.Generation;
using Odoo.Connectors.Cli.Schema;

namespace Odoo.Connectors.Cli.Commands;

/// <summary><c>models diff</c>: whether the fields in use are still what they were.</summary>
internal sealed class DiffCommand(Terminal terminal)
{
    private readonly ServerOptions _server = new();
    private readonly Option<string> _schema = new("--schema") { Description = "How it was: a saved schema, or the odoo-models.json beside generated models.", HelpName = "file", Required = true };
    private readonly Option<string?> _against = new("--against") { Description = "How it is: a saved schema, instead of a server.", HelpName = "file" };
    private readonly Option<string?> _used = new("--used") { Description = "The odoo-models.json that lists the fields in use. Without it, and without --fields, all of --schema.", HelpName = "file" };
    private readonly Option<string[]> _fields = new("--fields") { Description = "Fields of one model in use, such as those of records written by hand. Once for each model.", HelpName = "model=a,b" };

    public static Command Create(Terminal terminal)
    {
        DiffCommand diff = new(terminal);
        Command command = new("diff", "Tells what changed. Fails if a field in use did.") { diff._schema, diff._against, diff._used, diff._fields };
        diff._server.AddTo(command);
        command.SetAction(diff.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        OdooSchema old = await SchemaReader.ReadFileAsync(parsed.GetRequiredValue(_schema), cancellationToken).ConfigureAwait(false);
        Dictionary<string, HashSet<string>>? used = await UsedAsync(parsed, old, cancellationToken).ConfigureAwait(false);
        OdooSchema now = await NowAsync(parsed, used is null ? [.. old.Models.Keys] : [.. used.Keys], cancellationToken).ConfigureAwait(false);
        if (used is not null && _server.IsGiven(parsed))
        {
            // Only the models in use were asked for; the others are unknown, not gone.
            old = old with { Models = new(old.Models.Where(m => used.ContainsKey(m.Key)).ToDictionary(), StringComparer.Ordinal) };
        }

        IReadOnlyList<Change> changes = SchemaDiff.Compare(
            old, now, (model, field) => used is null || (used.TryGetValue(model, out HashSet<string>? fields) && fields.Contains(field)));
        foreach (Change change in changes)
        {
            await terminal.Out.WriteLineAsync(change.ToString()).ConfigureAwait(false);
        }

        int drifts = changes.Count(c => c.IsDrift);
        await terminal.Out.WriteLineAsync(FormattableString.Invariant(
            $"Odoo {old.ServerVersion} -> {now.ServerVersion}: {drifts} changes of what is used, {changes.Count - drifts} others.")).ConfigureAwait(false);
        return drifts > 0 ? ExitCodes.Drift : ExitCodes.Ok;
    }

    private async Task<Dictionary<string, HashSet<string>>?> UsedAsync(ParseResult parsed, OdooSchema old, CancellationToken cancellationToken)
    {
        Dictionary<string, HashSet<string>> used = FieldChoice.Fields(parsed.GetValue(_fields));
        if (parsed.GetValue(_used) is { } file)
        {
            OdooSchema manifest = await SchemaReader.ReadFileAsync(file, cancellationToken).ConfigureAwait(false);
            foreach ((string name, SchemaModel model) in manifest.Models)
            {
                (used.TryGetValue(name, out HashSet<string>? known) ? known : used[name] = new(StringComparer.Ordinal)).UnionWith(model.Fields.Keys);
            }
        }
        else if (used.Count == 0)
        {
            return null;
        }

        foreach ((string model, HashSet<string> fields) in used)
        {
            // A name that was never there would be watched by nobody, without a word.
            if (fields.FirstOrDefault(f => old.Find(model, f) is null) is { } unknown)
            {
                throw new InputException($"{model}.{unknown} is used, but {parsed.GetRequiredValue(_schema)} does not have it; correct the name or save that schema anew.");
            }
        }

        return used;
    }

    private async Task<OdooSchema> NowAsync(ParseResult parsed, IReadOnlyCollection<string> models, CancellationToken cancellationToken)
    {
        if (_server.IsGiven(parsed) == parsed.GetValue(_against) is not null)
        {
            throw new InputException("Name either a saved schema with --against, or a server with --url.");
        }

        return parsed.GetValue(_against) is { } file
            ? await SchemaReader.ReadFileAsync(file, cancellationToken).ConfigureAwait(false)
            : await _server.ReadAsync(parsed, terminal, models, _ => { }, cancellationToken).ConfigureAwait(false);
    }
}
