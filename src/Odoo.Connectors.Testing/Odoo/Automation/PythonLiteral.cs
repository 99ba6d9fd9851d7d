using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Automation;

/// <summary>Reads lists, tuples, texts, numbers, True, False and None: what domains are stored as.</summary>
internal sealed class PythonLiteral
{
    private readonly string _text;
    private int _at;

    private PythonLiteral(string text) => _text = text;

    public static JsonNode? Parse(string text)
    {
        var reader = new PythonLiteral(text);
        var value = reader.Value();
        return reader.Peek() == '\0' ? value : throw reader.Unexpected();
    }

    private JsonNode? Value() => Peek() switch
    {
        '[' => List(']'),
        '(' => List(')'),
        '\'' or '"' => Text(),
        _ => Word(),
    };

    private JsonArray List(char end)
    {
        var list = new JsonArray();
        _at++;
        while (Peek() != end)
        {
            list.Add(Value());
            if (Peek() == ',')
            {
                _at++;
            }
            else if (Peek() != end)
            {
                throw Unexpected();
            }
        }

        _at++;
        return list;
    }

    private string Text()
    {
        var quote = _text[_at++];
        var text = new StringBuilder();
        while (_at < _text.Length && _text[_at] != quote)
        {
            _at += _text[_at] == '\\' ? 1 : 0;
            text.Append(_at < _text.Length ? _text[_at++] : throw Unexpected());
        }

        return _at++ < _text.Length ? text.ToString() : throw Unexpected();
    }

    private JsonNode? Word()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '.' or '-' or '_'))
        {
            _at++;
        }

        return _text[start.._at] switch
        {
            "True" => true,
            "False" => false,
            "None" => null,
            var number => decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? JsonValue.Create(value) : throw Unexpected(),
        };
    }

    private char Peek()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        return _at < _text.Length ? _text[_at] : '\0';
    }

    private OdooError Unexpected() => OdooError.NotEmulated($"the Python expression of this domain, from character {_at} on; lists, tuples, texts, numbers, True, False and None are known");
}
