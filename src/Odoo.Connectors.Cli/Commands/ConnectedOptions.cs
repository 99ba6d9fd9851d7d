using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Cli.Commands;

/// <summary>The options that name a connected Odoo: the settings of a host, the server's own options on top, or these alone.</summary>
internal sealed class ConnectedOptions
{
    private readonly ServerOptions _server = new();
    private readonly Option<string?> _settings = new("--settings") { Description = "A host's appsettings.json; what it says of the system is examined.", HelpName = "file" };
    private readonly Option<string> _section = new("--section") { Description = "The section of the connectors in it.", HelpName = "name", DefaultValueFactory = _ => "Connectors" };
    private readonly Option<string> _system = new("--system") { Description = "The system's name in it.", HelpName = "name", DefaultValueFactory = _ => "odoo" };
    private readonly Option<string?> _company = new("--company") { Description = "The company that issues the documents.", HelpName = "name" };

    public void AddTo(Command command)
    {
        command.Options.Add(_settings);
        command.Options.Add(_section);
        command.Options.Add(_system);
        command.Options.Add(_company);
        _server.AddTo(command);
    }

    /// <summary>Does something with the doctor of the system.</summary>
    public async Task<T> UseAsync<T>(ParseResult parsed, Terminal terminal, Func<IOdooDoctor, Task<T>> use, CancellationToken cancellationToken)
    {
        IConfiguration settings = Read(parsed);
        string name = parsed.GetRequiredValue(_system);
        bool hasSecret = settings[$"Systems:{name}:Secret"] is { Length: > 0 } && !_server.NamesSecret(parsed);
        string? secret = hasSecret ? null : await _server.SecretAsync(parsed, terminal, cancellationToken).ConfigureAwait(false);
        (Uri? url, string? database, string? login) = _server.Given(parsed);

        ServiceCollection services = new();
        services.AddLogging();
        services.AddOdooConnectors(settings).AddOdoo(name, odoo =>
        {
            odoo.Url = url ?? odoo.Url;
            odoo.Database = database ?? odoo.Database;
            odoo.Login = login ?? odoo.Login;
            odoo.Secret = secret ?? odoo.Secret;
            odoo.Company = parsed.GetValue(_company) ?? odoo.Company;
        });
        ServiceProvider provider = services.BuildServiceProvider();
        await using (provider.ConfigureAwait(false))
        {
            return await use((IOdooDoctor)provider.GetServices<IConnectedSystem>().Single(s => s.Name == name)).ConfigureAwait(false);
        }
    }

    private IConfiguration Read(ParseResult parsed)
    {
        if (parsed.GetValue(_settings) is not { } file)
        {
            return new ConfigurationBuilder().Build();
        }

        try
        {
            IConfiguration section = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(file)).Build().GetSection(parsed.GetRequiredValue(_section));
            return section.GetSection($"Systems:{parsed.GetRequiredValue(_system)}").Exists() ? section : throw new InputException(
                $"{file} has no section {parsed.GetRequiredValue(_section)}:Systems:{parsed.GetRequiredValue(_system)}; name them with --section and --system.");
        }
        catch (InvalidDataException)
        {
            throw new InputException($"{file} is no JSON; name a host's appsettings.json.");
        }
    }
}
