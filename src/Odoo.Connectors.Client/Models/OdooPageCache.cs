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
    private const int Smallest = 64;
    private const int Largest = 1024;

    private OdooReference?[] _slots = [];
    private int _used;

    internal OdooReference? Get(long id, ref Utf8JsonReader name)
    {
        OdooReference?[] slots = _slots;
        int place = Place(id, ref name);
        if (slots.Length > 0 && slots[place & (slots.Length - 1)] is { } known && known.Id == id && IsNamed(known, ref name))
        {
            return known;
        }

        return Values.TryText(ref name) is { } text ? Add(place, new OdooReference { Id = id, Name = text }) : null;
    }

    // The first company, journal and currency all have the id 1: the name tells them apart.
    private static int Place(long id, ref Utf8JsonReader name)
    {
        ReadOnlySpan<byte> text = name.ValueSpan;
        uint hash = unchecked(((uint)id * 0x9E3779B1) + ((uint)text.Length * 0x85EBCA6B) + ((text.Length > 0 ? text[0] : 0u) * 0xC2B2AE35));
        return (int)(hash >> 16);
    }

    private OdooReference Add(int place, OdooReference reference)
    {
        if (_used >= _slots.Length && _slots.Length < Largest)
        {
            _slots = new OdooReference?[Math.Max(Smallest, _slots.Length * 4)]; // what was kept is read again when it comes again
        }

        _slots[place & (_slots.Length - 1)] = reference;
        _used++;
        return reference;
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
