using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>
/// The taxes of one amount, unrounded unless told: several at once, within the price or on top of it, and such as are part of the base of
/// those that come after.
/// </summary>
internal sealed class LineTaxes
{
    private readonly decimal _amount;
    private readonly decimal _quantity;
    private readonly List<Row> _sorted;
    private readonly List<List<Row>> _batches = [];
    private readonly Func<decimal, decimal> _round;
    private readonly Dictionary<long, decimal> _extraForTax = [];
    private readonly Dictionary<long, decimal> _extraForBase = [];

    public LineTaxes(decimal amount, decimal quantity, IEnumerable<Row> taxes, Func<decimal, decimal>? round = null)
    {
        _round = round ?? (static a => a);
        (_amount, _quantity) = (_round(amount), quantity);
        _sorted = [.. taxes.DistinctBy(t => t.Id).OrderBy(t => t.Number("sequence")).ThenBy(t => t.Id)];
        Batch();
        // Fixed amounts first, then what the price contains from the last to the first, then what comes on top of it.
        Evaluate(Enumerable.Reverse(_sorted).Where(IsFixed));
        Evaluate(Enumerable.Reverse(_sorted).Where(t => !IsFixed(t) && TaxBehavior.IsIncluded(t)));
        Evaluate(_sorted.Where(t => !IsFixed(t) && !TaxBehavior.IsIncluded(t)));
        Base = _sorted.Count == 0 ? _amount : BaseOf(_sorted[0]);
        HasIncluded = _sorted.Exists(TaxBehavior.IsIncluded);
    }

    /// <summary>The untaxed amount.</summary>
    public decimal Base { get; }

    /// <summary>Whether the price contains a tax.</summary>
    public bool HasIncluded { get; }

    /// <summary>Amounts by tax.</summary>
    public Dictionary<long, decimal> Amounts { get; } = [];

    /// <summary>What a tax is computed from.</summary>
    public decimal BaseOf(Row tax)
    {
        var within = TaxBehavior.IsIncluded(tax) ? BatchOf(tax).Sum(t => Amounts[t.Id]) : 0m;
        return _amount + _extraForBase.GetValueOrDefault(tax.Id) - within;
    }

    private static bool IsFixed(Row tax) => tax.Text("amount_type") == "fixed";

    private static bool IsAffected(Row tax) => tax["is_base_affected"] is not false;

    private List<Row> BatchOf(Row tax) => _batches.First(b => b.Contains(tax));

    /// <summary>Neighbours of one kind share a base.</summary>
    private void Batch()
    {
        foreach (var tax in _sorted)
        {
            if (_batches.Count > 0 && _batches[^1][^1] is var last
                && last.Text("amount_type") == tax.Text("amount_type") && TaxBehavior.IsIncluded(last) == TaxBehavior.IsIncluded(tax)
                && last.Flag("include_base_amount") == tax.Flag("include_base_amount") && (!tax.Flag("include_base_amount") || !IsAffected(tax)))
            {
                _batches[^1].Add(tax);
            }
            else
            {
                _batches.Add([tax]);
            }
        }
    }

    private void Evaluate(IEnumerable<Row> taxes)
    {
        foreach (var tax in taxes)
        {
            Amounts[tax.Id] = _round(AmountOf(tax, _amount + _extraForTax.GetValueOrDefault(tax.Id)));
            HandOn(tax);
        }
    }

    private decimal AmountOf(Row tax, decimal @base)
    {
        var rate = tax.Number("amount") / 100m;
        var together = BatchOf(tax).Sum(t => t.Number("amount")) / 100m;
        return tax.Text("amount_type") switch
        {
            "fixed" => tax.Number("amount") * _quantity * (_amount < 0 && _quantity > 0 ? -1 : 1),
            "division" when TaxBehavior.IsIncluded(tax) => @base * rate,
            "division" => together == 1 ? @base * rate : @base * rate / (1 - together),
            _ when TaxBehavior.IsIncluded(tax) => together == -1 ? 0m : @base * rate / (1 + together),
            _ => @base * rate,
        };
    }

    /// <summary>Adds the tax to the base of others, or takes it out of theirs.</summary>
    private void HandOn(Row tax)
    {
        var batch = BatchOf(tax);
        var (before, after) = (_sorted.TakeWhile(t => !batch.Contains(t)), Enumerable.Reverse(_sorted).TakeWhile(t => !batch.Contains(t)));
        if (!TaxBehavior.IsIncluded(tax))
        {
            if (tax.Flag("include_base_amount"))
            {
                Extend(after.Where(IsAffected), Amounts[tax.Id]);
            }

            return;
        }

        Extend(before, -Amounts[tax.Id]);
        if (!tax.Flag("include_base_amount"))
        {
            Extend(after, -Amounts[tax.Id]);
        }
    }

    private void Extend(IEnumerable<Row> taxes, decimal amount)
    {
        foreach (var other in taxes)
        {
            if (!Amounts.ContainsKey(other.Id))
            {
                _extraForTax[other.Id] = _extraForTax.GetValueOrDefault(other.Id) + amount;
            }

            _extraForBase[other.Id] = _extraForBase.GetValueOrDefault(other.Id) + amount;
        }
    }
}
