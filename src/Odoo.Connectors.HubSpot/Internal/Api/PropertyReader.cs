namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>Reads how the account defines properties and pipelines.</summary>
internal sealed class PropertyReader(HubSpotApi api)
{
    public async Task<IReadOnlyDictionary<string, PropertyDefinition>> PropertiesAsync(string type, CancellationToken cancellationToken)
    {
        PropertyList list = await api.ReadAsync(
            (reads, call) => reads.PropertiesAsync(call.Paths.Properties, type, call.Token, call.Stop), HubSpotJson.Default.PropertyList, cancellationToken).ConfigureAwait(false);
        return (list.Results ?? []).Where(p => p.Archived != true).ToDictionary(p => p.Name, StringComparer.Ordinal);
    }

    public async Task<IReadOnlyList<Pipeline>> PipelinesAsync(CancellationToken cancellationToken)
    {
        PipelineList list = await api.ReadAsync(
            (reads, call) => reads.PipelinesAsync(call.Paths.Pipelines, ObjectTypes.Deals, call.Token, call.Stop), HubSpotJson.Default.PipelineList, cancellationToken)
            .ConfigureAwait(false);
        return [.. (list.Results ?? []).Where(p => p.Archived != true)];
    }
}
