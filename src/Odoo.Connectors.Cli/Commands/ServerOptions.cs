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
    private readonly Option<string?> _database = new("--db", "--database") { Description = "The database.", HelpName = "name" };
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
    public Task<OdooSchema> ReadAsync(
        ParseResult parsed, Terminal terminal, IReadOnlyCollection<string>? models, Action<string> missing, CancellationToken cancellationToken) =>
        UseAsync(parsed, terminal, client => SchemaServer.ReadAsync(client, models, missing, cancellationToken), cancellationToken);

    /// <summary>Does something with a client of the server that the options name.</summary>
    public async Task<T> UseAsync<T>(ParseResult parsed, Terminal terminal, Func<IOdooClient, Task<T>> use, CancellationToken cancellationToken)
    {
        (Uri url, string database, string login) = (Url(parsed), Required(parsed, _database), Required(parsed, _login));
        string secret = await SecretAsync(parsed, terminal, cancellationToken).ConfigureAwait(false);

        ServiceCollection services = new();
        services.AddOdooClient(Name, options => (options.Url, options.Database, options.Login, options.Secret) = (url, database, login, secret));
        ServiceProvider provider = services.BuildServiceProvider();
        await using (provider.ConfigureAwait(false))
        {
            return await use(provider.GetRequiredKeyedService<IOdooClient>(Name)).ConfigureAwait(false);
        }
    }

    /// <summary>What the options give; absent ones are null. The secret only where its variable is named.</summary>
    public (Uri? Url, string? Database, string? Login) Given(ParseResult parsed) =>
        (IsGiven(parsed) ? Url(parsed) : null, parsed.GetValue(_database), parsed.GetValue(_login));

    /// <summary>Whether the secret's variable is named.</summary>
    public bool NamesSecret(ParseResult parsed) => parsed.GetValue(_secret) is not null;

    private Uri Url(ParseResult parsed) =>
        Uri.TryCreate(Required(parsed, _url), UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0
            ? url : throw new InputException("--url is no http or https address without user name; write it as https://odoo.example.com.");

    /// <summary>The secret from its variable, or asked for.</summary>
    public async Task<string> SecretAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
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
