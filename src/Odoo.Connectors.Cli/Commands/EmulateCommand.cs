using System.CommandLine;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Cli.Commands;

/// <summary><c>emulate odoo</c>: an emulated Odoo on a port of this machine, until it is stopped.</summary>
internal sealed class EmulateCommand(Terminal terminal)
{
    private const int HighestPort = 65535;

    private readonly Option<int> _port = new("--port") { Description = "The port on 127.0.0.1; 0 for a free one.", HelpName = "number", DefaultValueFactory = _ => 8069 };
    private readonly Option<string> _database = new("--db") { Description = "The name of the database.", HelpName = "name", DefaultValueFactory = _ => "emulator" };

    public static Command Create(Terminal terminal)
    {
        EmulateCommand emulate = new(terminal);
        Command odoo = new("odoo", "An Odoo 19 with a fresh database that is gone when the command ends.") { emulate._port, emulate._database };
        odoo.SetAction(emulate.RunAsync);
        return new Command("emulate", "Emulated systems to try an integration against.") { odoo };
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        int port = parsed.GetValue(_port);
        if (port is < 0 or > HighestPort)
        {
            throw new InputException($"--port {port} is no port; give a number from 0 to {HighestPort}.");
        }

        OdooEmulator odoo = new(new OdooEmulatorOptions { Port = port, Database = parsed.GetRequiredValue(_database) });
        await using (odoo.ConfigureAwait(false))
        {
            await odoo.StartAsync(cancellationToken).ConfigureAwait(false);
            await terminal.Out.WriteLineAsync(
                $"""
                url       {odoo.Url}
                database  {odoo.Database}
                admin     {odoo.AdminLogin}, password {odoo.AdminPassword}, key {odoo.AdminApiKey}
                user      {odoo.IntegrationLogin}, password {odoo.IntegrationPassword}, key {odoo.IntegrationApiKey}
                Ctrl+C ends it.
                """.AsMemory(), cancellationToken).ConfigureAwait(false);
            await terminal.Out.FlushAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }

        return ExitCodes.Ok;
    }
}
