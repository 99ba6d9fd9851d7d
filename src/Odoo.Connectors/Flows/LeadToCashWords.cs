using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>The options of lead to cash as they are versioned, where it is among the flows.</summary>
internal sealed partial class LeadToCashWords(IOptions<LeadToCashOptions> options, IEnumerable<IFlow> flows) : IRuleWords
{
    public string Name => "lead-to-cash";

    public IEnumerable<string> Lines() => flows.Any(f => f is LeadToCash)
        ? JsonSerializer.SerializeToElement(options.Value, Json.Default.LeadToCashOptions).EnumerateObject().Select(o => $"{o.Name} {o.Value}").Order(StringComparer.Ordinal)
        : [];

    [JsonSerializable(typeof(LeadToCashOptions))]
    private sealed partial class Json : JsonSerializerContext;
}
