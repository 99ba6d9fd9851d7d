using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Cli.Commands;

/// <summary><c>odoo doctor</c>: examines an Odoo as its integration user, by reads alone.</summary>
internal sealed class DoctorCommand(Terminal terminal)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly ConnectedOptions _connected = new();
    private readonly Option<string[]> _currencies = new("--currency") { Description = "A currency that documents will be in. Once for each.", HelpName = "code" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints the findings as JSON." };

    public static Command Create(Terminal terminal)
    {
        DoctorCommand doctor = new(terminal);
        Command command = new("doctor", "Examines an Odoo as its integration user and changes nothing. Ends with 1 for errors, 4 for warnings alone.") { doctor._currencies, doctor._json };
        doctor._connected.AddTo(command);
        command.SetAction(doctor.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Currency[] currencies = [.. (parsed.GetValue(_currencies) ?? []).Select(Currency)];
        IReadOnlyList<OdooFinding> findings = await _connected.UseAsync(
            parsed, terminal, doctor => doctor.ExamineAsync(currencies, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (parsed.GetValue(_json))
        {
            await terminal.Out.WriteLineAsync(Json(findings)).ConfigureAwait(false);
        }
        else
        {
            foreach (OdooFinding finding in findings)
            {
                await terminal.Out.WriteLineAsync(Line(finding)).ConfigureAwait(false);
            }

            await terminal.Out.WriteLineAsync(FormattableString.Invariant(
                $"{Count(findings, OdooFindingLevel.Error)} errors, {Count(findings, OdooFindingLevel.Warning)} warnings.")).ConfigureAwait(false);
        }

        return Count(findings, OdooFindingLevel.Error) > 0 ? ExitCodes.Errors : Count(findings, OdooFindingLevel.Warning) > 0 ? ExitCodes.Warnings : ExitCodes.Ok;
    }

    private static Currency Currency(string code) => Model.Currency.TryParse(code, out Currency currency)
        ? currency : throw new InputException($"--currency {code} is no currency of three letters; write it as EUR.");

    private static int Count(IReadOnlyList<OdooFinding> findings, OdooFindingLevel level) => findings.Count(f => f.Level == level);

    private static string Level(OdooFinding finding) => finding.Level switch
    {
        OdooFindingLevel.Ok => "ok", OdooFindingLevel.Note => "note", OdooFindingLevel.Warning => "warning", _ => "error",
    };

    private static string Line(OdooFinding finding) =>
        $"{Level(finding),-8}{finding.Check,-21}{finding.Message}{(finding.Remedy is null ? "" : $"\n{"",-29}-> {finding.Remedy}")}";

    private static string Json(IReadOnlyList<OdooFinding> findings) => new JsonObject
    {
        ["errors"] = Count(findings, OdooFindingLevel.Error),
        ["warnings"] = Count(findings, OdooFindingLevel.Warning),
        ["findings"] = new JsonArray([.. findings.Select(f => (JsonNode)new JsonObject
        {
            ["check"] = f.Check, ["level"] = Level(f), ["message"] = f.Message, ["remedy"] = f.Remedy,
        })]),
    }.ToJsonString(Indented);
}
