using System.Globalization;
using System.Text.Json;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Dates and moments as Odoo writes them, from and to UTF-8 without a text in between.</summary>
internal static class Moments
{
    public const int DateLength = 10;
    public const int MomentLength = 19;

    public static bool TryDate(ref Utf8JsonReader reader, out DateOnly date)
    {
        date = default;
        if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        ReadOnlySpan<byte> text = reader.ValueSpan;
        if (!reader.HasValueSequence && text.Length == DateLength && IsDay(text, out int year, out int month, out int day))
        {
            date = new DateOnly(year, month, day);
            return true;
        }

        return DateOnly.TryParseExact(Padded(ref reader), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    public static bool TryMoment(ref Utf8JsonReader reader, out DateTimeOffset moment)
    {
        moment = default;
        if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        ReadOnlySpan<byte> text = reader.ValueSpan;
        if (!reader.HasValueSequence && text.Length == MomentLength && text[10] == ' ' && text[13] == ':' && text[16] == ':'
            && IsDay(text, out int year, out int month, out int day)
            && Two(text, 11) is < 24 and var hour && Two(text, 14) is < 60 and var minute && Two(text, 17) is < 60 and var second)
        {
            moment = new DateTimeOffset(new DateTime(year, month, day, (int)hour, (int)minute, (int)second, DateTimeKind.Utc));
            return true;
        }

        return DateTimeOffset.TryParseExact(
            Padded(ref reader), "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
    }

    public static void Write(DateOnly date, Span<byte> text) => WriteDay(date.Year, date.Month, date.Day, text);

    public static void Write(DateTimeOffset moment, Span<byte> text)
    {
        DateTime utc = moment.UtcDateTime;
        WriteDay(utc.Year, utc.Month, utc.Day, text);
        text[10] = (byte)' ';
        WriteTwo(utc.Hour, text[11..]);
        text[13] = (byte)':';
        WriteTwo(utc.Minute, text[14..]);
        text[16] = (byte)':';
        WriteTwo(utc.Second, text[17..]);
    }

    private static bool IsDay(ReadOnlySpan<byte> text, out int year, out int month, out int day)
    {
        uint y = (Two(text, 0) * 100) + Two(text, 2), m = Two(text, 5), d = Two(text, 8);
        (year, month, day) = ((int)y, (int)m, (int)d);
        return text[4] == '-' && text[7] == '-' && y is > 0 and < 10_000 && m is > 0 and <= 12 && d > 0 && d <= DateTime.DaysInMonth(year, month);
    }

    // Anything but two digits gives a number that no part of a date can have.
    private static uint Two(ReadOnlySpan<byte> text, int at)
    {
        uint tens = text[at] - (uint)'0', ones = text[at + 1] - (uint)'0';
        return tens <= 9 && ones <= 9 ? (tens * 10) + ones : 10_000;
    }

    private static void WriteDay(int year, int month, int day, Span<byte> text)
    {
        WriteTwo(year / 100, text);
        WriteTwo(year % 100, text[2..]);
        text[4] = (byte)'-';
        WriteTwo(month, text[5..]);
        text[7] = (byte)'-';
        WriteTwo(day, text[8..]);
    }

    private static void WriteTwo(int value, Span<byte> text)
    {
        text[0] = (byte)('0' + (value / 10));
        text[1] = (byte)('0' + (value % 10));
    }

    private static string? Padded(ref Utf8JsonReader reader)
    {
        string? text = Values.TryText(ref reader);
        int year = text?.IndexOf('-', StringComparison.Ordinal) ?? 0;
        return year is > 0 and < 4 ? text!.PadLeft(text.Length + 4 - year, '0') : text;
    }
}
