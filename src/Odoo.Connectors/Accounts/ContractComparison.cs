using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Accounts;

/// <summary>Contracts of one record together, and what their systems hold of the same products.</summary>
internal sealed class ContractComparison(FieldRule? rule)
{
    private static readonly ContractStatus[] s_order = [ContractStatus.PastDue, ContractStatus.Active, ContractStatus.Paused, ContractStatus.Pending, ContractStatus.Ended];

    public IReadOnlyList<AccountContract> Of(IEnumerable<Sourced<Contract>> contracts, IReadOnlyDictionary<ExternalRef, RecordLink> links) =>
    [
        .. contracts.DistinctBy(c => c.Reference).GroupBy(c => KeyOf(c.Value, links), StringComparer.Ordinal)
            .Select(g => Compared([.. g.OrderByDescending(c => c.Reference.System == rule?.Owner).ThenBy(c => c.Reference.ToString(), StringComparer.Ordinal).Select(c => c with { Rule = rule?.ToString() })]))
            .OrderBy(c => Array.IndexOf(s_order, c.Sides[0].Value.Status)).ThenByDescending(c => c.Sides[0].Value.StartsOn).ThenBy(c => c.Sides[0].Reference.ToString(), StringComparer.Ordinal),
    ];

    /// <summary>What to ask the identity map about.</summary>
    public static IEnumerable<ExternalRef> Named(IEnumerable<Sourced<Contract>> contracts) =>
        contracts.SelectMany(c => new[] { c.Value.Ref, c.Value.Origin?.Source, c.Value.Deal }).OfType<ExternalRef>();

    private static string KeyOf(Contract contract, IReadOnlyDictionary<ExternalRef, RecordLink> links)
    {
        foreach (ExternalRef name in new[] { contract.Origin?.Source, contract.Deal, contract.Ref }.OfType<ExternalRef>())
        {
            if (links.TryGetValue(name, out RecordLink? link))
            {
                return link.RecordId.ToString();
            }
        }

        return (contract.Origin?.Source ?? contract.Ref).ToString();
    }

    private AccountContract Compared(IReadOnlyList<Sourced<Contract>> sides)
    {
        if (sides.Count < 2)
        {
            return new AccountContract(sides, []);
        }

        List<AccountField> fields = [Field("Status", c => c.Status.ToString())];
        foreach (string code in sides[0].Value.Terms.Select(t => t.ProductCode).Distinct(StringComparer.Ordinal))
        {
            fields.Add(Field($"Quantity of {code}", c => Lines(c, code).Any() ? Text(Lines(c, code).Sum(l => l.Quantity)) : null));
            if (!sides.Any(s => Lines(s.Value, code).Any(l => l.HasTieredPrice)))
            {
                fields.Add(Field($"Price of {code}", c => Lines(c, code).Any() ? string.Join(", ", Lines(c, code).Select(l => l.UnitPrice).Distinct().Order().Select(Text)) + $" {c.Currency}" : null));
            }
        }

        return new AccountContract(sides, fields);

        AccountField Field(string name, Func<Contract, string?> value) => new(
            name, rule?.Owner, rule?.ToString(), [.. sides.Select(s => new AccountValue(s.Reference, value(s.Value), s.AsOf, s.IsFresh))],
            sides.Select(s => value(s.Value)).OfType<string>().Distinct(StringComparer.Ordinal).Count() > 1);
    }

    private static IEnumerable<ProductLine> Lines(Contract contract, string code) => contract.Terms.Where(t => t.ProductCode == code);

    private static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
