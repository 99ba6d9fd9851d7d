using System.CommandLine;
using System.Globalization;
using Odoo.Connectors.Erp;

namespace Odoo.Connectors.Cli.Commands;

/// <summary><c>odoo install-effects</c>: makes or upgrades the effect action.</summary>
internal sealed class InstallEffectsCommand(Terminal terminal)
{
    private readonly ServerOptions _server = new();
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Tells what it would do and changes nothing." };

    public static Command Create(Terminal terminal)
    {
        InstallEffectsCommand install = new(terminal);
        Command command = new("install-effects", "Installs or upgrades the effect action, as an administrator. It removes nothing.") { install._dryRun };
        install._server.AddTo(command);
        command.SetAction(install.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        bool dry = parsed.GetValue(_dryRun);
        OdooEffectActionState state = await _server.UseAsync(
            parsed, terminal,
            client => dry ? OdooEffectAction.InspectAsync(client, cancellationToken) : OdooEffectAction.InstallAsync(client, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        await terminal.Out.WriteLineAsync(dry ? Would(state) : Did(state)).ConfigureAwait(false);
        if (!dry)
        {
            await terminal.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"EffectActionId: {state.Id}. A host whose Effects is Auto looks for it when it starts; set Systems:<name>:EffectActionId to save the look-up.")).ConfigureAwait(false);
        }

        return ExitCodes.Ok;
    }

    private static string Would(OdooEffectActionState state) => state.Change switch
    {
        OdooEffectActionChange.None => $"{Action(state)} is up to date; nothing would change.",
        OdooEffectActionChange.Create => $"Would make a server action with protocol {OdooEffectAction.Protocol} under the external id {OdooEffectAction.ExternalId}.",
        OdooEffectActionChange.Adopt => $"Would give {Action(state)}, made by hand ({Found(state)}), the external id {OdooEffectAction.ExternalId} and the body of protocol {OdooEffectAction.Protocol}.",
        _ => $"Would replace the body of {Action(state)} ({Found(state)}) by that of protocol {OdooEffectAction.Protocol}.",
    };

    private static string Did(OdooEffectActionState state) => state.Change switch
    {
        OdooEffectActionChange.None => $"{Action(state)} is up to date; nothing was changed.",
        OdooEffectActionChange.Create => $"Made {Action(state)} under the external id {OdooEffectAction.ExternalId}; it answers with protocol {state.FoundProtocol}.",
        OdooEffectActionChange.Adopt => $"Gave {Action(state)} the external id {OdooEffectAction.ExternalId} and the shipped body; it answers with protocol {state.FoundProtocol}.",
        _ => $"Replaced the body of {Action(state)}; it answers with protocol {state.FoundProtocol}.",
    };

    private static string Action(OdooEffectActionState state) => string.Create(CultureInfo.InvariantCulture, $"server action {state.Id}");

    private static string Found(OdooEffectActionState state) => state.FoundProtocol switch
    {
        null => "none of our bodies",
        OdooEffectAction.Protocol => $"protocol {OdooEffectAction.Protocol}, edited or of another release",
        int protocol => string.Create(CultureInfo.InvariantCulture, $"protocol {protocol}"),
    };
}
