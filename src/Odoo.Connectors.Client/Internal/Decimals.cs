using System.Text.Json;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Decimal numbers from the digits as sent, so that <c>0.10</c> keeps its scale.</summary>
internal static class Decimals
{
    private const int MostCharacters = 19; // as many digits fit into 64 bits

    public static bool TryRead(ref Utf8JsonReader reader, out decimal number) =>
        (!reader.HasValueSequence && TryShort(reader.ValueSpan, out number)) || reader.TryGetDecimal(out number);

    // Amounts are short and without an exponent; the reader has seen that they are numbers.
    private static bool TryShort(ReadOnlySpan<byte> text, out decimal number)
    {
        number = 0m;
        if (text.Length > MostCharacters)
        {
            return false;
        }

        ulong digits = 0;
        bool isNegative = text[0] == '-';
        int point = text.Length - 1;
        for (int i = isNegative ? 1 : 0; i < text.Length; i++)
        {
            uint digit = text[i] - (uint)'0';
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
            }
            else if (text[i] == '.')
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        number = new decimal((int)digits, (int)(digits >> 32), 0, isNegative, (byte)(text.Length - 1 - point));
        return true;
    }
}
