using System.CommandLine;
using System.Globalization;
using Odoo.Connectors.Cli.Vendors;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Cli.Commands;

/// <summary><c>verify-webhook</c>: whether a request would be accepted, and why not.</summary>
internal sealed class VerifyWebhookCommand(Terminal terminal)
{
    private readonly Argument<string> _system = new("system") { Description = "The vendor, or a system's name that begins with it, such as stripe-us." };
    private readonly Argument<string> _file = new("file") { Description = "The raw body, byte for byte. A hyphen reads the standard input." };
    private readonly Option<string[]> _secrets = new("--secret") { Description = "A secret in force. Once for each. The machine's other users may see it: prefer --secret-env.", HelpName = "secret" };
    private readonly Option<string[]> _variables = new("--secret-env") { Description = "An environment variable that holds a secret in force. Once for each.", HelpName = "variable" };
    private readonly Option<string[]> _headers = new("--header") { Description = "A header as it came. Once for each.", HelpName = "Name: value" };
    private readonly Option<string> _method = new("--method") { Description = "The HTTP method.", HelpName = "name", DefaultValueFactory = _ => "POST" };
    private readonly Option<string?> _url = new("--url") { Description = "The address as the vendor called it, with its path and query.", HelpName = "url" };
    private readonly Option<string?> _now = new("--now") { Description = "When it arrived: ISO 8601, or seconds or milliseconds since 1970. Without it the time is now.", HelpName = "time" };
    private readonly SystemOptions _settings = new();

    public static Command Create(Terminal terminal)
    {
        VerifyWebhookCommand verify = new(terminal);
        Command command = new("verify-webhook", "Says whether a webhook would be accepted, or why not. Ends with 1 when not.")
        {
            verify._system, verify._file, verify._secrets, verify._variables, verify._headers, verify._method, verify._url, verify._now,
        };
        verify._settings.AddTo(command);
        command.SetAction(verify.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        IVendorTools tools = _settings.Vendor(parsed, parsed.GetRequiredValue(_system)).Tools;
        string[] secrets = [.. parsed.GetValue(_secrets) ?? [], .. (parsed.GetValue(_variables) ?? []).Select(Secret)];
        if (secrets.Length == 0)
        {
            throw new InputException("No secret is given; name the environment variable that holds it with --secret-env, or write it after --secret.");
        }

        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase) { [WebhookRequest.Method] = parsed.GetRequiredValue(_method) };
        foreach ((string name, string value) in (parsed.GetValue(_headers) ?? []).Select(Header))
        {
            headers[name] = headers.TryGetValue(name, out string? before) ? $"{before},{value}" : value;
        }

        if (parsed.GetValue(_url) is { } url)
        {
            headers[WebhookRequest.Uri] = url;
            headers[WebhookRequest.PathSecret] = PathSecret(url);
        }

        byte[] body = await InputFile.ReadAsync(parsed.GetRequiredValue(_file), terminal, cancellationToken).ConfigureAwait(false);
        string? refusal = tools.Verify(secrets, headers.GetValueOrDefault, body, Now(parsed.GetValue(_now)));
        await terminal.Out.WriteLineAsync(refusal is null ? "accepted" : $"refused: {refusal}").ConfigureAwait(false);
        return refusal is null ? ExitCodes.Ok : ExitCodes.Errors;
    }

    private string Secret(string variable) => terminal.Variable(variable) is { Length: > 0 } value
        ? value : throw new InputException($"--secret-env names {variable}, which is not set; set it to the secret.");

    /// <summary>Where vendors do not sign, the address ends in a secret.</summary>
    private static string PathSecret(string url) => Uri.TryCreate(url, UriKind.Absolute, out Uri? address)
        ? Uri.UnescapeDataString(address.Segments[^1])
        : throw new InputException("--url is no absolute address; write it as the vendor called it, such as https://hub.example.com/webhooks/crm.");

    private static (string Name, string Value) Header(string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? (line[..colon].Trim(), line[(colon + 1)..].Trim()) : throw new InputException("--header takes a name, a colon and the value, such as --header \"Stripe-Signature: t=1,v1=…\".");
    }

    private static DateTimeOffset Now(string? text)
    {
        const long FirstInMilliseconds = 100_000_000_000; // as seconds in the year 5138, as milliseconds in 1973
        return text is null ? TimeProvider.System.GetUtcNow()
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                ? number < FirstInMilliseconds ? DateTimeOffset.FromUnixTimeSeconds(number) : DateTimeOffset.FromUnixTimeMilliseconds(number)
                : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
                    ? time : throw new InputException($"--now {text} is no time; write it as 2026-09-15T09:30:00Z, or as seconds or milliseconds since 1970.");
    }
}
