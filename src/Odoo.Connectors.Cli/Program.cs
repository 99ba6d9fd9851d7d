namespace Odoo.Connectors.Cli;

/// <summary>The tool <c>odoo-connectors</c>.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => CommandLine.RunAsync(args, Terminal.OfProcess(), CancellationToken.None);
}
