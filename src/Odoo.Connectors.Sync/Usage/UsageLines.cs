using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;

namespace Odoo.Connectors.Sync;

/// <summary>Reads lines of JSON into batches; memory holds one batch and one buffer.</summary>
internal sealed class UsageLines(MeteredEvents events, UsageOptions options)
{
    private const int LongestLine = 16 * 1024;
    private static readonly byte[] GzipMagic = [0x1F, 0x8B];

    /// <summary>The batches of a stream, one after the other in the same object.</summary>
    /// <exception cref="ConnectorException">The stream is packed and its packing is broken, or it unpacks to more than is allowed.</exception>
    public async IAsyncEnumerable<UsageBatch> ReadAsync(
        string source, Stream stream, long mostBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PipeReader reader = await OpenAsync(stream, cancellationToken).ConfigureAwait(false);
        UsageBatch batch = new(source);
        long line = 0, read = 0;
        bool isSkipping = false;
        try
        {
            while (true)
            {
                ReadResult result = await ReadOnAsync(reader, cancellationToken).ConfigureAwait(false);
                ReadOnlySequence<byte> buffer = result.Buffer;
                long before = buffer.Length;
                while (TryLine(ref buffer, result.IsCompleted, out ReadOnlySequence<byte> text))
                {
                    if (isSkipping)
                    {
                        isSkipping = false;
                        continue;
                    }

                    line++;
                    Add(batch, line, text);
                    if (batch.Count >= options.BatchSize)
                    {
                        yield return batch;
                        batch.Clear();
                    }
                }

                if (buffer.Length > LongestLine)
                {
                    // The rest of it is passed over, whatever its length.
                    line += isSkipping ? 0 : 1;
                    Refuse(batch, isSkipping ? null : line, buffer.Slice(0, LongestLine));
                    isSkipping = true;
                    buffer = buffer.Slice(buffer.End);
                }

                read += before - buffer.Length;
                if (read > mostBytes)
                {
                    throw new ConnectorException(ErrorKind.Validation, $"The lines unpack to more than {mostBytes} bytes; send fewer at once. What came before is stored.") { Field = "body" };
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted)
                {
                    break;
                }
            }

            if (batch.Count > 0)
            {
                yield return batch;
            }
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    private static async Task<PipeReader> OpenAsync(Stream stream, CancellationToken cancellationToken)
    {
        PipeReader plain = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        ReadResult start = await plain.ReadAtLeastAsync(GzipMagic.Length, cancellationToken).ConfigureAwait(false);
        bool isPacked = start.Buffer.Length >= GzipMagic.Length && start.Buffer.Slice(0, GzipMagic.Length).ToArray().AsSpan().SequenceEqual(GzipMagic);
        plain.AdvanceTo(start.Buffer.Start);
        return isPacked ? PipeReader.Create(new SealedPack(plain.AsStream()), new StreamPipeReaderOptions(bufferSize: 64 * 1024)) : plain;
    }

    private static async Task<ReadResult> ReadOnAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            throw new ConnectorException(
                ErrorKind.Validation, "The stream begins as gzip and cannot be unpacked, was cut off, or something else is behind it; send it again whole. What came before is stored.", e)
            {
                Field = "body",
            };
        }
    }

    private static bool TryLine(ref ReadOnlySequence<byte> buffer, bool isLast, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is SequencePosition end)
        {
            line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return true;
        }

        line = buffer;
        bool isThere = isLast && buffer.Length > 0;
        buffer = isThere ? buffer.Slice(buffer.End) : buffer;
        return isThere;
    }

    private void Add(UsageBatch batch, long line, ReadOnlySequence<byte> text)
    {
        if (text.Length > LongestLine)
        {
            Refuse(batch, line, text.Slice(0, LongestLine));
            return;
        }

        byte[]? rented = text.IsSingleSegment ? null : ArrayPool<byte>.Shared.Rent((int)text.Length);
        ReadOnlySpan<byte> bytes = text.FirstSpan;
        if (rented is not null)
        {
            text.CopyTo(rented);
            bytes = rented.AsSpan(0, (int)text.Length);
        }

        bytes = Trim(bytes);
        if (bytes.Length > 0)
        {
            AddLine(batch, line, bytes);
        }

        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void AddLine(UsageBatch batch, long line, ReadOnlySpan<byte> text)
    {
        (Model.UsageEvent? usage, string? id, string field, string message) = UsageLine.Read(text, options.System ?? "");
        UsageFault? fault = usage is null ? new UsageFault(line, id?.Length <= MeteredEvents.LongestId ? id : null, field, message) : null;
        MeteredEvent? one = null;
        if (usage is not null)
        {
            (one, fault) = events.Check(batch.Source, line, usage);
        }

        if (one is not null)
        {
            batch.Events.Add(one);
        }
        else
        {
            batch.Rejected.Add((fault!, Encoding.UTF8.GetString(text)));
        }
    }

    private static void Refuse(UsageBatch batch, long? line, ReadOnlySequence<byte> start)
    {
        if (line is long number)
        {
            UsageFault fault = new(number, null, "line", $"The line is longer than {LongestLine} bytes; only its beginning is kept.");
            batch.Rejected.Add((fault, Encoding.UTF8.GetString(start)));
        }
    }

    /// <summary>A mark of the byte order at the first line, spaces and the carriage return are none of the line's.</summary>
    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) =>
        (text.StartsWith("\uFEFF"u8) ? text[3..] : text).Trim(" \t\r"u8);
}
