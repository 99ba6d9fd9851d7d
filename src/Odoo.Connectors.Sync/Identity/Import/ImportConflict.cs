namespace Odoo.Connectors.Sync;

/// <summary>A pair that was not linked.</summary>
/// <param name="Line">The line of the file it begins at, the header being 1; of a rebuild, the number of the link.</param>
/// <param name="Field">The column at fault.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record ImportConflict(long Line, string Field, string Message);
