namespace Odoo.Connectors.Sync;

/// <summary>Which flows decide, in their order: the first that handles a change decides it.</summary>
internal sealed class FlowWords(IEnumerable<IFlow> flows) : IRuleWords
{
    public string Name => "flows";

    public IEnumerable<string> Lines() => flows.Select(f => f.GetType().FullName!);
}
