using System.Text;

namespace Odoo.Connectors.Client.Generators;

/// <summary>
/// A table from a hash of a field's name to its group, made for the names of one model. Most groups have one name; since a name is compared
/// with those of its group, one that shares it, known or not, does no harm.
/// </summary>
internal sealed class NameGroups
{
    public const uint LengthFactor = 0x9E3779B1;

    private const int MostBits = 10;
    private const int MostGroups = 255;
    private const int Tries = 256;

    private NameGroups(uint factor, int shift, byte[] table, int[] ofName) => (Factor, Shift, Table, OfName) = (factor, shift, table, ofName);

    public uint Factor { get; }

    public int Shift { get; }

    /// <summary>The group of each hash; 0 where no name has it.</summary>
    public byte[] Table { get; }

    /// <summary>The group of each name.</summary>
    public int[] OfName { get; }

    public static NameGroups Of(IReadOnlyList<string> names)
    {
        int bits = 3;
        while (bits < MostBits && 1 << bits < names.Count * 4)
        {
            bits++;
        }

        uint[] keys = [.. names.Select(Key)];
        uint factor = LengthFactor, best = factor;
        int most = 0;
        for (int i = 0; i < Tries && most < keys.Length; i++)
        {
            int different = keys.Select(k => Hash(k, factor, 32 - bits)).Distinct().Count();
            (most, best) = different > most ? (different, factor) : (most, best);
            factor = unchecked((factor * 1664525) + 1013904222); // odd stays odd
        }

        return Grouped(keys, best, bits);
    }

    private static NameGroups Grouped(uint[] keys, uint factor, int bits)
    {
        byte[] table = new byte[1 << bits];
        int[] ofName = new int[keys.Length];
        int groups = 0;
        for (int i = 0; i < keys.Length; i++)
        {
            uint hash = Hash(keys[i], factor, 32 - bits);
            if (table[hash] == 0)
            {
                table[hash] = (byte)((groups++ % MostGroups) + 1);
            }

            ofName[i] = table[hash];
        }

        return new(factor, 32 - bits, table, ofName);
    }

    private static uint Key(string name)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        int length = text.Length;
        uint key = text[0] | ((uint)text[length >> 1] << 8) | ((uint)text[(length * 3) >> 2] << 16) | ((uint)text[length - 1] << 24);
        return unchecked(key + ((uint)length * LengthFactor));
    }

    private static uint Hash(uint key, uint factor, int shift) => unchecked(key * factor) >> shift;
}
