using System.CommandLine;

namespace Odoo.Connectors.Cli.Commands;

/// <summary><c>odoo-connectors models</c>.</summary>
internal static class ModelsCommand
{
    public static Command Create(Terminal terminal) => new("models", "Typed models from the fields of an Odoo.")
    {
        SchemaCommand.Create(terminal),
        GenerateCommand.Create(terminal),
        DiffCommand.Create(terminal),
    };

    internal static Option<string[]> Models() => new("--models")
    {
        Description = "The models, such as res.partner,account.move. Without it all.",
        HelpName = "a,b",
    };
}
