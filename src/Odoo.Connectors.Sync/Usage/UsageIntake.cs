using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

internal sealed class UsageIntake(MeteredEvents events, ContractTerms terms, UsageWriter writer, IOptions<UsageOptions> options) : IUsageIntake
{
    private const int LongestSource = 100;
    private readonly UsageLines _lines = new(events, options.Value);

    public async Task<UsageReceipt> AcceptAsync(string source, IAsyncEnumerable<UsageEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        UsageBatch batch = new(Checked(source));
        ReceiptBuilder receipt = new();
        long line = 0;
        await foreach (UsageEvent usage in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            Add(batch, ++line, usage);
            if (batch.Count >= options.Value.BatchSize)
            {
                await WriteAsync(batch, receipt, cancellationToken).ConfigureAwait(false);
            }
        }

        await WriteAsync(batch, receipt, cancellationToken).ConfigureAwait(false);
        return receipt.Build();
    }

    public async Task<UsageReceipt> AcceptBatchAsync(string source, IEnumerable<UsageEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        UsageBatch batch = new(Checked(source));
        ReceiptBuilder receipt = new();
        long line = 0;
        foreach (UsageEvent usage in events)
        {
            Add(batch, ++line, usage);
            if (batch.Count >= options.Value.BatchSize)
            {
                await WriteAsync(batch, receipt, cancellationToken).ConfigureAwait(false);
            }
        }

        await WriteAsync(batch, receipt, cancellationToken).ConfigureAwait(false);
        return receipt.Build();
    }

    public Task<UsageReceipt> AcceptLinesAsync(string source, Stream lines, CancellationToken cancellationToken = default) =>
        AcceptLinesAsync(source, lines, long.MaxValue, cancellationToken);

    /// <summary>Takes lines that may unpack to so many bytes at most.</summary>
    public async Task<UsageReceipt> AcceptLinesAsync(string source, Stream lines, long mostBytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ReceiptBuilder receipt = new();
        await foreach (UsageBatch batch in _lines.ReadAsync(Checked(source), lines, mostBytes, cancellationToken).ConfigureAwait(false))
        {
            await WriteAsync(batch, receipt, cancellationToken).ConfigureAwait(false);
        }

        return receipt.Build();
    }

    /// <summary>Takes one line that was refused before.</summary>
    public async Task<UsageReceipt> AcceptAgainAsync(RejectedUsage rejected, CancellationToken cancellationToken)
    {
        using MemoryStream body = new(System.Text.Encoding.UTF8.GetBytes(rejected.Body));
        return await AcceptLinesAsync(rejected.Source, body, cancellationToken).ConfigureAwait(false);
    }

    private static string Checked(string source) => source is { Length: > 0 and <= LongestSource } && StoreText.Storable(source) == source
        ? source
        : throw new ConnectorException(ErrorKind.Validation, $"The source of usage must have 1 to {LongestSource} characters.") { Field = nameof(source) };

    private void Add(UsageBatch batch, long line, UsageEvent usage)
    {
        (MeteredEvent? one, UsageFault? fault) = events.Check(batch.Source, line, usage);
        if (one is not null)
        {
            batch.Events.Add(one);
        }
        else
        {
            batch.Rejected.Add((fault!, UsageLine.Write(usage)));
        }
    }

    private async Task WriteAsync(UsageBatch batch, ReceiptBuilder receipt, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        await terms.RefreshAsync(batch, cancellationToken).ConfigureAwait(false);
        receipt.Add(batch.Count, await writer.WriteAsync(batch, cancellationToken).ConfigureAwait(false));
        batch.Clear();
    }
}
