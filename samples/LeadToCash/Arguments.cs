using System.CommandLine;
using Odoo.Connectors.Samples.LeadToCash.Whole;

namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>The command line.</summary>
internal sealed class Arguments
{
    private readonly Option<string?> _story = new("--story") { Description = "A story: whole, plain, gateway, inclusive-drift, yen-early-payment, or a folder. The default is whole; with a real Odoo, plain." };
    private readonly Option<bool> _stepwise = new("--stepwise") { Description = "Write to Odoo with plain calls instead of the effect action." };
    private readonly Option<string?> _url = new("--odoo-url") { Description = "Play against a real Odoo 19 instead of the emulator." };
    private readonly Option<string?> _database = new("--odoo-db") { Description = "Its database." };
    private readonly Option<string?> _login = new("--odoo-login") { Description = "The integration user's login." };
    private readonly Option<string?> _password = new("--odoo-password") { Description = "Its password or API key." };
    private readonly Option<long?> _action = new("--odoo-effect-action") { Description = "The id of the effect action there; without it plain calls are used." };

    private readonly Option<FileInfo?> _settings = new("--settings") { Description = "No story: connect the systems that this JSON file names (section Connectors), once, and compare what they hold." };

    public RootCommand Command(Func<Arguments, ParseResult, CancellationToken, Task<int>> run)
    {
        RootCommand root = new("Plays a deal from won to paid through Salesforce, billing and Odoo, then compares the books to the cent.")
        {
            _story, _stepwise, _url, _database, _login, _password, _action, _settings,
        };
        root.SetAction((parsed, token) => run(this, parsed, token));
        return root;
    }

    public string Story(ParseResult parsed) => parsed.GetValue(_story) ?? (parsed.GetValue(_url) is null ? WholeStory.Name : "plain");

    /// <summary>Where the systems are configured that take the place of a story; null for a story.</summary>
    /// <exception cref="StoryException">A story was asked for, too.</exception>
    public FileInfo? Settings(ParseResult parsed) => parsed.GetValue(_settings) is { } file && (parsed.GetValue(_story) ?? parsed.GetValue(_url)) is not null
        ? throw new StoryException($"--settings {file} connects systems as they are: leave out --story and --odoo-url.")
        : parsed.GetValue(_settings);

    public bool Stepwise(ParseResult parsed) => parsed.GetValue(_stepwise);

    /// <summary>The settings with a real Odoo in place of the emulator, or as they are.</summary>
    /// <exception cref="StoryException">Only some of the Odoo options were given.</exception>
    public HubSettings Apply(ParseResult parsed, HubSettings settings)
    {
        string? address = parsed.GetValue(_url);
        Uri? url = address is null ? null
            : Uri.TryCreate(address, UriKind.Absolute, out Uri? read) && read.Scheme is ("http" or "https") ? read
            : throw new StoryException($"--odoo-url '{address}' is no address such as https://erp.example.com.");
        string?[] rest = [parsed.GetValue(_database), parsed.GetValue(_login), parsed.GetValue(_password)];
        if (url is null && rest.All(r => r is null))
        {
            return settings;
        }

        if (url is null || rest.Any(string.IsNullOrEmpty))
        {
            throw new StoryException("A real Odoo needs all of --odoo-url, --odoo-db, --odoo-login and --odoo-password.");
        }

        return settings with
        {
            OdooUrl = url,
            OdooDatabase = rest[0]!,
            OdooLogin = rest[1]!,
            OdooPassword = rest[2]!,
            EffectActionId = parsed.GetValue(_action),
            ServerTimeLimit = TimeSpan.FromSeconds(120),
        };
    }
}
