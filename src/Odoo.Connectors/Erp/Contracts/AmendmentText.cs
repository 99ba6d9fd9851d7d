using System.Globalization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>An amendment in words for the chatter: what it is, from when, and old and new of everything. Codes and ids, no data of persons.</summary>
internal static class AmendmentText
{
    public static string Head(PlanContext context, Contract contract, Amendment amendment)
    {
        string day = PlanContext.Text(amendment.EffectiveAt is DateTimeOffset at ? context.Day(at) : amendment.EffectiveOn);
        return $"{KindOf(amendment)}, effective {day}: {Origin(contract, amendment.Event)}";
    }

    /// <summary>Which record of which system something comes from.</summary>
    public static string Origin(Contract contract, string? told = null) => string.Join(
        ", ",
        ((string?[])[contract.Ref.ToString(), contract.Version is long version ? string.Create(CultureInfo.InvariantCulture, $"version {version}") : null, told]).OfType<string>());

    public static IReadOnlyList<string> Changes(PlanContext context, Contract contract, Amendment amendment)
    {
        List<string> changes = [];
        string currency = contract.Currency.Code;
        List<ProductLine> left = [.. amendment.Terms];
        foreach (ProductLine before in amendment.Before)
        {
            ProductLine? after = left.Find(t => t.Id == before.Id);
            if (after is not null)
            {
                left.Remove(after);
            }

            changes.AddRange(Change(before, after, currency));
        }

        changes.AddRange(left.Select(t => $"{t.ProductCode} ({t.Id}): new, {Of(t, currency)}"));
        if (amendment.StatusAfter is ContractStatus status)
        {
            changes.Add(Status(amendment.StatusBefore?.ToString(), status));
        }

        if (amendment.EndsAtBefore != amendment.EndsAtAfter)
        {
            changes.Add(Arrow("Ends", Day(amendment.EndsAtBefore), Day(amendment.EndsAtAfter)));
        }

        if (amendment.TermEndsAtBefore != amendment.TermEndsAtAfter)
        {
            changes.Add(Arrow("Term ends", Day(amendment.TermEndsAtBefore), Day(amendment.TermEndsAtAfter)));
        }

        return changes;

        string? Day(DateTimeOffset? at) => at is DateTimeOffset instant ? PlanContext.Text(context.Day(instant)) : null;
    }

    public static string Status(string? before, ContractStatus after) => before is null ? $"Status: {after}" : Arrow("Status", before, after.ToString());

    public static string Arrow(string what, string? before, string? after) => $"{what}: {before ?? "none"} \u2192 {after ?? "none"}";

    public static AmendmentKind KindOf(Amendment amendment)
    {
        if (amendment.Kind is AmendmentKind told)
        {
            return told;
        }

        decimal worth = amendment.Terms.Sum(t => t.Quantity * t.UnitPrice) - amendment.Before.Sum(t => t.Quantity * t.UnitPrice);
        HashSet<(string, string)> before = [.. amendment.Before.Select(t => (t.Id, t.ProductCode))];
        bool same = before.SetEquals(amendment.Terms.Select(t => (t.Id, t.ProductCode)));
        bool quantities = same && amendment.Terms.Any(t => amendment.Before.Any(b => b.Id == t.Id && b.Quantity != t.Quantity));
        bool prices = same && amendment.Terms.Any(t => amendment.Before.Any(b => b.Id == t.Id && b.UnitPrice != t.UnitPrice));
        return amendment switch
        {
            { StatusAfter: ContractStatus.Ended } => AmendmentKind.Cancellation,
            { StatusAfter: ContractStatus.Paused } => AmendmentKind.Pause,
            { StatusBefore: ContractStatus.Paused, StatusAfter: ContractStatus.Active } => AmendmentKind.Resume,
            _ when quantities && !prices => AmendmentKind.Quantity,
            _ when prices && !quantities => AmendmentKind.Price,
            _ when !same || quantities => worth > 0m ? AmendmentKind.Upgrade : worth < 0m ? AmendmentKind.Downgrade : AmendmentKind.Plan,
            { EndsAtAfter: DateTimeOffset after, EndsAtBefore: var end } when after > end => AmendmentKind.Extension,
            { EndsAtAfter: not null } => AmendmentKind.Cancellation,
            { EndsAtBefore: not null } => AmendmentKind.Continuation,
            { TermEndsAtAfter: DateTimeOffset over, TermEndsAtBefore: var term } when over > term => AmendmentKind.Extension,
            _ => AmendmentKind.Terms,
        };
    }

    private static IEnumerable<string> Change(ProductLine before, ProductLine? after, string currency)
    {
        string name = $"{before.ProductCode} ({before.Id})";
        if (after is null)
        {
            yield return $"{name}: removed, was {Of(before, currency)}";
        }
        else if (after.ProductCode != before.ProductCode)
        {
            yield return Arrow(before.Id, $"{before.ProductCode}, {Of(before, currency)}", $"{after.ProductCode}, {Of(after, currency)}");
        }
        else
        {
            if (after.Quantity != before.Quantity)
            {
                yield return Arrow($"{name}, quantity", Number(before.Quantity), Number(after.Quantity));
            }

            if (after.UnitPrice != before.UnitPrice)
            {
                yield return Arrow($"{name}, price", Number(before.UnitPrice), $"{Number(after.UnitPrice)} {currency}");
            }
        }
    }

    private static string Of(ProductLine line, string currency) => $"{Number(line.Quantity)} x {Number(line.UnitPrice)} {currency}";

    private static string Number(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
