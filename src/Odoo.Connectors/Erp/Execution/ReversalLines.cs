using System.Text.Json.Nodes;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>
/// The lines of an entry that takes back: mirrored, in the accounts and at the rate of what is taken back. A customer's line names the
/// document that is open again, so that whoever goes on after an interruption, or books the dispute as won, reads it there.
/// </summary>
internal sealed class ReversalLines(MoneyBooks books)
{
    public async Task<JsonArray> OfAsync(
        MoneyPlan money, long companyId, long clearing, IReadOnlyList<ReversalShare> shares, OdooContext context, CancellationToken cancellationToken)
    {
        OdooRecord company = await books.ReadAsync("res.company", companyId, context, cancellationToken, "currency_id").ConfigureAwait(false);
        long home = company.GetReference("currency_id")?.Id ?? 0;
        OdooRecord currency = await books.ReadAsync("res.currency", home, context, cancellationToken, "decimal_places").ConfigureAwait(false);
        int decimals = (int)(currency.GetInt64("decimal_places") ?? 2);
        (long, decimal)? Foreign(decimal amount) => home == money.Currency ? null : (money.Currency, amount);

        JsonArray lines = [];
        decimal balance = 0m;
        Dictionary<long, decimal> before = [];
        int sign = -Math.Sign(shares[0].Line.Balance);
        foreach (ReversalShare share in shares)
        {
            // Rounded in sum: the shares of a line that is taken whole are the line, to the cent.
            decimal so = before.GetValueOrDefault(share.Line.Id);
            decimal part = InBooks(share.Line, so + share.Amount, decimals) - InBooks(share.Line, so, decimals);
            before[share.Line.Id] = so + share.Amount;
            balance += part;
            lines.Add(EntryLines.Line(share.Line.AccountId, share.Document ?? money.Of, sign * part, Foreign(sign * share.Amount), share.Line.PartnerId));
        }

        lines.Add(EntryLines.Line(clearing, money.Of, -sign * balance, Foreign(-sign * money.Amount), shares[0].Line.PartnerId));
        if (money.Fee != 0m)
        {
            decimal fee = InBooks(shares[0].Line, money.Fee, decimals);
            lines.Add(EntryLines.Line(money.Account, "Dispute fee", fee, Foreign(money.Fee)));
            lines.Add(EntryLines.Line(clearing, "Dispute fee", -fee, Foreign(-money.Fee)));
        }

        return lines;
    }

    /// <summary>An amount in the company's currency, at the rate of a line.</summary>
    private static decimal InBooks(MoneyLine line, decimal amount, int decimals) => amount == Math.Abs(line.Amount)
        ? Math.Abs(line.Balance)
        : Math.Round(amount * Math.Abs(line.Balance) / Math.Abs(line.Amount), decimals, MidpointRounding.AwayFromZero);
}
