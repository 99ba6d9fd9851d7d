using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>One debit against one credit: how much of each, and which difference of rates that leaves.</summary>
internal static class PartialMatch
{
    /// <summary>Matches as much as both have; false if there is nothing to match.</summary>
    public static bool Make(Env env, Row debit, Row credit)
    {
        var home = env.Row("res.company", debit.Link("company_id")).Link("currency_id");
        var (d, c) = (new Side(env, debit, home), new Side(env, credit, home));
        var currency = d.Currency == c.Currency ? d.Currency : d.IsForeign && !c.IsForeign ? d.Currency : c.IsForeign && !d.IsForeign ? c.Currency : home;
        var inHome = currency == home;
        var (debitRate, creditRate) = (d.RateTo(currency), c.RateTo(currency));
        var (availableDebit, availableCredit) = (d.Available(currency, debitRate), c.Available(currency, creditRate));
        var amount = Math.Min(availableDebit, availableCredit);
        if (amount <= 0 && d.Company != 0 && c.Company != 0)
        {
            return false;
        }

        var (debitShare, creditShare) = inHome ? (amount, amount) : (d.Share(amount, availableDebit, debitRate), c.Share(amount, availableCredit, creditRate));
        var booked = Math.Min(debitShare, creditShare);
        var partial = env.World["account.partial.reconcile"].Insert();
        foreach (var (field, value) in (ReadOnlySpan<(string, object)>)
        [
            ("debit_move_id", debit.Id), ("credit_move_id", credit.Id), ("amount", booked),
            ("debit_amount_currency", d.InOwn(booked, amount, currency)), ("credit_amount_currency", c.InOwn(booked, amount, currency)),
        ])
        {
            Records.Set(env, partial, field, value);
        }

        var (debitDone, creditDone) = (amount == availableDebit, amount == availableCredit);
        var differences = inHome
            ? new List<ExchangeDifference>
            {
                new(debit, 0m, debitDone ? Reconciler.Residual(env, debit, inCurrency: true) : 0m),
                new(credit, 0m, creditDone ? Reconciler.Residual(env, credit, inCurrency: true) : 0m),
            }
            :
            [
                new(debit, debitDone ? d.Company - booked : Math.Max(debitShare - booked, 0m), 0m),
                new(credit, creditDone ? booked - c.Company : Math.Min(booked - creditShare, 0m), 0m),
            ];
        ExchangeEntry.Book(env, partial, differences);
        return true;
    }

    /// <summary>What is left of a line, without its sign.</summary>
    private sealed class Side(Env env, Row line, long home)
    {
        public long Currency { get; } = line.Link("currency_id") is var own and not 0 ? own : home;

        public decimal Company { get; } = Math.Abs(Reconciler.Residual(env, line, inCurrency: false));

        private decimal Own { get; } = Math.Abs(Reconciler.Residual(env, line, inCurrency: true));

        public bool IsForeign => Currency != home;

        /// <summary>Units of the currency for one of the company's: as the line was booked, or of its day if it was booked in the company's.</summary>
        public decimal RateTo(long currency)
        {
            if (currency != home && Currency == home)
            {
                var move = env.Row("account.move", line.Link("move_id"));
                return Money.Rate(env, currency, line.Link("company_id"), (MoveBehavior.IsInvoice(move) ? move.Text("invoice_date") : null) ?? move.Text("date")!);
            }

            return line.Number("balance") == 0 || line.Number("amount_currency") == 0 ? 0m : Math.Abs(line.Number("amount_currency") / line.Number("balance"));
        }

        public decimal Available(long currency, decimal rate) => currency == home ? Company : currency == Currency ? Own : Money.Round(env, currency, Company * rate);

        /// <summary>What an amount of the matching currency is worth in the company's currency on this side.</summary>
        public decimal Share(decimal amount, decimal available, decimal rate) => rate == 0 ? 0m
            : amount == available && Currency == home ? Company : Math.Min(Money.Round(env, home, amount / rate), Company);

        public decimal InOwn(decimal booked, decimal amount, long currency)
        {
            if (Currency == home)
            {
                return booked;
            }

            return currency == Currency ? amount : RateTo(Currency) is var rate and not 0 ? Math.Min(Money.Round(env, Currency, booked * rate), Own) : 0m;
        }
    }
}
