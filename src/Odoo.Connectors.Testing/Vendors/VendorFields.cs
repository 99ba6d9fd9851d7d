using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Odoo.Connectors.Testing;

/// <summary>The parameters of a form, its nested ones too.</summary>
internal sealed class VendorFields
{
    private readonly Dictionary<string, StringValues> _all;
    private readonly string _prefix;
    private readonly string _suffix;

    private VendorFields(Dictionary<string, StringValues> all, string prefix, string suffix) => (_all, _prefix, _suffix) = (all, prefix, suffix);

    public IEnumerable<KeyValuePair<string, string>> All => _all.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()));

    public static VendorFields Parse(string form) => new(QueryHelpers.ParseQuery(form), string.Empty, string.Empty);

    public string Name(string field) => $"{(_prefix.Length == 0 ? field : $"{_prefix}[{field}]")}{_suffix}";

    public bool Has(string field) => Text(field) is not null;

    /// <summary>Null when it is not given; empty when it is given without a value.</summary>
    public string? Text(string field) => _all.TryGetValue(Name(field), out StringValues value) ? value.ToString() : null;

    public string? Filled(string field) => Text(field) is { Length: > 0 } text ? text : null;

    public long? Number(string field) => Filled(field) is not { } text
        ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : throw new VendorFieldException(Name(field), text);

    public bool? Flag(string field) => Filled(field) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var text => throw new VendorFieldException(Name(field), text),
    };

    /// <summary><c>address[city]</c> and its like.</summary>
    public VendorFields Part(string field) => new(_all, Name(field), string.Empty);

    /// <summary>Names and values below a name.</summary>
    public IReadOnlyDictionary<string, string> Map(string field)
    {
        string start = $"{Name(field)}[";
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, StringValues value) in _all.Where(pair => pair.Key.StartsWith(start, StringComparison.Ordinal)))
        {
                map[name[start.Length..].TrimEnd(']')] = value.ToString();
        }

        return map;
    }

    /// <summary>Top-level names that start so.</summary>
    public IEnumerable<KeyValuePair<string, string>> StartingWith(string start)
    {
        foreach ((string name, StringValues value) in _all.Where(pair => pair.Key.StartsWith(start, StringComparison.Ordinal)))
        {
                yield return KeyValuePair.Create(name, value.ToString());
        }
    }

    /// <summary><c>ids[0]</c>, <c>ids[1]</c>, or <c>ids[]</c> repeated.</summary>
    public IReadOnlyList<string> Values(string field)
    {
        string start = $"{Name(field)}[";
        List<string> values = [];
        foreach ((string name, StringValues value) in _all.Where(pair => pair.Key.StartsWith(start, StringComparison.Ordinal)).OrderBy(pair => Row(pair.Key)))
        {
                values.AddRange(value.OfType<string>());
        }

        return values;
    }

    /// <summary><c>items[price][0]</c>: a list whose rows are written column by column.</summary>
    public IReadOnlyList<VendorFields> Transposed(string field)
    {
        string start = $"{Name(field)}[";
        return [.. _all.Keys.Where(name => name.StartsWith(start, StringComparison.Ordinal)).Select(Row).Distinct().Order()
            .Select(row => new VendorFields(_all, Name(field), $"[{row}]"))];
    }

    /// <summary><c>items[0][price]</c>: a list whose rows are written one by one.</summary>
    public IReadOnlyList<VendorFields> Indexed(string field)
    {
        string start = $"{Name(field)}[";
        return [.. _all.Keys.Where(name => name.StartsWith(start, StringComparison.Ordinal)).Select(name => name[start.Length..].Split(']')[0]).Distinct()
            .OrderBy(row => int.TryParse(row, out int number) ? number : 0).Select(row => new VendorFields(_all, $"{Name(field)}[{row}]", string.Empty))];
    }

    private static int Row(string name) => int.TryParse(name[(name.LastIndexOf('[') + 1)..].TrimEnd(']'), out int row) ? row : 0;
}
