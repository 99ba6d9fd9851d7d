using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>Checks the properties that are written, and makes those that are missing.</summary>
internal sealed class PropertySetup(PropertyReader reader, HubSpotApi api)
{
    public async Task<IReadOnlyList<SetupFinding>> RunAsync(bool apply, CancellationToken cancellationToken)
    {
        List<SetupFinding> findings = [];
        foreach (var group in PropertyPlan.Of(api.Options).GroupBy(p => p.Type))
        {
            IReadOnlyDictionary<string, PropertyDefinition> there = await reader.PropertiesAsync(group.Key, cancellationToken).ConfigureAwait(false);
            foreach ((string type, PropertyDefinition wanted) in group)
            {
                findings.Add(there.TryGetValue(wanted.Name, out PropertyDefinition? found)
                    ? Compare(type, wanted, found)
                    : await MissingAsync(type, wanted, apply, cancellationToken).ConfigureAwait(false));
            }
        }

        return findings;
    }

    private static SetupFinding Compare(string type, PropertyDefinition wanted, PropertyDefinition found)
    {
        string name = $"{type}.{wanted.Name}";
        if (found.Type != wanted.Type)
        {
            return new SetupFinding(name, SetupState.Wrong, $"It is of the type {found.Type}; {wanted.Type} is written. Delete it or set another PropertyPrefix or IdProperty.");
        }

        if (wanted.HasUniqueValue == true && found.HasUniqueValue != true)
        {
            return new SetupFinding(name, SetupState.Wrong, "Its values are not unique, and HubSpot cannot make them so later. Set IdProperty to another name and run this again.");
        }

        string[] missing = [.. (wanted.Options ?? []).Select(o => o.Value).Where(v => found.Options?.Any(o => o.Value == v) is not true)];
        return missing.Length > 0
            ? new SetupFinding(name, SetupState.Wrong, $"It lacks the options {string.Join(", ", missing)}. Add them in HubSpot, or change StatusValues to what it has.")
            : new SetupFinding(name, SetupState.Present, "As it must be.");
    }

    private async Task<SetupFinding> MissingAsync(string type, PropertyDefinition wanted, bool apply, CancellationToken cancellationToken)
    {
        string name = $"{type}.{wanted.Name}";
        if (!apply)
        {
            return new SetupFinding(name, SetupState.Missing, "It is made when this is applied.");
        }

        try
        {
            await api.WriteAsync(
                (writes, call) => writes.CreatePropertyAsync(call.Paths.Properties, type, wanted, call.Token, call.Stop), HubSpotJson.Default.PropertyDefinition, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (HubSpotException e) when (e.Kind is ErrorKind.Unknown or ErrorKind.Conflict)
        {
            // The answer may be lost, or another one was quicker: what is there now tells.
            if (!(await reader.PropertiesAsync(type, cancellationToken).ConfigureAwait(false)).ContainsKey(wanted.Name))
            {
                throw;
            }
        }

        return new SetupFinding(name, SetupState.Created, "Made just now.");
    }
}
