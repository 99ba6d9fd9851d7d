using System.Collections;
using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Internal;

/// <summary>
/// Comparisons with the meaning they have in C# when every dot is read as <c>?.</c>. Where Odoo would select differently, because
/// it cuts a value or wants the related record to exist, the condition says so.
/// </summary>
internal static class Conditions
{
    public static OdooDomain Compare(FieldPath field, ExpressionType type, object? value, Expression part)
    {
        if (field.IsMany || (field.IsReference && value is not null))
        {
            throw Unsupported.Part(part, field.IsMany
                ? "the ids of a list are asked for with Contains, AnyOf, Any or Count == 0"
                : "two references are compared by their Id");
        }

        string op = Operator(type);
        JsonNode? wire = Value(field, value, part, out decimal? tooFine);
        bool equality = op is "=" or "!=";
        if (wire is null && (!equality || !field.CanBeUnset))
        {
            OdooDomain unset = OrUnset(field, OdooDomain.None, equality);
            return op == "!=" ? unset.Not() : unset;
        }

        if (field.IsReferenceId && !equality)
        {
            throw Unsupported.Part(part, "an Id of a reference is compared with == or !=");
        }

        if (tooFine is not null)
        {
            // Odoo would cut the value and take records for equal that are not.
            return equality ? op == "=" ? OdooDomain.None : OdooDomain.All : OdooDomain.Where(field.Path, op is ">=" ? ">" : op is "<" ? "<=" : op, wire);
        }

        return OrUnset(field, OdooDomain.Where(field.Path, op, wire), wire is null ? op == "=" : op == "!=");
    }

    public static OdooDomain In(FieldPath field, IEnumerable values, Expression part)
    {
        if (field.IsMany || field.IsReference)
        {
            throw Unsupported.Part(part, field.IsMany ? "a list is asked for with AnyOf or Contains of the property" : "look for the Id of the reference in the list");
        }

        if (values is HashSet<string> { Comparer: var comparer } && comparer != EqualityComparer<string>.Default && comparer != StringComparer.Ordinal)
        {
            throw Unsupported.Part(part, "Odoo compares whole texts exactly; use a set without a comparer of its own");
        }

        JsonArray wire = [];
        bool unset = false;
        foreach (object? value in values)
        {
            JsonNode? item = Value(field, value, part, out decimal? tooFine);
            unset |= item is null;
            if (tooFine is null && (item is not null || field.CanBeUnset))
            {
                wire.Add(item);
            }
        }

        return OrUnset(field, OdooDomain.Where(field.Path, "in", wire), unset);
    }

    /// <summary>The condition, or one of the references on the way is unset.</summary>
    public static OdooDomain OrUnset(FieldPath field, OdooDomain condition, bool whenUnset = true)
    {
        if (whenUnset)
        {
            foreach (string step in field.Steps.Reverse())
            {
                condition = OdooDomain.Where(step, "=", null).Or(condition);
            }
        }

        return condition;
    }

    private static string Operator(ExpressionType type) => type switch
    {
        ExpressionType.Equal => "=",
        ExpressionType.NotEqual => "!=",
        ExpressionType.LessThan => "<",
        ExpressionType.LessThanOrEqual => "<=",
        ExpressionType.GreaterThan => ">",
        _ => ">=",
    };

    /// <summary>A value as Odoo takes it; null if unset. What Odoo would cut off is told, and the value is the next lower that it has.</summary>
    private static JsonNode? Value(FieldPath field, object? value, Expression part, out decimal? tooFine)
    {
        tooFine = null;
        switch (value)
        {
            case null or "":
                return null; // an empty text and an unset one are the same to Odoo
            case string text:
                return text;
            case not null when field.IsSelection && value.GetType() == field.Type:
                return value.ToString(); // what Odoo calls it
            case OdooModelReference reference:
                return reference.ToString();
            case bool flag:
                return flag;
            case DateOnly date:
                return OdooFormat.Date(date);
            case DateTimeOffset moment:
                long fraction = moment.Ticks % TimeSpan.TicksPerSecond;
                tooFine = fraction == 0 ? null : fraction;
                return OdooFormat.DateTime(moment);
            case double number when field.IsInteger:
                return Whole((decimal)number, out tooFine);
            case double number:
                return number;
            case float number:
                return number;
            case decimal number when !field.IsInteger:
                return number;
            case IConvertible and (decimal or long or int or short or byte):
                return Whole(Convert.ToDecimal(value, CultureInfo.InvariantCulture), out tooFine);
            default:
                throw Unsupported.Part(part, $"Odoo has no values of the type {value.GetType().Name}; use string, bool, a number, DateOnly or DateTimeOffset");
        }
    }

    private static JsonNode Whole(decimal number, out decimal? tooFine)
    {
        decimal floor = Math.Floor(number);
        tooFine = floor == number ? null : number - floor;
        return floor is >= long.MinValue and <= long.MaxValue ? (long)floor : floor;
    }
}
