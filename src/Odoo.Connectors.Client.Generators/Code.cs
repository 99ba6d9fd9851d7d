using System.Text;

namespace Odoo.Connectors.Client.Generators;

/// <summary>Lines of C# with their indentation.</summary>
internal sealed class Code
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public Code Line(string line = "")
    {
        _text.Append(' ', line.Length > 0 ? _depth * 4 : 0).Append(line).Append('\n');
        return this;
    }

    public Code Open(string line)
    {
        Line(line).Line("{");
        _depth++;
        return this;
    }

    public Code Close(string after = "")
    {
        _depth--;
        return Line("}" + after);
    }

    public override string ToString() => _text.ToString();
}
