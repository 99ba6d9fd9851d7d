using System.Globalization;

namespace Odoo.Connectors.Erp;

/// <summary>What the mapping tables of one company say, and where they contradict themselves.</summary>
internal static class ReferenceEntries
{
    public static IDictionary<string, string> Plain(OdooErpOptions options, ReferenceTable table) => table switch
    {
        ReferenceTable.Taxes => options.Taxes,
        ReferenceTable.Products => options.Products,
        ReferenceTable.Journals => options.Journals,
        ReferenceTable.PaymentTerms => options.PaymentTerms,
        ReferenceTable.FiscalPositions => options.FiscalPositions,
        _ => options.Languages,
    };

    /// <summary>What a word becomes on a day; null when nothing is listed for it.</summary>
    public static string? Find(OdooErpOptions options, ReferenceTable table, string key, DateOnly day) =>
        Plain(options, table).TryGetValue(key, out string? plain) ? plain : Dated(options, table, key).FirstOrDefault(e => e.Holds(day))?.Use;

    /// <summary>Whether a word is listed, if only for other days.</summary>
    public static bool Lists(OdooErpOptions options, ReferenceTable table, string key) =>
        Plain(options, table).ContainsKey(key) || Dated(options, table, key).Any();

    /// <summary>All words of a table with what they become, on whatever day.</summary>
    public static IEnumerable<(string Key, string Use)> All(OdooErpOptions options, ReferenceTable table) =>
        Plain(options, table).Select(p => (p.Key, p.Value)).Concat(options.Dated.Where(e => e.Table == table).Select(e => (e.Key, e.Use)));

    /// <summary>Entries that say nothing, and entries of one word for the same day.</summary>
    public static IEnumerable<string> Faults(string? name, OdooErpOptions options)
    {
        for (int i = 0; i < options.Dated.Count; i++)
        {
            DatedEntry entry = options.Dated[i];
            string where = string.Create(CultureInfo.InvariantCulture, $"Systems:{name}:Dated:{i}");
            if (entry.Key.Length == 0 || entry.Use.Length == 0)
            {
                yield return $"{where} must have a Key, the source's word, and a Use, what it becomes in Odoo.";
            }
            else if (entry.From > entry.Until)
            {
                yield return $"{where} ({entry.Table}:{entry.Key}) must not end before it begins: From is the first day, Until the last.";
            }
            else if (Plain(options, entry.Table).ContainsKey(entry.Key))
            {
                yield return $"{where} overlaps Systems:{name}:{entry.Table}:{entry.Key}, which holds for all days; write one of the two.";
            }
            else if (options.Dated.Take(i).FirstOrDefault(e => e.Table == entry.Table && e.Key == entry.Key && e.Overlaps(entry)) is DatedEntry other)
            {
                yield return $"{where} overlaps entry {options.Dated.IndexOf(other).ToString(CultureInfo.InvariantCulture)} of {entry.Table}:{entry.Key}; let one end the day before the other begins.";
            }
        }
    }

    private static IEnumerable<DatedEntry> Dated(OdooErpOptions options, ReferenceTable table, string key) =>
        options.Dated.Where(e => e.Table == table && e.Key == key);
}
