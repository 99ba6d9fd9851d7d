using System.Globalization;
using System.Text;

namespace Odoo.Connectors.Sync;

/// <summary>The rows of one statement that writes or asks for several, after the statement's other values.</summary>
internal sealed class RowValues(params IEnumerable<object?> others)
{
    private readonly List<object?> _values = [.. others];
    private readonly StringBuilder _text = new();

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
