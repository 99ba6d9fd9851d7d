using System.Globalization;
using System.Text;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>The rows of one statement that writes or asks for several, after the statement's other values.</summary>
internal sealed class RowValues(params IEnumerable<object?> others)
{
    private readonly List<object?> _values = [.. others];
    private readonly StringBuilder _text = new();

    /// <summary>
    /// References as rows, padded with the last one to a multiple of a length: each number of rows is a statement of its own to prepare.
    /// </summary>
    public static RowValues Of(IReadOnlyList<ExternalRef> references, int multiple, params IEnumerable<object?> others)
    {
        RowValues rows = new(others);
        int missing = multiple - 1 - ((references.Count - 1) % multiple);
        foreach (ExternalRef one in references.Concat(Enumerable.Repeat(references[^1], missing)))
        {
            rows.Add(one.System, one.Kind, one.Id);
        }

        return rows;
    }

    public string Text => _text.ToString();

    public object?[] Values => [.. _values];

    public void Add(params ReadOnlySpan<object?> row)
    {
        _text.Append(_text.Length == 0 ? "(" : ", (");
        for (int i = 0; i < row.Length; i++)
        {
            _text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}@p{_values.Count}");
            _values.Add(row[i]);
        }

        _text.Append(')');
    }
}
