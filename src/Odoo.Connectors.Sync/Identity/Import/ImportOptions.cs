namespace Odoo.Connectors.Sync;

/// <summary>How pairs are imported.</summary>
public sealed record ImportOptions
{
    /// <summary>Whether to say only what would happen. The default is false.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether each conflict becomes a case, besides standing in the report. The default is false.</summary>
    public bool OpenCases { get; init; }

    /// <summary>
    /// Whether a record may get a second reference of one system and kind, as an alias. The default is false: such a row is a
    /// conflict, because it may as well be a slip.
    /// </summary>
    public bool AllowAliases { get; init; }

    /// <summary>How many rows are one commit. The default is 500.</summary>
    public int BatchSize { get; init; } = 500;
}
