using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Odoo.Connectors.Client.Internal;

/// <summary>When a row was written, and a hash of all that was read of it.</summary>
internal readonly record struct RowContent(long WrittenAt, long Hash)
{
    /// <summary>Looks through a row without moving the caller's reader, which comes as a copy.</summary>
    public static RowContent Of(Utf8JsonReader reader, string model)
    {
        int depth = reader.CurrentDepth;
        long? writtenAt = null;
        ArrayBufferWriter<byte> content = new(512);
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == depth))
        {
            bool isWriteDate = reader.CurrentDepth == depth + 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("write_date"u8);
            Append(content, reader);
            if (isWriteDate && reader.Read())
            {
                Append(content, reader);
                writtenAt = Moment(reader);
            }
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content.WrittenSpan, hash);
        return new RowContent(writtenAt ?? throw new OdooProtocolException(model, "write_date", "is not a datetime"), BinaryPrimitives.ReadInt64BigEndian(hash));
    }

    // The kind of a token and its length keep two rows apart whose texts joined are the same.
    private static void Append(ArrayBufferWriter<byte> content, in Utf8JsonReader reader)
    {
        Span<byte> head = content.GetSpan(5 + reader.ValueSpan.Length);
        head[0] = (byte)reader.TokenType;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], reader.ValueSpan.Length);
        reader.ValueSpan.CopyTo(head[5..]);
        content.Advance(5 + reader.ValueSpan.Length);
    }

    private static long? Moment(in Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && DateTimeOffset.TryParseExact(reader.GetString(), "yyyy-MM-dd HH:mm:ss.FFFFFFF",
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment) ? moment.ToUnixTimeSeconds() : null;
}
