using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Odoo.Connectors.Client.Internal;

/// <summary>The object around a JSON-RPC result, looked through without building anything.</summary>
internal static class JsonRpcEnvelope
{
    /// <summary>
    /// Reads the result of an answer. Odoo puts the id first, so that the result can be read while the bytes are gone through once;
    /// what follows is looked at afterwards.
    /// </summary>
    /// <returns>Whether this is a whole answer to the request, without an error.</returns>
    public static bool TryRead<T>(byte[] body, long id, OdooResultReader<T> read, [MaybeNullWhen(false)] out T value)
    {
        int? start = StartOfResult(body, id);
        value = default!;
        if (start is { } early)
        {
            try
            {
                value = ResultBytes.Read(body, early, read, out int end);
                if (ResultBytes.EndsWith(body, end, "}"u8))
                {
                    return true;
                }
            }
            catch (Exception) when (FindResult(body, id) is null)
            {
                return false; // the answer is at fault, not its reader
            }
        }

        if (FindResult(body, id) is not { } found)
        {
            return false;
        }

        if (found != start)
        {
            value = ResultBytes.Read(body, found, read, out _);
        }

        return true;
    }

    /// <summary>Where the result starts, if all that has to be known of the answer came before it.</summary>
    private static int? StartOfResult(ReadOnlySpan<byte> body, long id)
    {
        bool isRpc = false, isOurs = false;
        try
        {
            Utf8JsonReader reader = new(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("result"u8))
                {
                    return isRpc && isOurs && reader.Read() ? (int)reader.TokenStartIndex : null;
                }

                bool isId = reader.ValueTextEquals("id"u8), isName = reader.ValueTextEquals("jsonrpc"u8);
                if (!isId && !isName)
                {
                    return null;
                }

                isRpc |= isName;
                reader.Read();
                isOurs |= isId && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long echoed) && echoed == id;
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // said by whoever looks through the whole of it
        }

        return null;
    }

    /// <summary>
    /// Where the result starts; -1 if it was left out, as Odoo does for None. <see langword="null"/> if this is no whole answer to
    /// the request: a result may be left out, so an answer without the request's id could be anything.
    /// </summary>
    private static int? FindResult(ReadOnlySpan<byte> body, long id)
    {
        int result = -1;
        bool isRpc = false, isOurs = false;
        try
        {
            Utf8JsonReader reader = new(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isResult = reader.ValueTextEquals("result"u8), isId = reader.ValueTextEquals("id"u8);
                isRpc |= reader.ValueTextEquals("jsonrpc"u8);
                if (reader.ValueTextEquals("error"u8))
                {
                    return null;
                }

                reader.Read();
                if (isResult)
                {
                    result = (int)reader.TokenStartIndex;
                }
                else if (isId)
                {
                    isOurs = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long echoed) && echoed == id;
                }

                reader.Skip();
            }

            return reader.TokenType == JsonTokenType.EndObject && !reader.Read() && isRpc && isOurs ? result : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The error of an answer, if it is a JSON-RPC answer with one.</summary>
    public static JsonElement? Error(byte[] body)
    {
        try
        {
            JsonElement answer = JsonElement.Parse(body);
            return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("jsonrpc", out _) && answer.TryGetProperty("error", out JsonElement error) ? error : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
