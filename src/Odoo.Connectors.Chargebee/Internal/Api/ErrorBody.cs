using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Api;

/// <summary>A refusal as Chargebee writes it. Only what looks like a word or a name is taken: anything else may be somebody's words.</summary>
internal sealed class ErrorBody
{
    private static readonly FieldTable<ErrorBody> Table = new FieldTable<ErrorBody>("Chargebee")
        .Field("message", static (ref reader, e) => e.Message = JsonField.Text(ref reader))
        .Field("type", static (ref reader, e) => e.Type = Word(JsonField.Text(ref reader)))
        .Field("api_error_code", static (ref reader, e) => e.Code = Word(JsonField.Text(ref reader)))
        .Field("param", static (ref reader, e) => e.Param = Name(JsonField.Text(ref reader)));

    public string? Message { get; private set; }

    /// <summary><c>payment</c>, <c>invalid_request</c>, <c>operation_failed</c> or <c>untyped</c>.</summary>
    public string? Type { get; private set; }

    public string? Code { get; private set; }

    /// <summary>The parameter at fault.</summary>
    public string? Param { get; private set; }

    /// <summary>Reads a body; null when it is none of Chargebee's errors, such as a page of something in between.</summary>
    public static ErrorBody? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            ErrorBody body = new();
            Table.Read(json, body);
            return body.Code is null && body.Message is null ? null : body;
        }
        catch (ConnectorException)
        {
            return null;
        }
    }

    private static string? Word(string? text) =>
        text is { Length: <= 80 } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') ? text : null;

    private static string? Name(string? text) =>
        text is { Length: <= 100 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '[' or ']' or '.' or '-') ? text : null;
}
