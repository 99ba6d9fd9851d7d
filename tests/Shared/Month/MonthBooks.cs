namespace Odoo.Connectors.Tests.Shared;

/// <summary>What the ledger must hold by arithmetic of its own, in minor units until it is summed up.</summary>
internal sealed class MonthBooks
{
    private static readonly TimeSpan s_settles = TimeSpan.FromDays(2);
    private readonly List<(DateTimeOffset At, string Currency, long Amount, long Fee)> _moved = [];
    private readonly Dictionary<string, (MonthSubscription Whose, long Open)> _open = new(StringComparer.Ordinal);
    private readonly MonthSums _sums = new();

    /// <summary>How many disputes were lost: each is a case.</summary>
    public int Lost { get; private set; }

    /// <summary>Half a minor unit goes away from zero, for each line by itself.</summary>
    public static long Round(decimal amount) => (long)Math.Round(amount, MidpointRounding.AwayFromZero);

    public static decimal Major(string currency, long minor) => currency == "jpy" ? minor : minor / 100m;

    /// <summary>An invoice of some lines before tax.</summary>
    /// <returns>What is to be paid.</returns>
    public long Invoice(MonthSubscription whose, string id, params IReadOnlyList<long> lines)
    {
        long net = lines.Sum(), tax = lines.Sum(l => Round(l * whose.TaxPercent / 100m));
        Add(whose, "invoices", 1, isCount: true);
        Add(whose, "invoice.net", net);
        Add(whose, "invoice.tax", tax);
        Add(whose, "invoice.gross", net + tax);
        _open[id] = (whose, net + tax);
        return net + tax;
    }

    public void Payment(MonthSubscription whose, string invoice, DateTimeOffset at)
    {
        long amount = _open[invoice].Open;
        Settle(invoice, amount);
        Add(whose, "payments", 1, isCount: true);
        Add(whose, "payment", amount);
        _moved.Add((at, whose.Currency, amount, Round(amount * 1.5m / 100m) + 25));
    }

    /// <summary>A part of a line of so many is credited.</summary>
    /// <returns>What the customer gets, or need not pay.</returns>
    public long Credit(MonthSubscription whose, string invoice, long quantity, long of, bool isPaid)
    {
        long line = of * whose.Unit, net = quantity * whose.Unit, tax = Round(Round(line * whose.TaxPercent / 100m) * (decimal)net / line);
        Add(whose, "creditnotes", 1, isCount: true);
        Add(whose, "creditnote.net", net);
        Add(whose, "creditnote.tax", tax);
        Add(whose, "creditnote.gross", net + tax);
        if (!isPaid)
        {
            Settle(invoice, net + tax);
        }

        return net + tax;
    }

    public void Refund(MonthSubscription whose, long amount, DateTimeOffset at)
    {
        Add(whose, "refund", amount);
        _moved.Add((at, whose.Currency, -amount, 0));
    }

    public void Void(MonthSubscription whose, string invoice)
    {
        Add(whose, "void", _open[invoice].Open);
        Settle(invoice, _open[invoice].Open);
    }

    public void GiveUp(MonthSubscription whose, string invoice)
    {
        Add(whose, "writeoff", _open[invoice].Open);
        Settle(invoice, _open[invoice].Open);
    }

    /// <summary>The bank takes the money of an invoice back, with a fee.</summary>
    public void Dispute(MonthSubscription whose, string invoice, long amount, DateTimeOffset at)
    {
        Add(whose, "chargeback", amount);
        Settle(invoice, -amount);
        _moved.Add((at, whose.Currency, -amount, 2_000));
    }

    public void Close(MonthSubscription whose, string invoice, long amount, bool won, DateTimeOffset at)
    {
        if (won)
        {
            Add(whose, "chargeback-reversal", amount);
            Settle(invoice, amount);
            _moved.Add((at, whose.Currency, amount, 0));
        }
        else
        {
            Lost++;
        }
    }

    /// <summary>Everything as it stands at an instant: what is open of each customer, and what the gateway still holds, has paid out and kept.</summary>
    public MonthSums Total(DateTimeOffset from, DateTimeOffset end)
    {
        foreach ((MonthSubscription whose, long open) in _open.Values)
        {
            Add(whose, "invoice.open", open);
            Add(whose, "receivable", open);
        }

        foreach (IGrouping<string, (DateTimeOffset At, string Currency, long Amount, long Fee)> moved in _moved.GroupBy(m => m.Currency))
        {
            Gateway(moved.Key, [.. moved], from, end);
        }

        return _sums;
    }

    /// <summary>
    /// At each midnight what moved two days before or earlier is paid out, when that is more than nothing, and arrives a day later. Fees of payments are
    /// booked with the payout, those of disputes with the dispute.
    /// </summary>
    private void Gateway(string currency, (DateTimeOffset At, string Currency, long Amount, long Fee)[] moved, DateTimeOffset from, DateTimeOffset end)
    {
        long clearing = moved.Sum(m => m.Amount), bank = 0, fees = 0;
        foreach (var dispute in moved.Where(m => m.Amount < 0))
        {
            clearing -= dispute.Fee;
            fees += dispute.Fee;
        }

        List<(DateTimeOffset At, string Currency, long Amount, long Fee)> waits = [.. moved];
        for (DateTimeOffset midnight = from.Date == from ? from : new DateTimeOffset(from.Date, TimeSpan.Zero).AddDays(1); midnight.AddDays(1) <= end; midnight = midnight.AddDays(1))
        {
            var due = waits.Where(m => m.At + s_settles <= midnight).ToArray();
            long amount = due.Sum(m => m.Amount - m.Fee);
            if (amount > 0)
            {
                bank += amount;
                clearing -= due.Sum(m => m.Amount < 0 ? m.Amount - m.Fee : m.Amount);
                fees += due.Where(m => m.Amount > 0).Sum(m => m.Fee);
                waits.RemoveAll(m => m.At + s_settles <= midnight);
            }
        }

        _sums.Add("gateway", currency, "clearing", Major(currency, clearing));
        _sums.Add("gateway", currency, "bank", Major(currency, bank));
        _sums.Add("gateway", currency, "fees", Major(currency, fees));
    }

    private void Settle(string invoice, long amount) => _open[invoice] = _open[invoice] with { Open = _open[invoice].Open - amount };

    private void Add(MonthSubscription whose, string kind, long minor, bool isCount = false) =>
        _sums.Add(whose.Customer, whose.Currency, kind, isCount ? minor : Major(whose.Currency, minor));
}
