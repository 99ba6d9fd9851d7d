using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Cli.Schema;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Cli.Commands;

/// <summary>The options that name a server, and the calls to it. A secret is never one of them: the machine's other users would see it.</summary>
internal sealed class ServerOptions
{
    private const string Name = "cli";

    private readonly Option<string?> _url = new("--url") { Description = "The server's address, such as https://odoo.example.com.", HelpName = "url" };
    private readonly Option<string?> _database = new("--db") { Description = "The database.", HelpName = "name" };
    private readonly Option<string?> _login = new("--login") { Description = "The user's login.", HelpName = "login" };
    private readonly Option<string?> _secret = new("--secret-env") { Description = "The environment variable that holds the API key or password. Without it the tool asks.", HelpName = "variable" };

    public void AddTo(Command command)
    {
        command.Options.Add(_url);
        command.Options.Add(_database);
        command.Options.Add(_login);
        command.Options.Add(_secret);
    }

    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_url) is not null;

    /// <summary>Reads the schema of the models, or of all.</summary>
    public async Task<OdooSchema> ReadAsync(
        ParseResult parsed, Terminal terminal, IReadOnlyCollection<string>? models, Action<string> missing, CancellationToken cancellationToken)
    {
        Uri url = Uri.TryCreate(Required(parsed, _url), UriKind.Absolute, out Uri? parsedUrl) && parsedUrl.Scheme is "http" or "https" && parsedUrl.UserInfo.Length == 0
            ? parsedUrl : throw new InputException("--url is no http or https address without user name; write it as https://odoo.example.com.");
        string database = Required(parsed, _database);
        string login = Required(parsed, _login);
        string secret = await SecretAsync(parsed, terminal, cancellationToken).ConfigureAwait(false);

        ServiceCollection services = new();
        services.AddOdooClient(Name, options => (options.Url, options.Database, options.Login, options.Secret) = (url, database, login, secret));
        ServiceProvider provider = services.BuildServiceProvider();
        await using (provider.ConfigureAwait(false))
        {
            return await SchemaServer.ReadAsync(provider.GetRequiredKeyedService<IOdooClient>(Name), models, missing, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string> SecretAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_secret) is { } variable)
        {
            return terminal.Variable(variable) is { Length: > 0 } value
                ? value : throw new InputException($"--secret-env names {variable}, which is not set; set it to the API key or password.");
        }

        return terminal.AskSecret is { } ask
            ? await ask("API key or password:", cancellationToken).ConfigureAwait(false)
            : throw new InputException("Nobody can be asked for the secret here; name the environment variable that holds it with --secret-env.");
    }

    private static string Required(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { Length: > 0 } value
        ? value : throw new InputException($"{option.Name} is missing; a server needs --url, --db and --login.");
}
