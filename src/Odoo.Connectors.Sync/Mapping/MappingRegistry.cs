using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>Which version of its mappings each target has on this node, and whether it is approved.</summary>
internal sealed class MappingRegistry(MappingTable table, HubSystems systems, HubStore store, IOptions<HubOptions> options, TimeProvider clock)
{
    public const string Configuration = "configuration";
    public const string Cause = "mapping-approval";
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentDictionary<string, bool> _approved = new(StringComparer.Ordinal);
    private volatile Dictionary<string, int>? _versions;

    /// <summary>The version this node plans a target by.</summary>
    public int Version(string target) =>
        (_versions ?? throw new InvalidOperationException("The mappings are not registered yet."))[target];

    public bool IsCurrent(MappingVersion version) => _versions?.GetValueOrDefault(version.Target) == version.Version;

    /// <summary>A key for the case of a version, as events and effects have theirs: each version is approved by itself.</summary>
    public static string CaseKey(MappingVersion version) => string.Create(CultureInfo.InvariantCulture, $"mapping/{version.Target}/{version.Version}");

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_versions is not null)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _versions ??= await store.RunAsync(t => RegisterAsync(t, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Whether this node's version may be planned by. Approved once is approved for good, so the store is asked until then only.</summary>
    public async Task<bool> IsApprovedAsync(HubTransaction transaction, string target, CancellationToken cancellationToken)
    {
        if (!_approved.ContainsKey(target)
            && (await transaction.Mappings.FindAsync(target, Version(target), cancellationToken).ConfigureAwait(false))?.ApprovedAt is not null)
        {
            _approved[target] = true;
        }

        return _approved.ContainsKey(target);
    }

    private async Task<Dictionary<string, int>> RegisterAsync(HubTransaction transaction, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        Dictionary<string, int> versions = new(StringComparer.Ordinal);
        foreach (IPort port in systems.Ports)
        {
            string definition = string.Join('\n', new[] { $"{port.Name}: standard plans {port.PlanVersion}", table.Definition(port.Name) }.Concat(port.ReferenceData).Where(l => l.Length > 0));
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(definition)));
            MappingVersion version = await transaction.Mappings.EnsureAsync(port.Name, hash, definition, now, cancellationToken).ConfigureAwait(false);
            versions[port.Name] = version.Version;
            if (version.ApprovedAt is not null)
            {
                continue;
            }

            if (options.Value.RequireMappingApproval)
            {
                await OpenCaseAsync(transaction, version, now, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await ApproveAsync(transaction, version, Configuration, now, cancellationToken).ConfigureAwait(false);
            }
        }

        return versions;
    }

    public static async Task ApproveAsync(HubTransaction transaction, MappingVersion version, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await transaction.Mappings.ApproveAsync(version, by, now, cancellationToken).ConfigureAwait(false);
        await transaction.Cases.CloseForEffectAsync(CaseKey(version), now, cancellationToken).ConfigureAwait(false);
        await transaction.Audit.WriteAsync(
            new AuditLine(now.ToUnixTimeMilliseconds(), null, CaseKey(version), "approved", $"mappings of {version.Target}, version {version.Version} ({version.Hash[..12]})", by),
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task OpenCaseAsync(HubTransaction transaction, MappingVersion version, DateTimeOffset now, CancellationToken cancellationToken)
    {
        MappingVersion? before = await transaction.Mappings.LastApprovedAsync(version.Target, cancellationToken).ConfigureAwait(false);
        string changes = string.Join("\n", MappingDiff.Of(before?.Definition ?? "", version.Definition));
        CaseReason reason = new(
            ErrorKind.Configuration, Cause,
            $"Nothing is planned for '{version.Target}' until version {version.Version} of its mappings is approved by Mappings.ApproveAsync(\"{version.Target}\", {version.Version}, …). "
            + $"Against version {before?.Version ?? 0}:\n{changes}",
            version.Target);
        await transaction.Cases.OpenAsync(reason, null, CaseKey(version), default, now, cancellationToken).ConfigureAwait(false);
    }
}
