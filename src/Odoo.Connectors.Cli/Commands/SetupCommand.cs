using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Cli.Vendors;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Cli.Commands;

/// <summary><c>setup</c>: checks the fields that the connectors write to in a system, and makes those that are missing.</summary>
internal sealed class SetupCommand(Terminal terminal)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly Option<string> _system = new("--system") { Description = "The system's name in the settings.", HelpName = "name", Required = true };
    private readonly SystemOptions _settings = new();
    private readonly Option<bool> _apply = new("--apply") { Description = "Makes what is missing. Without it nothing is changed." };
    private readonly Option<bool> _json = new("--json") { Description = "Prints the findings as JSON." };

    public static Command Create(Terminal terminal)
    {
        SetupCommand setup = new(terminal);
        Command command = new("setup", "Checks the fields that are written to in a system, and makes what is missing with --apply. Ends with 1 when something is missing or wrong.")
        {
            setup._system, setup._apply, setup._json,
        };
        setup._settings.AddTo(command);
        command.SetAction(setup.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string system = parsed.GetRequiredValue(_system);
        Vendor vendor = _settings.Vendor(parsed, system);
        IConfiguration settings = _settings.Read(parsed, system) ?? throw new InputException("--config is missing; name the host's appsettings.json that says how the system is reached.");
        ServiceCollection services = new();
        services.AddLogging();
        vendor.Connect(services.AddConnectorHub(settings), system);
        ServiceProvider provider = services.BuildServiceProvider();
        IReadOnlyList<SetupFinding> findings;
        await using (provider.ConfigureAwait(false))
        {
            ISetup target = provider.GetServices<IConnectedSystem>().Single(s => s.Name == system) as ISetup
                ?? throw new InputException($"Nothing is written to '{system}' that has to be set up.");
            findings = await target.SetUpAsync(parsed.GetValue(_apply), cancellationToken).ConfigureAwait(false);
        }

        int open = findings.Count(f => f.State is SetupState.Missing or SetupState.Wrong);
        await (parsed.GetValue(_json) ? terminal.Out.WriteLineAsync(Json(findings)) : WriteAsync(findings, open, parsed.GetValue(_apply))).ConfigureAwait(false);
        return open == 0 ? ExitCodes.Ok : ExitCodes.Errors;
    }

    private async Task WriteAsync(IReadOnlyList<SetupFinding> findings, int open, bool applied)
    {
        int width = findings.Select(f => f.Field.Length).DefaultIfEmpty().Max();
        foreach (SetupFinding finding in findings)
        {
            await terminal.Out.WriteLineAsync($"{State(finding),-9}{finding.Field.PadRight(width)}  {finding.Message}").ConfigureAwait(false);
        }

        string rest = open == 0 ? "Everything is as it must be." : applied || findings.All(f => f.State != SetupState.Missing)
            ? "What is left is for a person to do." : "Nothing was changed; --apply makes what is missing.";
        await terminal.Out.WriteLineAsync(rest).ConfigureAwait(false);
    }

    private static string State(SetupFinding finding) => finding.State switch
    {
        SetupState.Present => "present", SetupState.Missing => "missing", SetupState.Created => "created", _ => "wrong",
    };

    private static string Json(IReadOnlyList<SetupFinding> findings) =>
        new JsonArray([.. findings.Select(f => (JsonNode)new JsonObject { ["field"] = f.Field, ["state"] = State(f), ["message"] = f.Message })]).ToJsonString(Indented);
}
