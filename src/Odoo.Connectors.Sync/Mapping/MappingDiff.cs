namespace Odoo.Connectors.Sync;

/// <summary>The lines of two definitions that differ.</summary>
internal static class MappingDiff
{
    public static IReadOnlyList<string> Of(string before, string after)
    {
        string[] old = before.Split('\n', StringSplitOptions.RemoveEmptyEntries), now = after.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. old.Except(now).Select(l => $"- {l}"), .. now.Except(old).Select(l => $"+ {l}")];
    }
}
