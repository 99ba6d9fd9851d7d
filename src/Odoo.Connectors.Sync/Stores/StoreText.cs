using System.Buffers;
using System.Text;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Text as every store can keep it. A NUL or half of a surrogate pair comes from faulty servers; refusing it would hold up the
/// step that records it for ever.
/// </summary>
internal static class StoreText
{
    private const char Replacement = '\uFFFD';
    private static readonly SearchValues<char> Suspects = SearchValues.Create([.. Surrogates(), '\0']);

    public static string Storable(string text) =>
        text.AsSpan().ContainsAny(Suspects)
            ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Replace('\0', Replacement)))
            : text;

    private static IEnumerable<char> Surrogates() => Enumerable.Range(0xD800, 0x800).Select(c => (char)c);
}
