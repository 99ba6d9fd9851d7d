using System.CommandLine;
using Microsoft.Extensions.Configuration;

namespace Odoo.Connectors.Cli.Vendors;

/// <summary>The options that name the settings of a system.</summary>
internal sealed class SystemOptions
{
    private readonly Option<string?> _settings = new("--settings", "--config") { Description = "A host's appsettings.json with what it says of the system.", HelpName = "file" };
    private readonly Option<string> _section = new("--section") { Description = "The section of the connectors in it.", HelpName = "name", DefaultValueFactory = _ => "Connectors" };
    private readonly Option<string?> _vendor = new("--vendor") { Description = "The vendor, where the system's name does not begin with it.", HelpName = "name" };

    public void AddTo(Command command)
    {
        command.Options.Add(_settings);
        command.Options.Add(_section);
        command.Options.Add(_vendor);
    }

    public Vendor Vendor(ParseResult parsed, string system) => Vendors.Vendor.Of(system, parsed.GetValue(_vendor));

    /// <summary>The section of the connectors, which must say something of the system; null where no file is named.</summary>
    public IConfiguration? Read(ParseResult parsed, string system)
    {
        if (parsed.GetValue(_settings) is not { } file)
        {
            return null;
        }

        string section = parsed.GetRequiredValue(_section);
        try
        {
            IConfiguration settings = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(file)).Build().GetSection(section);
            return settings.GetSection($"Systems:{system}").Exists() ? settings : throw new InputException(
                $"{file} has no section {section}:Systems:{system}; name the section with --section and the system as it is called there.");
        }
        catch (InvalidDataException)
        {
            throw new InputException($"{file} is no JSON; name a host's appsettings.json.");
        }
    }
}
