namespace Odoo.Connectors.Cli.Vendors;

/// <summary>A file that was named, byte for byte; a hyphen is the standard input.</summary>
internal static class InputFile
{
    public static async Task<byte[]> ReadAsync(string file, Terminal terminal, CancellationToken cancellationToken)
    {
        if (file != "-")
        {
            return await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
        }

        MemoryStream bytes = new();
        Stream input = terminal.In();
        await using (input.ConfigureAwait(false))
        {
            await input.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        }

        return bytes.ToArray();
    }
}
