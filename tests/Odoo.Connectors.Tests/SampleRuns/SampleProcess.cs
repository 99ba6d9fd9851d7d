using System.Diagnostics;

namespace Odoo.Connectors.Tests.SampleRuns;

/// <summary>A sample as a person starts it.</summary>
internal static class SampleProcess
{
    /// <summary>Runs a sample from its own folder: it may bring packages that this project has from the web framework.</summary>
    public static Task<(int Code, string Output)> RunAsync(string sample, params string[] arguments)
    {
        DirectoryInfo here = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return StartAsync(Path.Combine(here.Parent!.Parent!.FullName, sample, here.Name, $"{sample}.dll"), arguments);
    }

    /// <summary>Runs an assembly.</summary>
    public static async Task<(int Code, string Output)> StartAsync(string assembly, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(assembly);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await errors);
    }
}
