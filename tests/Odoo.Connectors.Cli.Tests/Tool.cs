namespace Odoo.Connectors.Cli.Tests;

/// <summary>Runs the tool in this process, and keeps a folder for it.</summary>
internal sealed class Tool : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cli-");

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>What is fed to the tool. The default is nothing.</summary>
    public byte[] Input { get; set; } = [];

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        StringWriter output = new();
        StringWriter error = new();
        Terminal terminal = new() { Out = output, Error = error, Variable = name => Environment.GetValueOrDefault(name), In = () => new MemoryStream(Input) };
        int code = await CommandLine.RunAsync(args, terminal, TestContext.Current.CancellationToken);
        return (code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    public string Write(string name, string content)
    {
        File.WriteAllText(this[name], content);
        return this[name];
    }

    /// <summary>The files of a folder by name.</summary>
    public SortedDictionary<string, string> Files(string folder) =>
        new(Directory.EnumerateFiles(this[folder]).ToDictionary(f => Path.GetFileName(f), File.ReadAllText), StringComparer.Ordinal);

    public void Dispose() => _folder.Delete(recursive: true);
}
