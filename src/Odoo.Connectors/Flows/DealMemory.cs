using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// What a deal was told last of its contract, of its invoice and of dunning. Each telling is of all: one that overtakes another before that was sent
/// takes nothing away.
/// </summary>
internal static class DealMemory
{
    private const string Contract = "contract";
    private const string Invoice = "invoice";
    private const string Failure = "failure";
    private const string Dunning = "dunning";

    /// <summary>Adds to what is told what was told before of the rest.</summary>
    /// <param name="told">What is told.</param>
    /// <param name="known">What is known.</param>
    /// <param name="whole">All of it.</param>
    /// <param name="seen">What to remember.</param>
    /// <returns>False when something must be read first.</returns>
    public static bool TryComplete(DealProgress told, Known known, out DealProgress whole, out Snapshot seen)
    {
        ExternalRef place = told.Deal with { Kind = "deal-progress" };
        (whole, seen) = (told, new Snapshot(place, new Dictionary<string, string?>()));
        if (!known.TryShadow(place, out Shadow shadow))
        {
            return false;
        }

        if (told.Terms is null && shadow.Kept(Contract) is string contract)
        {
            whole = ContractOf(whole, (JsonArray)JsonNode.Parse(contract)!);
        }

        if (told.InvoiceNumber is null && shadow.Kept(Invoice) is string invoice && JsonNode.Parse(invoice) is JsonArray parts)
        {
            whole = whole with { InvoiceNumber = (string?)parts[0], InvoiceState = (DocumentState?)(int?)parts[1], PaidOn = Day(parts[2]) };
        }

        CollectionFailure? before = shadow.Kept(Failure) is string failed ? FailureOf((JsonArray)JsonNode.Parse(failed)!) : null;
        whole = whole with
        {
            // An invoice that nothing failed of empties what was shown of one before, and of its own that was made good.
            CollectionFailure = told.InvoiceNumber is null ? before : (told.CollectionFailure is { } now ? now with { Amount = null } : before is null ? null : CollectionFailure.None),
            DunningStep = told.DunningStep ?? shadow.Kept(Dunning),
        };

        Dictionary<string, string> kept = new(StringComparer.Ordinal);
        if (whole.Terms is not null)
        {
            kept[Contract] = ToJson(whole).ToJsonString();
        }

        if (whole.InvoiceNumber is not null)
        {
            kept[Invoice] = new JsonArray(whole.InvoiceNumber, (int?)whole.InvoiceState, whole.PaidOn?.DayNumber).ToJsonString();
        }

        if (whole.CollectionFailure is { } failure)
        {
            kept[Failure] = new JsonArray(failure.Code, failure.AttemptNumber, failure.FailedOn?.DayNumber, failure.NextAttemptOn?.DayNumber).ToJsonString();
        }

        if (whole.DunningStep is { } step)
        {
            kept[Dunning] = step;
        }

        seen = seen with { Kept = kept };
        return true;
    }

    private static JsonArray ToJson(DealProgress whole) =>
    [
        (int?)whole.Status, whole.ContractVersion, whole.Terms, whole.Mrr?.Amount.ToString(CultureInfo.InvariantCulture), whole.Mrr?.Currency.Code,
        whole.EndsOn?.DayNumber, whole.RenewsOn?.DayNumber, (int?)whole.Amendment, whole.AmendedOn?.DayNumber, whole.Contract?.System, whole.Contract?.Kind, whole.Contract?.Id,
    ];

    private static DealProgress ContractOf(DealProgress told, JsonArray kept) => told with
    {
        Contract = told.Contract ?? (kept[11] is null ? null : new ExternalRef((string)kept[9]!, (string)kept[10]!, (string)kept[11]!)),
        Status = told.Status ?? (ContractStatus?)(int?)kept[0],
        ContractVersion = (string?)kept[1],
        Terms = (string?)kept[2],
        Mrr = kept[3] is null ? null : new Money(decimal.Parse((string)kept[3]!, CultureInfo.InvariantCulture), Currency.Parse((string)kept[4]!)),
        EndsOn = Day(kept[5]),
        RenewsOn = Day(kept[6]),
        Amendment = (AmendmentKind?)(int?)kept[7],
        AmendedOn = Day(kept[8]),
    };

    private static CollectionFailure FailureOf(JsonArray kept) =>
        new() { Code = (string?)kept[0], AttemptNumber = (int?)kept[1], FailedOn = Day(kept[2]), NextAttemptOn = Day(kept[3]) };

    private static DateOnly? Day(JsonNode? number) => number is null ? null : DateOnly.FromDayNumber((int)number);
}
