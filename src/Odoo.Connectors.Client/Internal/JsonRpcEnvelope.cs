using System.Text.Json;

namespace Odoo.Connectors.Client.Internal;

/// <summary>The object around a JSON-RPC result, looked through without building anything.</summary>
internal static class JsonRpcEnvelope
{
    /// <summary>
    /// Where the result starts; -1 if it was left out, as Odoo does for None. <see langword="null"/> if this is no whole answer to
    /// the request: a result may be left out, so an answer without the request's id could be anything.
    /// </summary>
    public static int? FindResult(ReadOnlySpan<byte> body, long id)
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
