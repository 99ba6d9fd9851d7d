using Spectre.Console;

namespace Odoo.Connectors.Cli;

/// <summary>What a command sees of the process it runs in.</summary>
internal sealed record Terminal
{
    /// <summary>Results.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Warnings and failures.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>What is fed to the process; the default is nothing.</summary>
    public Func<Stream> In { get; init; } = () => Stream.Null;

    /// <summary>A variable of the environment.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Asks for a secret without showing it; <see langword="null"/> where nobody can be asked.</summary>
    public Func<string, CancellationToken, Task<string>>? AskSecret { get; init; }

    public static Terminal OfProcess() => new()
    {
        In = Console.OpenStandardInput,
        Out = Console.Out,
        Error = Console.Error,
        Variable = Environment.GetEnvironmentVariable,
        AskSecret = Console.IsInputRedirected ? null : AskAsync,
    };

    // On the error stream, so that what is asked never gets into a redirected result.
    private static Task<string> AskAsync(string question, CancellationToken cancellationToken) =>
        new TextPrompt<string>(Markup.Escape(question)).Secret(null).ShowAsync(
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }), cancellationToken);
}
