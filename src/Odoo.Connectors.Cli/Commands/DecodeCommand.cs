using System.CommandLine;
using System.Text.Json;
using Odoo.Connectors.Cli.Vendors;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Cli.Commands;

/// <summary><c>decode</c>: what a payload becomes. Nothing is called and nothing is stored.</summary>
internal sealed class DecodeCommand(Terminal terminal)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Argument<string> _system = new("system") { Description = "The vendor, or a system's name that begins with it, such as stripe-us." };
    private readonly Argument<string> _file = new("file") { Description = "The payload: a webhook's body, an answer of the API, a page, an error. A hyphen reads the standard input." };
    private readonly SystemOptions _settings = new();
    private readonly Option<string?> _type = new("--type") { Description = "The vendor's word for what it is, where the payload does not say.", HelpName = "name" };
    private readonly Option<int?> _status = new("--status") { Description = "The HTTP status that it came with.", HelpName = "number" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints JSON." };
    private readonly Option<bool> _personal = new("--show-personal-data") { Description = "Prints names, addresses and the vendor's own words too." };

    public static Command Create(Terminal terminal)
    {
        DecodeCommand decode = new(terminal);
        Command command = new("decode", "Prints what a payload of a vendor becomes, with the fields that are used and those that are not. Ends with 1 for an error.")
        {
            decode._system, decode._file, decode._type, decode._status, decode._json, decode._personal,
        };
        decode._settings.AddTo(command);
        command.SetAction(decode.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string system = parsed.GetRequiredValue(_system);
        IVendorTools tools = _settings.Vendor(parsed, system).Tools;
        byte[] payload = await InputFile.ReadAsync(parsed.GetRequiredValue(_file), terminal, cancellationToken).ConfigureAwait(false);
        DecodedPayload decoded = tools.Decode(payload, new DecodeOptions
        {
            System = system, Settings = _settings.Read(parsed, system)?.GetSection($"Systems:{system}"), Type = parsed.GetValue(_type), Status = parsed.GetValue(_status),
        });
        DecodedReport report = new(system, decoded, parsed.GetValue(_personal));
        await terminal.Out.WriteAsync(parsed.GetValue(_json) ? report.Json().ToJsonString(Indented) + Environment.NewLine : report.Text()).ConfigureAwait(false);
        return report.HasErrors ? ExitCodes.Errors : ExitCodes.Ok;
    }
}
