using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>Routes as they are versioned: values and systems. Code that finds the value in a record is not in it.</summary>
internal sealed class RoutingWords(CompanyRouting? routing = null) : IRuleWords
{
    public string Name => "routing";

    public IEnumerable<string> Lines() => routing?.Lines() ?? [];
}
