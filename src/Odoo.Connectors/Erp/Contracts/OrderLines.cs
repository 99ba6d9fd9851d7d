using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Which line of an order each wanted line is: the one with its external id; else one of the same product that is no other line of the
/// contract, recognised by quantity and price as they were, or as they are to be. What cannot be told apart is not guessed.
/// </summary>
internal sealed class OrderLines
{
    private readonly List<(OdooRecord Line, string? Key)> _unused;
    private readonly string _ours;

    public OrderLines(IReadOnlyList<OdooRecord> lines, IReadOnlyDictionary<long, string> keys, string ours)
    {
        // What bills usage is no term of the contract: it is neither another line of it nor zeroed when it ends.
        (_unused, _ours) = ([.. lines.Where(l => l.GetReference("product_id") is not null).Select(l => (l, keys.GetValueOrDefault(l.Id))).Where(l => !UsageKeys.Is(l.Item2))], ours);
    }

    /// <summary>The commands for lines that are there.</summary>
    public JsonArray Changes { get; } = [];

    /// <summary>The lines that have to be added.</summary>
    public List<ContractLine> Added { get; } = [];

    /// <summary>Why a person must look, or null.</summary>
    public CaseReason? Problem { get; private set; }

    /// <summary>Whether the order is as wanted already.</summary>
    public bool AreSame => Changes.Count == 0 && Added.Count == 0;

    public void Match(IReadOnlyList<ContractLine> wanted)
    {
        List<ContractLine> open = [];
        foreach (ContractLine line in wanted)
        {
            int found = _unused.FindIndex(u => u.Key == line.Key);
            if (found >= 0)
            {
                Take(found, line);
            }
            else
            {
                open.Add(line);
            }
        }

        // What was there before is found before what may be new.
        foreach (ContractLine line in open.OrderBy(l => l.IsNew))
        {
            MatchByLook(line);
        }
    }

    /// <summary>Nothing is left to deliver or invoice.</summary>
    public void Zero()
    {
        foreach ((OdooRecord line, _) in _unused.Where(u => u.Line.GetDecimal("product_uom_qty") != 0m))
        {
            Changes.Add((JsonNode)new JsonArray(1, line.Id, new JsonObject { ["product_uom_qty"] = 0 }));
        }
    }

    private void MatchByLook(ContractLine line)
    {
        List<int> candidates = [.. Enumerable.Range(0, _unused.Count).Where(i =>
            _unused[i].Line.GetReference("product_id")!.Id == line.Product && _unused[i].Key?.StartsWith(_ours, StringComparison.Ordinal) != true)];
        (decimal, decimal) now = (Quantity(line.Quantity), line.Price);
        List<int> best = line.IsNew ? [] : new[]
        {
            candidates.FindAll(i => line.Was is (decimal was, decimal price) && Look(i) == (Quantity(was), price)),
            candidates.FindAll(i => line.Was is (decimal was, _) && Look(i).Quantity == Quantity(was)),
            candidates.FindAll(i => Look(i) == now),
            candidates,
        }.First(c => c.Count > 0 || ReferenceEquals(c, candidates));
        if (best.Count > 0 && best.Select(Look).Distinct().Count() > 1)
        {
            Problem ??= new CaseReason(
                ErrorKind.Conflict, "ambiguous-lines",
                $"The order has {best.Count} lines of {line.Code} that may be the one of this contract; give the right one the quantity and price as they were before the change, then retry.",
                "order_line");
        }
        else if (best.Count > 0)
        {
            Take(best[0], line);
        }
        else if (line.Quantity != 0m)
        {
            Added.Add(line);
        }
    }

    private void Take(int index, ContractLine wanted)
    {
        OdooRecord line = _unused[index].Line;
        _unused.RemoveAt(index);
        JsonObject change = [];
        if (line.GetDecimal("product_uom_qty") != Quantity(wanted.Quantity))
        {
            change["product_uom_qty"] = wanted.Quantity;
        }

        if (wanted.Reprice && wanted.Quantity != 0m && line.GetDecimal("price_unit") != wanted.Price)
        {
            change["price_unit"] = wanted.Price;
        }

        if (change.Count > 0)
        {
            Changes.Add((JsonNode)new JsonArray(1, line.Id, change));
        }
    }

    private (decimal? Quantity, decimal? Price) Look(int index) => (_unused[index].Line.GetDecimal("product_uom_qty"), _unused[index].Line.GetDecimal("price_unit"));

    /// <summary>Odoo keeps two decimals of a quantity.</summary>
    private static decimal Quantity(decimal quantity) => Math.Round(quantity, 2, MidpointRounding.AwayFromZero);

    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
