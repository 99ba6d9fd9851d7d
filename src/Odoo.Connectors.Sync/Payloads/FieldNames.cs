using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Odoo.Connectors.Sync;

/// <summary>Finds the place of a field by the bytes of its name, without making a text of it.</summary>
internal sealed class FieldNames
{
    private readonly byte[][] _names;
    private readonly int[] _slots;

    public FieldNames(IReadOnlyList<string> names)
    {
        _names = [.. names.Select(Encoding.UTF8.GetBytes)];
        _slots = new int[BitSlots(_names.Length)];
        for (int i = 0; i < _names.Length; i++)
        {
            uint slot = Hash(_names[i]);
            while (_slots[slot & (_slots.Length - 1)] != 0)
            {
                slot++;
            }

            _slots[slot & (_slots.Length - 1)] = i + 1;
        }
    }

    /// <summary>The place of the name that the reader stands on, or -1.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="expected">The place that is looked at first: who is asked for fields in an order often answers in it.</param>
    public int Find(ref Utf8JsonReader reader, int expected)
    {
        if (reader.ValueIsEscaped || reader.HasValueSequence)
        {
            return Find(Encoding.UTF8.GetBytes(reader.GetString()!));
        }

        ReadOnlySpan<byte> name = reader.ValueSpan;
        return (uint)expected < (uint)_names.Length && name.SequenceEqual(_names[expected]) ? expected : Find(name);
    }

    private static int BitSlots(int names)
    {
        int slots = 4;
        while (slots < names * 4)
        {
            slots *= 2;
        }

        return slots;
    }

    private static uint Hash(ReadOnlySpan<byte> name)
    {
        ulong ends = name.Length >= 8
            ? BinaryPrimitives.ReadUInt64LittleEndian(name) ^ (BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]) * 0x9E3779B97F4A7C15)
            : Short(name);
        return (uint)(((ends ^ (ulong)name.Length) * 0xD6E8FEB86659FD93) >> 32);
    }

    private static ulong Short(ReadOnlySpan<byte> name)
    {
        ulong all = 0;
        foreach (byte b in name)
        {
            all = (all << 8) | b;
        }

        return all;
    }

    private int Find(ReadOnlySpan<byte> name)
    {
        for (uint slot = Hash(name); ; slot++)
        {
            int at = _slots[slot & (_slots.Length - 1)] - 1;
            if (at < 0 || _names[at].AsSpan().SequenceEqual(name))
            {
                return at;
            }
        }
    }
}
