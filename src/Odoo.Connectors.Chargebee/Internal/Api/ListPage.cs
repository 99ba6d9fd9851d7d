using System.Runtime.InteropServices;
using System.Text.Json;

namespace Odoo.Connectors.Chargebee.Internal.Api;

/// <summary>A page of a list: each element wraps its resources by their names, and stays byte for byte as it came.</summary>
/// <param name="Elements">The elements, in the list's order.</param>
/// <param name="Next">The cursor of the next page, to be given back as it is; null on the last one.</param>
/// <param name="At">When it was answered, by Chargebee's clock where it tells.</param>
internal sealed record ListPage(IReadOnlyList<byte[]> Elements, string? Next, DateTimeOffset At)
{
    /// <summary>Reads an answer; null when it is no list.</summary>
    public static ListPage? Read(JsonElement answer, DateTimeOffset at) =>
        answer.TryGetProperty("list", out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? new ListPage(
                [.. list.EnumerateArray().Select(e => JsonMarshal.GetRawUtf8Value(e).ToArray())],
                answer.TryGetProperty("next_offset", out JsonElement next) && next.ValueKind == JsonValueKind.String && next.GetString() is { Length: > 0 } offset ? offset : null,
                at)
            : null;
}
