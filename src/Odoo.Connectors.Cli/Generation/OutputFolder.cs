using System.Text;

namespace Odoo.Connectors.Cli.Generation;

/// <summary>The folder of generated files. Only files that were made here are ever removed.</summary>
internal sealed class OutputFolder(string path)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>What differs from the files wanted: name and what is wrong with it, in order.</summary>
    public async Task<IReadOnlyList<(string File, string Difference)>> CompareAsync(IReadOnlyDictionary<string, string> files, CancellationToken cancellationToken)
    {
        List<(string, string)> differences = [];
        foreach ((string name, string content) in files)
        {
            string file = Path.Combine(path, name);
            if (!File.Exists(file))
            {
                differences.Add((name, "missing"));
            }
            else if (content != Unix(await File.ReadAllTextAsync(file, Utf8, cancellationToken).ConfigureAwait(false)))
            {
                differences.Add((name, "different"));
            }
        }

        differences.AddRange(Stale(files).Select(f => (f, "no longer wanted")));
        return [.. differences.OrderBy(d => d.Item1, StringComparer.Ordinal)];
    }

    /// <summary>Makes the folder hold the files wanted. What is as it should be is not touched, so that nothing is built again for it.</summary>
    public async Task WriteAsync(IReadOnlyDictionary<string, string> files, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(path);
        foreach ((string name, _) in await CompareAsync(files, cancellationToken).ConfigureAwait(false))
        {
            string file = Path.Combine(path, name);
            if (files.TryGetValue(name, out string? content))
            {
                await File.WriteAllTextAsync(file, content, Utf8, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                File.Delete(file);
            }
        }
    }

    private IEnumerable<string> Stale(IReadOnlyDictionary<string, string> files) => !Directory.Exists(path) ? [] :
        Directory.EnumerateFiles(path, "*.g.cs").Where(f => !files.ContainsKey(Path.GetFileName(f)) && File.ReadLines(f).FirstOrDefault() == ModelFile.FirstLine)
            .Select(f => Path.GetFileName(f)!);

    // A checkout may have turned the ends of lines into Windows' own.
    private static string Unix(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
