using Odoo.Connectors.Model;

namespace Odoo.Connectors.AspNetCore.Internal.Console;

/// <summary>Addresses of records in the systems' own pages.</summary>
internal sealed class ConsoleLinks
{
    private const string Id = "{id}";
    private readonly Dictionary<string, string> _templates;

    public ConsoleLinks(ConsoleOptions options)
    {
        _templates = new Dictionary<string, string>(options.Links, StringComparer.Ordinal);
        foreach ((string key, string template) in _templates)
        {
            if (!template.Contains(Id, StringComparison.Ordinal) || !Uri.TryCreate(template.Replace(Id, "1", StringComparison.Ordinal), UriKind.Absolute, out Uri? address)
                || address.Scheme is not ("https" or "http"))
            {
                throw new ConnectorException(ErrorKind.Configuration, $"The console's link of '{key}' must be an http or https address with {Id} in it.") { Field = $"Links:{key}" };
            }
        }
    }

    public string? Of(ExternalRef reference) => Of($"{reference.System}/{reference.Kind}", reference.Id);

    public string? OfCase(long id) => Of("case", id.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private string? Of(string key, string id) =>
        _templates.TryGetValue(key, out string? template) ? template.Replace(Id, Uri.EscapeDataString(id), StringComparison.Ordinal) : null;
}
