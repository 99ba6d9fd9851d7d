using Odoo.Connectors.Entitlements;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Tests.Entitlements;

/// <summary>The host's own product: it keeps the last telling of each contract, and notes all of them.</summary>
internal sealed class PublishedEntitlements : IEntitlementPublisher
{
    public List<(ContractEntitlements Set, string Key)> Told { get; } = [];

    /// <summary>What meets a telling, after it was noted; the default is nothing.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What holds now, in a line each: feature, limit, status.</summary>
    public IReadOnlyList<string> Now => [.. Told.GroupBy(t => t.Set.Contract).SelectMany(c => c.Last().Set.Entitlements).Select(e => FormattableString.Invariant($"{e.Feature} {e.Limit} {e.Status}"))];

    public Task PublishAsync(ContractEntitlements entitlements, string key, CancellationToken cancellationToken)
    {
        Told.Add((entitlements, key));
        Exception? failure = Failure;
        Failure = null;
        return failure is null ? Task.CompletedTask : Task.FromException(failure);
    }
}
