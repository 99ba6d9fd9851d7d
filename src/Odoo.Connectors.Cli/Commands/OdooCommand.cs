using System.CommandLine;

namespace Odoo.Connectors.Cli.Commands;

/// <summary><c>odoo-connectors odoo</c>.</summary>
internal static class OdooCommand
{
    public static Command Create(Terminal terminal) => new("odoo", "An Odoo as the ERP: what it needs, and whether it has it.")
    {
        InstallEffectsCommand.Create(terminal),
        DoctorCommand.Create(terminal),
    };
}
