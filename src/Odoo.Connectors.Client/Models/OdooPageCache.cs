using System.Text;
using System.Text.Json;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>
/// What the records of one page share while it is read: many of them refer to the same country, company or currency, and one
/// <see cref="OdooReference"/> serves them all. Use one for each page, on one thread.
/// </summary>
public sealed class OdooPageCache
{
    private const int Smallest = 16;
    private const int Largest = 1024;

    private OdooReference?[] _slots = [];
    private int _used;

    internal OdooReference? Get(long id, ref Utf8JsonReader name)
    {
        OdooReference?[] slots = _slots;
        if (slots.Length > 0 && slots[(int)id & (slots.Length - 1)] is { } known && known.Id == id && IsNamed(known, ref name))
        {
            return known;
        }

        return Values.TryText(ref name) is { } text ? Add(new OdooReference { Id = id, Name = text }) : null;
    }

    private OdooReference Add(OdooReference reference)
    {
        if (_used >= _slots.Length && _slots.Length < Largest)
        {
            Grow();
        }

        _slots[(int)reference.Id & (_slots.Length - 1)] = reference;
        _used++;
        return reference;
    }

    private void Grow()
    {
        OdooReference?[] old = _slots;
        _slots = new OdooReference?[Math.Max(Smallest, old.Length * 4)];
        foreach (OdooReference? kept in old)
        {
            if (kept is not null)
            {
                _slots[(int)kept.Id & (_slots.Length - 1)] = kept;
            }
        }
    }

    private static bool IsNamed(OdooReference known, ref Utf8JsonReader name)
    {
        if (known.Name is not { } text || name.HasValueSequence || name.ValueIsEscaped)
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = name.ValueSpan;
        return Ascii.Equals(bytes, text) || (bytes.Length != text.Length && name.ValueTextEquals(text));
    }
}
