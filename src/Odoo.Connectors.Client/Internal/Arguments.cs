namespace Odoo.Connectors.Client.Internal;

/// <summary>Checks and small changes that many methods need of their arguments.</summary>
internal static class Arguments
{
    public static IReadOnlyList<string> Fields(IReadOnlyList<string> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return fields.Count > 0 ? fields : throw new ArgumentException("Name at least one field.", nameof(fields));
    }

    /// <summary>The context with archived records shown, unless it decides that itself.</summary>
    public static OdooContext WithArchived(OdooContext? context) => new()
    {
        AllowedCompanyIds = context?.AllowedCompanyIds,
        Language = context?.Language,
        TimeZone = context?.TimeZone,
        ActiveTest = context?.ActiveTest ?? false,
        Other = context?.Other,
    };
}
