using System.Text;
using System.Threading.Channels;

namespace Odoo.Connectors.Cli.Tests;

/// <summary><c>emulate odoo</c>.</summary>
public sealed class EmulateTests
{
    [Fact]
    public async Task Emulate_UntilCancelled_AnswersOnTheUrlItPrints()
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Lines output = new();
        Task<int> command = CommandLine.RunAsync(["emulate", "odoo", "--port", "0", "--db", "mine"], Terminal(output), stop.Token);

        string[] first = (await output.ReadAsync(TestContext.Current.CancellationToken)).Split('\n');
        using HttpClient http = new() { BaseAddress = new Uri(first[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) };
        string version = await http.GetStringAsync(new Uri("web/version", UriKind.Relative), TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        Assert.Contains("\"19.0\"", version, StringComparison.Ordinal);
        Assert.EndsWith("mine", first[1].TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Cancelled, await command);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(new Uri("web/version", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Emulate_PortOutOfRange_IsRefused()
    {
        using Tool tool = new();

        (int code, _, string error) = await tool.RunAsync("emulate", "odoo", "--port", "70000");

        Assert.Equal(ExitCodes.Input, code);
        Assert.Equal("error: --port 70000 is no port; give a number from 0 to 65535.\n", error);
    }

    private static Terminal Terminal(TextWriter output) => new() { Out = output, Error = TextWriter.Null, Variable = _ => null };

    /// <summary>Hands on what is written.</summary>
    private sealed class Lines : TextWriter
    {
        private readonly Channel<string> _written = Channel.CreateUnbounded<string>();

        public override Encoding Encoding => Encoding.UTF8;

        public override Task WriteLineAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default) => _written.Writer.WriteAsync(buffer.ToString(), cancellationToken).AsTask();

        public ValueTask<string> ReadAsync(CancellationToken cancellationToken) => _written.Reader.ReadAsync(cancellationToken);
    }
}
