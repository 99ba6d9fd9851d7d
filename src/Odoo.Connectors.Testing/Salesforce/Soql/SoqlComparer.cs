using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>Compares field values with literals and with each other.</summary>
internal static class SoqlComparer
{
    public static bool Meets(JsonNode? value, SalesforceFieldKind kind, string comparison, SoqlToken literal)
    {
        if (literal.Kind == SoqlTokenKind.Null)
        {
            return comparison switch
            {
                "=" => value is null,
                "!=" => value is not null,
                _ => false,
            };
        }

        // A record without a value differs from every value, and is neither before nor after one.
        if (value is null)
        {
            return comparison == "!=";
        }

        if (comparison == "LIKE")
        {
            return SoqlPattern.Matches(value.ToString(), literal.Text);
        }

        int order = Compare(value, kind, literal);
        return comparison switch
        {
            "=" => order == 0,
            "!=" => order != 0,
            ">" => order > 0,
            ">=" => order >= 0,
            "<" => order < 0,
            _ => order <= 0,
        };
    }

    /// <summary>Whether the literal may stand beside a field of this kind.</summary>
    public static bool Fits(SalesforceFieldKind kind, SoqlTokenKind literal) => literal == SoqlTokenKind.Null || kind switch
    {
        SalesforceFieldKind.Any => true,
        SalesforceFieldKind.Text or SalesforceFieldKind.Id => literal == SoqlTokenKind.Text,
        SalesforceFieldKind.Boolean => literal == SoqlTokenKind.Boolean,
        SalesforceFieldKind.Number or SalesforceFieldKind.Integer => literal == SoqlTokenKind.Number,
        SalesforceFieldKind.Date => literal == SoqlTokenKind.Date,
        SalesforceFieldKind.DateTime => literal == SoqlTokenKind.DateTime,
        _ => false,
    };

    public static int Order(JsonNode left, JsonNode right, SalesforceFieldKind kind)
    {
        if (SalesforceValue.TryNumber(left, out decimal a) && SalesforceValue.TryNumber(right, out decimal b))
        {
            return a.CompareTo(b);
        }

        return kind == SalesforceFieldKind.Id
            ? string.CompareOrdinal(left.ToString(), right.ToString())
            : string.Compare(left.ToString(), right.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static int Compare(JsonNode value, SalesforceFieldKind kind, SoqlToken literal)
    {
        string text = value.ToString();
        switch (literal.Value)
        {
            case decimal number when SalesforceValue.TryNumber(value, out decimal own):
                return own.CompareTo(number);
            case bool flag when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
                return value.GetValue<bool>().CompareTo(flag);
            case DateOnly date when SalesforceValue.TryDate(text, out DateOnly own):
                return own.CompareTo(date);
            case DateTimeOffset instant when SalesforceValue.TryInstant(text, out DateTimeOffset own):
                return own.CompareTo(instant);
            case string id when kind == SalesforceFieldKind.Id || (kind == SalesforceFieldKind.Any && SalesforceId.IsValid(id) && id.Length == 18):
                return string.CompareOrdinal(text, SalesforceId.LooksLikeOne(id) ? SalesforceId.To18(id) : id);
            case string words when value.GetValueKind() == JsonValueKind.String:
                return string.Compare(text, words, StringComparison.OrdinalIgnoreCase);
            default:
                throw new SalesforceRefusal(400, "INVALID_FIELD", $"value of filter criterion '{literal.Text}' is of another type than the field");
        }
    }
}
