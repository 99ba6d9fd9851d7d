using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text;

namespace Odoo.Connectors.Client.Internal;

/// <summary>The values of a selection by member of its enum. The attributes are looked up once for each enum, never for a record.</summary>
internal static class SelectionTexts<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>
    where TEnum : struct, Enum
{
    private static readonly (byte[] Utf8, OdooSelection<TEnum> Selection)[] Known = [.. Members()];

    public static string TextOf(TEnum value)
    {
        foreach ((_, OdooSelection<TEnum> selection) in Known)
        {
            if (EqualityComparer<TEnum>.Default.Equals(selection.Value.GetValueOrDefault(), value))
            {
                return selection.Raw;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(value), $"{typeof(TEnum).Name} has no such member.");
    }

    public static bool TryFind(ReadOnlySpan<byte> utf8, out OdooSelection<TEnum> selection)
    {
        foreach (ref readonly (byte[] Utf8, OdooSelection<TEnum> Selection) known in Known.AsSpan())
        {
            if (utf8.SequenceEqual(known.Utf8))
            {
                selection = known.Selection;
                return true;
            }
        }

        selection = default;
        return false;
    }

    public static OdooSelection<TEnum>? Find(string raw)
    {
        foreach ((_, OdooSelection<TEnum> selection) in Known)
        {
            if (string.Equals(selection.Raw, raw, StringComparison.Ordinal))
            {
                return selection;
            }
        }

        return null;
    }

    private static IEnumerable<(byte[] Utf8, OdooSelection<TEnum> Selection)> Members()
    {
        foreach (FieldInfo field in typeof(TEnum).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            string text = field.GetCustomAttribute<OdooOptionAttribute>()?.Value ?? SnakeCase.Of(field.Name);
            yield return (Encoding.UTF8.GetBytes(text), new OdooSelection<TEnum>(Enum.Parse<TEnum>(field.Name), text));
        }
    }
}
