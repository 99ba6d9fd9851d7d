namespace Odoo.Connectors.Sync;

/// <summary>
/// Small functions to compose mappings of: <c>i => i.Custom["cf_region"].Trim().Lookup(regions)</c>. None of them makes a value of
/// nothing, except <see cref="Default"/>, which says so.
/// </summary>
public static class MapText
{
    /// <summary>The value, or a fallback where there is none.</summary>
    /// <param name="value">The value.</param>
    /// <param name="fallback">What stands for a missing or empty one.</param>
    /// <returns>One of the two.</returns>
    public static string Default(this string? value, string fallback) => string.IsNullOrEmpty(value) ? fallback : value;

    /// <summary>What a table says about the value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="table">The table.</param>
    /// <returns>The entry; null for no value.</returns>
    /// <exception cref="ConnectorException">The table has no such entry: a case, never a guess.</exception>
    public static string? Lookup(this string? value, LookupTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (value is null)
        {
            return null;
        }

        return table.TryFind(value, out string? found)
            ? found
            : throw new ConnectorException(ErrorKind.Validation, $"the table '{table.Name}' has no entry for the value; add one, or correct the value at its source");
    }

    /// <summary>In upper case, invariantly.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The text; null for no value.</returns>
    public static string? Upper(this string? value) => value?.ToUpperInvariant();

    /// <summary>Without white space around it; nothing but white space is no value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The text; null for no value.</returns>
    public static string? Trimmed(this string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    /// <summary>Cut off after a number of characters.</summary>
    /// <param name="value">The value.</param>
    /// <param name="length">The most characters, one at least.</param>
    /// <returns>The text; null for no value.</returns>
    public static string? Truncate(this string? value, int length) => value is null || value.Length <= length ? value : value[..length];
}
