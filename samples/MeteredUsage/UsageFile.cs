using System.Globalization;
using System.IO.Compression;

namespace Odoo.Connectors.Samples.MeteredUsage;

/// <summary>What a metering platform leaves behind: a packed file of lines, here of the month before, one event each.</summary>
internal static class UsageFile
{
    public static async Task WriteAsync(string path, string subscription, DateTimeOffset now)
    {
        DateTimeOffset month = new(now.AddMonths(-1).Year, now.AddMonths(-1).Month, 1, 0, 0, 0, TimeSpan.Zero);
        await using FileStream file = File.Create(path);
        await using GZipStream packed = new(file, CompressionLevel.Fastest);
        await using StreamWriter lines = new(packed);
        for (int i = 1; i <= 24; i++)
        {
            await lines.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $$"""{"id":"evt_{{i}}","subscription":"{{subscription}}","meter":"api","quantity":50,"at":"{{month.AddDays(i):O}}"}"""));
        }

        // Event 24 was counted wrong, and was told again.
        await lines.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $$"""{"id":"evt_25","subscription":"{{subscription}}","meter":"api","quantity":60,"at":"{{month.AddDays(24):O}}","replaces":"evt_24"}"""));
    }
}
