using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Entitlements;

/// <summary>What a contract grants as it stands now, compared with what was told of it before. Pure.</summary>
internal sealed class EntitlementRules(EntitlementOptions options)
{
    private const string Features = "features";
    private const string Told = "told";

    /// <summary>What is told of a contract is remembered, and told again after a refusal, under a reference of its own.</summary>
    public static ExternalRef SourceOf(ExternalRef contract) => contract with { Kind = RecordKinds.Entitlements };

    /// <summary>Everything that it grants; what was granted before and is not any more is revoked.</summary>
    public ContractEntitlements Of(Contract contract, ExternalRef customer, Shadow told)
    {
        EntitlementStatus status = options.Statuses[contract.Status];
        SortedDictionary<string, decimal?> granted = options.Of(contract);
        IEnumerable<Entitlement> now = granted.Select(g => Of(g.Key, g.Value, status));
        IEnumerable<Entitlement> before = Before(told).Where(f => !granted.ContainsKey(f)).Select(f => Of(f, 0m, EntitlementStatus.Revoked));
        return new ContractEntitlements(contract.Ref, customer, [.. now.Concat(before).OrderBy(e => e.Feature, StringComparer.Ordinal)]);

        Entitlement Of(string feature, decimal? limit, EntitlementStatus state) => new()
        {
            Customer = customer, Feature = feature, Limit = limit, From = contract.StartsOn, Until = EndOf(contract), Contract = contract.Ref, Status = state,
        };
    }

    /// <summary>The set as it is recognised again, with the features that a later one may have to revoke.</summary>
    public static Snapshot Remembered(ContractEntitlements set) => new(
        SourceOf(set.Contract),
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [Told] = string.Join('\n', set.Entitlements.Where(e => e.Status != EntitlementStatus.Revoked || e.Limit != 0m).Select(e => string.Create(
                CultureInfo.InvariantCulture, $"{e.Customer}|{e.Feature}|{e.Limit:0.############################}|{e.From:yyyy-MM-dd}|{e.Until:yyyy-MM-dd}|{e.Status}"))),
            [Features] = "",
        })
    {
        Kept = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Features] = string.Join('\n', set.Entitlements.Where(e => e.Status != EntitlementStatus.Revoked).Select(e => e.Feature)),
        },
    };

    /// <summary>Whether this is what was told last.</summary>
    public static bool IsTold(ContractEntitlements set, Shadow told) => told.Holds(Told, Remembered(set).Fields[Told]);

    private static string[] Before(Shadow told) => told.Kept(Features)?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static DateOnly? EndOf(Contract contract) => contract.EndsOn ?? (contract.EndsAt is { } end ? DateOnly.FromDateTime(end.UtcDateTime) : null);
}
